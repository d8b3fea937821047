"""What searchkit keeps in an engine: passages, documents, files and what is known of them.

``schema`` names the fields, ``records`` what is stored of a document, ``catalogue`` finds documents
and files, ``document_view`` a document for the library; ``statistics``, ``language_counts`` and
``integrity`` count and check, ``analysis`` says if texts were cut as queries are. ``ingest``
brings an index up to date with folders and corpora.
"""
