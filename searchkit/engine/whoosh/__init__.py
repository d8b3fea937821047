"""All that has to please Whoosh.

An index of searchkit is one of Whoosh's: its ``codec``, ``field_types`` and ``toc`` say how, and
``index_folder`` makes and locks it. No search of searchkit comes here. The rest is for those who
open the folder with Whoosh itself: ``searching`` runs Whoosh's queries, which ``query_translator``
brings into kinds of the executor's; ``matcher`` and ``field_writer`` serve Whoosh's own searcher
and writer.
"""

from searchkit.engine.whoosh.importing import prepare

prepare()
