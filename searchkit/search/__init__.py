"""From what a person typed to hits.

``query`` reads what was meant, ``topics`` are phrases by which passages are about something,
``ranking`` orders passages, ``searcher`` joins them over one state of the index; ``results``,
``hit_builder`` and ``snippets`` show what was found, ``understanding`` how the query was read;
``suggestions`` offers another query, ``settings`` holds every weight.
"""
