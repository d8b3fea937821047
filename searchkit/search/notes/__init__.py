"""What a search says beside its hits.

``left_out`` counts what filters and failures keep from being found, ``unmet`` names the values that
no document has, with those that were probably meant, ``other_names`` those that were looked for
as well.
"""
