"""Names old and new: who looks for one finds the other, in the documents of its time.

``windows`` are these times as conditions, ``forms`` the other names of what a query names,
``letterhead`` those of a value that is filtered by; ``own_names`` reads a user's table.
"""
