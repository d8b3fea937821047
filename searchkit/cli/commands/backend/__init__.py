"""``searchkit backend``: what operators of a cluster do with an index in it (``checking``)."""
