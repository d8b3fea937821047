"""Topics out of thesauri: ``skos`` and ``table`` read concepts, ``concepts`` makes topics of them.

``importing`` chooses the reader by the file.
"""
