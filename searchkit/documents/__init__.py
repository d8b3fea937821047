"""A file becomes a Document of Passages.

``discovery`` finds the files of a folder, ``isolation`` reads them in a process with limits,
``reading`` chooses a reader by content, has the letterhead read and the text cut into passages.
``readers`` has a module or a room for each format, ``letterhead`` what a document's head says of it
(number, date, issuer, signer, subject), ``structure`` its chapters, articles and passages,
``relations`` what it says of other documents and of its own effect. The rest is shared: ``model``
(Document, Passage), ``extraction`` (what a reader returns), ``formats``, ``corpus`` (records of a
JSON-lines file), ``record_fields`` (what they hold), ``deadline``, ``file_names`` and ``ocr``.
"""
