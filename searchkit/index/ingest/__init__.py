"""Bringing an index up to date: what is new, changed or gone is read, analysed and written.

``updater`` decides, ``tasks`` is the work, ``workers`` spreads it over processes, ``encoder`` makes
batches for the engine, ``corpora`` and ``duplicates`` deal with records and copies, ``report`` says
what was done, ``rebuild`` does it all anew.
"""
