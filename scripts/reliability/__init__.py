"""Experiments that try to make searchkit lose, leak or falsify something: one module each.

Every experiment has ``run(results, scale, place)``, which counts its cases and what failed in them;
``place`` is a folder for what it makes.
"""
