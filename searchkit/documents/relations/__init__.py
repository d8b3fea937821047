"""What a document says of others, and of itself: amended, replaced, based on, in effect from.

`reading.statements` reads it out of a document, ``clauses`` out of a sentence; `model` says what
there is. Each statement has the sentence that proves it. What it means for the target is for
``searchkit.index.relations``.
"""
