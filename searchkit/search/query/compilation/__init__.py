"""What a query in the query language means in an index: conditions of the query tree.

``compiler`` takes a syntax tree, ``phrases`` its words, ``document_fields`` its fields,
``file_names`` the names of files among them.
"""
