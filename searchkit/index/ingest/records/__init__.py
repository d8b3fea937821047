"""Records, which are documents without a file of their own: lines of corpora.

``corpora`` follows a corpus record by record, ``field_kinds`` sees to it that a field is of one
kind in all records of an index.
"""
