"""An inverted index: token streams in, document numbers and scores out.

The engine knows no Vietnamese, no document and no file format of people. ``kernels`` are inner
loops in C, ``storage`` is bytes on the disk, ``snapshot`` opens what is committed, ``execution``
runs queries, ``reader`` answers for terms, postings and positions of an opened index, ``whoosh`` is
all that has to please Whoosh, and ``writer`` makes and merges segments.
It works alone, in any alphabet:

>>> from tempfile import TemporaryDirectory
>>> import numpy as np
>>> from whoosh.fields import STORED, Schema
>>> from whoosh.index import create_in
>>> from searchkit.engine.execution.executor import search
>>> from searchkit.engine.execution.bm25 import BM25
>>> from searchkit.engine.whoosh.field_types import StreamField
>>> from searchkit.engine.writer.batch import DocumentBatch
>>> from searchkit.engine.writer.index_writer import IndexWriter
>>> from searchkit.query_tree import Or, Phrase, Term
>>> from searchkit.token_stream import Stream

The texts ``△○○`` and ``○△◇`` as a stream: the terms, the index of each token's term, and how many
tokens each text has.

>>> signs = Stream(["△", "○", "◇"], np.int32([0, 1, 1, 1, 0, 2]), np.int32([3, 3]))
>>> batch = DocumentBatch({"signs": signs}, stored=[{"name": "first"}, {"name": "second"}])
>>> with TemporaryDirectory() as folder:
...     index = create_in(folder, Schema(signs=StreamField(positions=True), name=STORED()))
...     with IndexWriter(index) as writer:
...         writer.add(batch)
...     with index.reader() as reader:
...         query = Or((Term("signs", "○"), Term("signs", "◇")))
...         either = search(reader, query, 9, similarity=BM25(1.2, 0.75))
...         phrase = search(
...             reader, Phrase("signs", (("△",), ("○",))), 9, similarity=BM25(1.2, 0.75)
...         )
...         names = [reader.stored_fields(number)["name"] for number in either.docnums]
>>> names
['second', 'first']
>>> phrase.docnums.tolist()
[0]
"""
