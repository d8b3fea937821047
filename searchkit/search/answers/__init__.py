"""What a search finds, before it is shown: which passages, and how they are ranked.

``of_query``, ``of_topic`` and ``of_filters`` are the three kinds of answer, ``attempts`` chooses
what a query is answered by where nothing has all of it, ``rankers`` are what they rank with; a
``ranked`` passage stands in its place.
"""
