/* A query for documents that hold all of some terms. */

#ifndef SEARCHKIT_CONJUNCTION_H
#define SEARCHKIT_CONJUNCTION_H

#include "queries.h"

typedef struct {
    Part *parts;
    int count;
    const int32_t *lead;  /* the documents that are gone through: the fewest that all must be of; NULL
                             where bits say which documents match all but the phrase */
    int32_t size;
    int leader;           /* the part whose documents these are */
    bool bounded;         /* the impacts of all parts that score are known */
    int *order;           /* the parts that must be there or must not, rarest first */
    int checked;
    bool any;             /* no part that scores must be there, so any of those that may */
    int *phrase;          /* those that must stand one behind the other */
    int words;
    int rarest;           /* of the words */
    int32_t *place;       /* the next place of each word in the document, and their end; -1 before */
    int32_t *end;         /* it is looked for */
} Conjunction;

/* Whether the words stand one behind the other in a document that holds them all (phrases.c). */
bool stands(Conjunction *own, int32_t document);

#endif
