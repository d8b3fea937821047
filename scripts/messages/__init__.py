"""Gathering what people read: ``extraction`` finds it in the code, ``library_words`` in click's."""
