"""What searchkit keeps in an engine: passages, documents, files and what is known of them.

``schema`` names the fields, ``terms`` makes those that are exact, ``records`` is what is stored of
a document, ``catalogue`` finds documents and files, ``document_view`` a document by any of its
names, ``listing`` all of them; ``removal`` takes some out. ``statistics``, ``language_counts`` and
``integrity`` count and check, ``analysis`` says if texts were cut as queries are, ``roots`` keeps
what was indexed, ``presence`` says what of it is gone or out of reach. ``relations`` says what
documents do to each other and which hold on a day. ``ingest`` brings an index up to date with
folders and corpora.
"""
