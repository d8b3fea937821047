"""Gathering what people read: ``extraction`` finds it in the code, ``library_words`` in typer.

``catalogue`` puts it together with its translations.
"""
