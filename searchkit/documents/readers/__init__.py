"""One module, or one room where it takes several, for each format.

Each offers ``extract(data, path) -> Extraction``; ``documents/formats.py`` lists them. Rooms:
``doc`` (Word 97-2003), ``docx``, ``rtf``, ``opendocument``, ``excel``, ``pdf`` (scans and pictures
too), ``web``. Shared by several: ``decoding`` (legacy fonts to Unicode), ``zip_xml``,
``table_rows`` and ``list_numbering``.
"""
