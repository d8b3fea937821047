"""One committed state of an index in a cluster, read: the questions of ``IndexState``.

``state`` is the way in. ``snapshot`` asks the cluster, always about the same moment; ``conditions``
writes queries in its language, and ``scoring`` ranks by them. ``numbers``, ``blocks``,
``vocabulary`` and ``rows`` answer what is asked beside rankings.
"""
