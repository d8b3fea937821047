/* A query for documents that hold any of some terms, which are gone through block by block. */

#ifndef SEARCHKIT_DISJUNCTION_H
#define SEARCHKIT_DISJUNCTION_H

#include "queries.h"

typedef struct {
    Part *parts;
    int count;
    double units;  /* of a sum, per 1 of score; a sum is above the score in units */
    bool coded;    /* a part lies in the file: only now its frequencies are known */
    bool restricted;  /* some parts do not score: they must be there, or must not */
    int *order;    /* the parts that score, those that can add the least first */
    int ordered;
    int light;     /* so many of them are light */
    int32_t more;  /* what these can add, at most; nothing of that is in the sums */
    uint64_t *rooms;  /* for bits of light parts that have none */
    Candidates candidates;
    Best best;
} Disjunction;

/* Terms of which only the documents matter, unless the others bring one near the best (light_terms.c). */
/* Puts the parts in order that may be light; false without memory. */
bool order_parts(Disjunction *own);
/* Lets parts be light that cannot make a document one of the best: so much of what that takes must come
   from others. */
void lighten(Disjunction *own);
/* Sets the bits of the documents of a block that hold a light part. */
void unite_light(Disjunction *own, uint64_t *bits, int32_t first, int32_t end);
/* Adds what light parts add to a sum; returns 0 where the document is none of the best. */
int32_t with_light(const Disjunction *own, int32_t document, int32_t first, int32_t sum);

#endif
