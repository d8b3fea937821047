"""Experiments that try to make searchkit lose, leak or falsify something: one module each.

Every experiment has ``run(results, scale)``, which counts its cases and what failed in them.
"""
