"""What one sentence says: `sentence` takes it apart, `attachment` tells whose verb it is.

`relating` goes through it and keeps the `open_lists` of documents; `predicates` are said of its
subject, `circumstances` beside a relation, and `instructions` are the items of amending articles.
"""
