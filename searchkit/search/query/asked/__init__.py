"""What plain words ask of documents besides what stands in their texts.

``heads``: of which kind they are, who issued them and when, by ``periods``; ``readings``: the query
that this makes. ``relation_questions``: what was done to a document, and whether it holds;
``related``: the answer.
"""
