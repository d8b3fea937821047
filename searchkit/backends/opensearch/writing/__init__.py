"""What changes an index of a cluster.

``rows`` makes rows of analysed documents, ``bulk`` sends many changes at once, ``lease`` says who
may, ``writer`` makes them a commit.
"""
