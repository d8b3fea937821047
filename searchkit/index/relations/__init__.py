"""What documents of an index do to each other, and which of them hold on a day.

`statement_terms` are the terms by which a relation is found from either end; `graph` follows them,
whichever document came first; `changes` are what acts did to a document or a part of it, `validity`
judges it, in one of the `states`, on ``grounds``, in the words of `wording`; `in_force` is what a
filter asks of all. `views` tells one document's relations, `amendments` what was done to
its places, in which wording; `versions` puts two documents side by side.
"""
