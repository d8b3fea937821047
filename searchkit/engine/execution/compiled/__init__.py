"""Common shapes of queries, run by the compiled kernels; what they find is that of the numpy way.

``shapes`` says which queries these are, ``terms`` makes terms as the kernels take them, ``parts``
puts together what a query needs of a segment, ``ranking`` runs it.
"""
