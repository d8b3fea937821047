"""What documents of an index do to each other, and which of them hold on a day.

`statement_terms` are the terms by which a relation is found from either end; `graph` follows them,
whichever document came first; `validity` judges a document or a part of it; `in_force` is what a
filter asks of all.
"""
