"""The features by name, in the order of the columns, each with its formula and range.

Words are folded syllables. A word of the question weighs its idf times what it says (``question``),
a pair of adjacent words its idf times the greater of theirs. A *share* is the weight of what is
there by the weight of all: 0 to 1. The *article* of a candidate is the passages around its best one
that belong together: all of a corpus's record, of another document those under the same heading, at
most ``AROUND`` on either side. Where a candidate has no heading, no law's name or no group, the
features of these are missing (NaN), not 0.

The features were found by the experiments of learning to rank on legal questions; run lengths and
pairs follow Metzler and Croft (2005), A Markov random field model for term dependencies, the
likelihood Zhai and Lafferty (2004), A study of smoothing methods for language models, the scores of
neighbours Diaz (2005), Regularizing ad hoc retrieval scores.
"""

from __future__ import annotations

AROUND = 16
"""Passages on either side of the best one that an article may have."""

FEATURES = {
    "score": "first-stage score by the best candidate's, 0 to 1",
    "rank": "place among the candidates' documents, from 1",
    "score_by_weight": "first-stage score by the weight of the question's words and pairs",
    "second": "score of the document's second passage by the best candidate's; 0 without one",
    "total": "sum of the scores of the document's passages among the candidates by the best's",
    "passages": "passages of the document among the candidates",
    "words": "share of the words that the passage has",
    "pairs": "share of the pairs that the passage has",
    "skips": "share of the pairs with one word between that the passage has",
    "often": "like words, each by f / (f + 1) for f occurrences",
    "pairs_often": "like pairs, each by f / (f + 1) for f occurrences",
    "length": "ln(1 + words of the passage)",
    "article_words": "share of the words that the article has",
    "article_pairs": "share of the pairs that the article has",
    "article_skips": "share of the pairs with one word between that the article has",
    "article_often": "like words, each by f (k + 1) / (f + norm) for f occurrences in the article, "
    "k = 1.2, norm = k (0.5 + 0.5 length / 250): BM25 of the article by the words' weight",
    "article_pairs_often": "the same of the pairs",
    "likelihood": "mean by words of ln((f + 60 l + 300 c) / (n + 360) / c): the article's n words "
    "smoothed by the law's name, of which the share l is the word, and by c = exp(-idf) / 100",
    "article_length": "ln(1 + words of the article)",
    "article_passages": "passages of the article",
    "run": "words of the longest run of the question whose pairs a passage of the article has",
    "run_share": "share of the heaviest such run",
    "run_mean": "mean length of the longest run around each word, by weight",
    "defined": "share of the heaviest run of the article whose last word stands before là, gồm or "
    "bao gồm",
    "question_length": "words of the question",
    "content": "mean of what the words say, without idf: 0.15 to 1",
    "heading_words": "share of the words that the heading has",
    "heading_pairs": "share of the pairs that the heading has",
    "heading_said": "share of the heading's words, by idf, that the question has",
    "heading_pairs_said": "share of the heading's pairs that the question has, unweighted",
    "heading_run": "share of the heaviest run of question words in the heading",
    "heading_length": "words of the heading",
    "law_words": "share of the words that the law's name has",
    "law_pairs": "share of the pairs that the law's name has",
    "law_said": "share of the words of the law's name, by idf, that the question has",
    "heading_law_words": "share of the words that the heading or the law's name has",
    "all_words": "share of the words that the article, its heading or the law's name has",
    "run_mean_all": "like run_mean, the longest in article, heading or law's name",
    "in_group": "first-stage score by the best of the group's candidates",
    "group_best": "score of the group's best candidate by the best of all",
    "group_count": "candidates of the group",
    "group_total": "sum of the scores of the group's candidates by the best of all",
    "previous": "score of the article before of the same law by the best; 0 if no candidate",
    "next": "score of the article behind of the same law by the best; 0 if no candidate",
    "neighbours": "sum of the scores of the articles of the same law that are d = 1 to 10 away, "
    "each by the best one's and times exp((1 - d) / 2); 0 if none is a candidate",
    "words_by_best": "all_words by the greatest of the candidates",
    "pairs_by_best": "article_pairs by the greatest of the candidates",
    "heading_by_best": "heading_words by the greatest of the candidates",
    "law_by_best": "law_words by the greatest of the candidates",
    "run_by_best": "run_mean_all by the greatest of the candidates",
    "definitions": "1 where a definition is asked and the heading is Giải thích từ ngữ, else 0",
    "kind": "1 where the heading is of the kind that the question asks for, 0 where of none or of "
    "another; missing where the question asks for no kind",
}

BY_BEST = {
    "words_by_best": "all_words",
    "pairs_by_best": "article_pairs",
    "heading_by_best": "heading_words",
    "law_by_best": "law_words",
    "run_by_best": "run_mean_all",
}
"""The features that compare another one with the greatest among the candidates; 0 if that is 0."""
