/* How far a query has decoded a term that lies in the file. */

#ifndef SEARCHKIT_DECODERS_H
#define SEARCHKIT_DECODERS_H

#include "runs.h"

#define BLOCK 8192  /* documents that are looked at together: what is summed fits the first cache */
#define WORDS (BLOCK / 64)
#define SPARE 16    /* bytes behind others that may be read, and say nothing */
#define TABLED 16   /* what fewer occurrences add to a sum may be in a table */

/* What so many occurrences in such a length add to a sum; so many rows are filled. */
typedef struct {
    int rows;
    uint16_t of[TABLED][256];
} Units;

typedef struct {
    bool wrong;                /* what the file says cannot be */
    bool wide;                 /* a frequency is more than a byte holds */
    bool counted;              /* frequencies of a block are decoded, too */
    bool placed;               /* it is a word of a phrase: it has places */

    int64_t left;              /* postings that are still codes */
    uint64_t document;         /* the last one that is not */
    const int32_t *documents;  /* of those that are decoded .. */
    int at, count;             /* .. and not used: those from `at` on */
    Bits string;               /* or bits that are not used .. */
    int64_t next;              /* .. from this document on */

    int32_t first;             /* the document with which the block begins */
    int64_t passed;            /* postings before the block */
    int held;                  /* and in it */
    bool ranked;               /* `ranks` are those of the block */

    int64_t taken;             /* frequencies that are done with */
    int64_t last;              /* the last one of them */
    int64_t before, occurred;  /* occurrences before that of the last one, and behind it */
    int64_t read;              /* positions that were */

    int rows;                  /* of the scores that are filled */
    uint16_t ranks[WORDS];     /* postings of the block before each 64 documents */
    uint64_t bits[WORDS + 1];  /* which documents of the block hold the term */
    Cursor gaps, frequencies;
    uint8_t often[BLOCK + SPARE];  /* how often those do, if it is counted */
    Cursor places;
    union {
        Units units;
        double scores[TABLED][256];  /* what so many occurrences in such a length score */
    } table;
} Decoder;

/* Whether a document of the block holds the term. */
static inline bool is_held(const Decoder *own, int32_t document)
{
    const int at = document - own->first;
    return (own->bits[at >> 6] >> (at & 63) & 1) != 0;
}

/* How many documents of the block before this one do; the ranks must be those of the block. */
static inline int rank_in(const Decoder *own, int32_t document)
{
    const int at = document - own->first;
    return own->ranks[at >> 6] + COUNT(own->bits[at >> 6] & (((uint64_t)1 << (at & 63)) - 1));
}

#endif
