"""The commands, each of which calls the library and shows what it returns.

``backend`` holds those for operators of a cluster.
"""
