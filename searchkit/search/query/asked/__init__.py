"""What plain words ask of documents besides what stands in their texts.

``heads``: of which kind they are, who issued them and when, by ``periods``; ``readings``: the query
that this makes.
"""
