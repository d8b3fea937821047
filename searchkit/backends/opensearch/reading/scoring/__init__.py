"""Exact scores of what a cluster finds.

``wanted`` names what is to be told of each candidate, ``evidence`` reads it out of the scores that
the cluster gives to what has a name (``lengths``), or out of its explanations (``explanations``);
``statistics`` counts terms over all shards, ``evaluation`` makes exact scores of both, and
``ranking`` goes on until no better row can be missing (``bounds``).
"""
