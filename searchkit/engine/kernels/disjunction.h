/* A query for documents that hold any of some terms, which are gone through block by block. */

#ifndef SEARCHKIT_DISJUNCTION_H
#define SEARCHKIT_DISJUNCTION_H

#include "queries.h"

typedef struct {
    Part *parts;
    int count;
    double units;  /* of a sum, per 1 of score; a sum is above the score in units */
    bool coded;    /* a part lies in the file: only now its frequencies are known */
    int *order;    /* the parts that may be light, those that can add the least first */
    int ordered;
    int light;     /* so many of them are light */
    int32_t more;  /* what these can add, at most, beside the 1 that is in the sums */
    Candidates candidates;
    Best best;
} Disjunction;

/* Terms that only count, where they cannot matter (light_terms.c). */
/* Puts the parts in order that may be light: those that lie in the file and score by BM25. */
void order_coded(Disjunction *own);
/* Lets terms be light that cannot make a document one of the best: half of what that takes must come
   from others. */
void lighten(Disjunction *own);
/* Whether a document may be among the best, by the light terms that it holds. */
bool may_be_best(const Disjunction *own, int32_t document, int32_t sum);

#endif
