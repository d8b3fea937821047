"""The parts of the benchmarks: passages, queries, processes, times and tables.

``engines`` has one adapter for each engine. The page of ``bench_engines.py`` says how it is used;
``plain_whoosh`` is what ``bench_index.py`` compares with.
"""
