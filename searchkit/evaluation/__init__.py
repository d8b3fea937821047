"""How well a ranking does on judged questions, by the measures of the field.

``judgements`` reads and writes the files of TREC, ``typing`` types a question with fewer
diacritics, ``measuring`` measures, ``comparing`` tells whether two rankings differ by chance.
"""
