"""Topics: weighted phrases by which a passage is about something, without a query being typed.

``model`` says what a topic is, ``topic_file`` reads the files that hold them, ``loading`` finds one
by its name, ``phrase_finder`` and ``scoring`` tell how much a text is about one.
"""
