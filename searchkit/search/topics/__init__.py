"""Topics: weighted phrases by which a passage is about something, without a query being typed.

``model`` says what a topic is and ``naming`` how it is called; ``topic_file`` reads the files that
hold them and ``toml_text`` writes them, ``loading`` finds one by its name, ``thesauri`` makes them
of thesauri; ``phrase_finder`` and ``scoring`` tell how much a text is about one.
"""
