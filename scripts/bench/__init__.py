"""The parts of bench_engines.py: the passages, the queries, and one adapter per engine."""
