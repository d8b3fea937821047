"""From what a person typed to hits.

``query`` reads what was meant, ``ranking`` orders passages, ``topics``
are phrases by which passages are about something, ``searcher`` joins the two over one
state of the index; ``results``, ``hit_builder`` and ``snippets`` show what was found,
``understanding`` how the query was read; ``suggestions`` offers another query, ``settings`` holds
every weight.
"""
