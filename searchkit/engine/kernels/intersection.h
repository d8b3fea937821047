/* A query for documents that hold all of some terms, where terms lie in the file. */

#ifndef SEARCHKIT_INTERSECTION_H
#define SEARCHKIT_INTERSECTION_H

#include "queries.h"

#define SOME 256  /* documents that are scored together */

/* A word of a phrase in a document. */
typedef struct {
    Part *part;
    int place;           /* in the phrase */
    bool reached;        /* it was looked for in the document */
    int64_t left;        /* its positions there that are still codes */
    const int32_t *next, *end;  /* and those that are not, as steps */
    int64_t position;    /* the last that was read, or -1 */
} Word;

typedef struct {
    Part *parts;
    int count;
    int *scored;    /* the parts that score, those that can add the most first */
    int scores;
    double *values; /* what each of the parts adds in some documents */
    Word *words;    /* of a phrase, the rarest first */
    int length;
} Intersection;

/* Scores (intersection_scores.c). */
/* Puts the parts that score in order. */
void put_in_order(Arguments *arguments, Intersection *own);
/* Decodes the frequencies of a block, in which so many documents match, as far as that is worth it. */
void count_scored(const Intersection *own, const Best *best, int many);
/* Ranks some documents of a block by what all parts add in each. */
void rank_exactly(const Intersection *own, const int32_t *documents, int count, Best *best, int64_t offset);
/* Ranks those of them that may be among the best; the others go. */
void rank_some(const Intersection *own, int32_t *documents, int count, Best *best, int64_t offset);

#endif
