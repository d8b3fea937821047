/* What the kernels that run queries share: terms of a segment, and the best of many scores. */

#ifndef SEARCHKIT_QUERIES_H
#define SEARCHKIT_QUERIES_H

#include "decoders.h"

/* The postings of a term as they lie in the file. */
typedef struct {
    Run gaps, frequencies;  /* of documents; above one */
    const Sections *sections;
    PyObject *owner;        /* keeps the sections */
} Coded;

/* A term of one segment. Its arrays were checked when it was made and are read-only since.

   A frequent term is a column: `frequencies` (of a byte) and `impacts` are those of every document,
   0 where it is not. Another is a list: they are parallel to `documents`. Both have a bitmap, too, but
   for a list of few. A set, which takes less room, has the bitmap and the frequencies alone. One that
   is asked for once is none of these: it stays as it is in the file, and its impacts are not known but
   for what they are at most. */
typedef struct {
    int32_t count;             /* documents of the segment */
    int32_t size;              /* documents that hold the term, at least one */
    bool column;
    const int32_t *documents;  /* of a list, ascending */
    const void *frequencies;   /* unsigned */
    int width;                 /* bytes of a frequency: 1, 2 or 4 */
    const uint64_t *bits;      /* a bit for every document, low bits first; NULL for a rare one */
    const uint32_t *ranks;     /* of a set: how many of its documents are before each RANKED; or NULL */
    int most;                  /* of a set: the greatest frequency */
    bool ranked;               /* its impacts, or what they are at most, are known */
    const uint8_t *impacts;    /* bounds of the saturation, in steps; never 0 where the term is; of a
                                  column that is not ranked the frequencies */
    int highest;               /* the greatest impact */
    double step;
    const uint8_t *norms;      /* the length of every document as a code; NULL: all are code 0 */
    const double *lengths;     /* BM25's length norm of each code; NULL: a frequency is its score */
    double numerator;          /* k1 + 1 */
    Coded *coded;              /* or NULL */
    Py_buffer buffers[8];
    int held;
} Term;

/* Where a term stands: in which documents, and where in each, from its first token on. */
typedef struct {
    int32_t count;          /* documents of the segment */
    int32_t size;           /* documents that hold the term */
    const int32_t *documents;
    const int32_t *starts;  /* where the places of each document start, and the end of the last */
    const void *places;     /* unsigned */
    int width;
    const uint32_t *ranks;    /* how many of its documents are before each 64; or NULL */
    const uint16_t *bitmaps;  /* of every document: bit p % 16 is set for a place p; or NULL */
    Py_buffer buffers[5];
    int held;
} Positions;

#define RANKED 256

/* The names of the capsules that hold them. */
#define TERM_NAME "searchkit.term"
#define POSITIONS_NAME "searchkit.positions"
#define CODED_POSITIONS_NAME "searchkit.coded_positions"

/* Ends a function that makes what holds its arrays: they are let go with it. */
PyObject *held(Arguments *arguments, void *made, Py_buffer *buffers, int *count, const char *name,
               PyCapsule_Destructor let_go);

/* Whether documents ascend, and are of a segment of `total`. */
bool ascend(const int32_t *values, Py_ssize_t size, int32_t total);

/* Takes unsigned numbers of one, two or four bytes. */
Array take_numbers(Arguments *arguments, int *width);

/* What a document that is found must do with a term. */
enum { MAY = 0, MUST = 1, FILTER = 2, NOT = 3 };
/* It may hold it, must hold it, must hold it without a score, must not hold it. */

typedef struct {
    const Term *term;
    Decoder *decoder;            /* of a term that lies in the file, while it is decoded */
    const Run *places;           /* positions of a word of a phrase, which lie there, too; or NULL */
    const Positions *positions;  /* of a word of a phrase, else NULL */
    int role;
    double weight;
    uint16_t factor;  /* what a step adds to a coarse score, times 256 */
    int32_t most;     /* what the part adds to it at most */
    bool light;       /* nothing of it is in the sums of a block (light_terms.c) */
    const uint64_t *held;  /* of a light part: the documents of the block that hold the term */
    int32_t at;       /* entries of a list before this one are of documents that are done with */
    int32_t placed;   /* and so of `positions` */
    Units *units;     /* of a set that scores */
} Part;

/* Reads the arguments (documents of the segment, terms, roles, weights) into new memory; NULL after
   a failure. */
Part *take_parts(Arguments *arguments, int32_t *documents, int *count);

/* Reads the next argument, None (and returns NULL) or a flag for each document of the segment. */
const uint8_t *take_mask(Arguments *arguments, int32_t documents);

/* Reads the next argument, None or a list: for each part its positions if it is a word of a phrase,
   else None. */
void take_positions(Arguments *arguments, Part *parts, int count);
void take_coded_positions(Arguments *arguments, Part *parts, int count);  /* as they lie in the file */

static inline uint32_t number_at(const void *numbers, int width, int32_t index)
{
    if (width == 1)
        return ((const uint8_t *)numbers)[index];
    if (width == 2)
        return ((const uint16_t *)numbers)[index];
    return ((const uint32_t *)numbers)[index];
}

/* The impact of so many occurrences in a document of this length: above its saturation, by at most
   a step. */
static inline uint8_t impact(const Term *term, double frequency, double norm)
{
    double saturation = frequency;
    if (term->lengths != NULL)
        saturation = frequency * term->numerator / (frequency + norm);
    int steps = (int)(saturation * (1 / term->step)) + 1;
    return (uint8_t)(steps > 255 ? 255 : steps);
}

void add_set(uint16_t *sums, const Part *part, int32_t first, int32_t end);  /* adds a block of a set up */

/* Terms that lie in the file (decoders.c, coded_sums.c). Blocks of documents are asked for in order. */
/* `ranked`: scores are asked for, too; then sets are made ready for sums, too. False after a failure. */
bool begin_coded(Arguments *arguments, Part *parts, int count, bool ranked);
/* Returns what was found, or -1 where a frequency is more than a byte holds. */
int64_t end_coded(Arguments *arguments, Part *parts, int count, int64_t found);
/* A bit for each document of a block, those that hold the term. */
const uint64_t *coded_bits(const Part *part, int32_t first, int32_t end);
/* Decodes the frequencies of the block; false where there are not as many. */
bool count_block(const Part *part);
void add_coded(uint16_t *sums, const Part *part, int32_t first, int32_t end);  /* and adds it up */
/* From now on frequencies are decoded only where they are asked for: in few documents, or in many. */
void count_seldom(const Part *part);
#define SELDOM 8  /* so many are decoded at a time then */
/* Decodes the frequencies of a block of which so many documents match, if these are not few: then `often`
   and `ranks` are those of the block. */
bool count_matches(const Part *part, int many);
/* How often a document of the block holds a term. Documents are asked for in order. */
int64_t frequency_in(const Part *part, int32_t document);
/* With which of all occurrences a document of the block, which holds the word, begins. Documents are
   asked for in order. */
int64_t occurrence_in(const Part *part, int32_t document);

static inline bool scores(const Part *part)
{
    return part->role == MAY || part->role == MUST;
}

/* The first of ascending documents that is not before `document`, from the place `at` on. */
int32_t seek(const int32_t *documents, int32_t size, int32_t at, int32_t document);

/* The place of a document, which must be in the list from the cursor on or in none, or -1. */
static inline int32_t entry_of(Part *part, int32_t document)
{
    const Term *term = part->term;
    if (term->ranks != NULL) {
        const uint64_t word = term->bits[document >> 6], own = (uint64_t)1 << (document & 63);
        if ((word & own) == 0)
            return -1;
        int32_t rank = (int32_t)term->ranks[document / RANKED] + COUNT(word & (own - 1));
        for (int32_t i = document / RANKED * (RANKED / 64); i < document >> 6; i++)
            rank += COUNT(term->bits[i]);
        return rank;
    }
    part->at = seek(term->documents, term->size, part->at, document);
    return part->at < term->size && term->documents[part->at] == document ? part->at : -1;
}

/* Whether a document holds a term. Documents are asked for in order. */
static inline bool holds(Part *part, int32_t document)
{
    const Term *term = part->term;
    if (term->column)
        return term->impacts[document] != 0;
    if (term->bits != NULL)
        return (term->bits[document >> 6] >> (document & 63) & 1) != 0;
    return entry_of(part, document) >= 0;
}

/* The exact score of so many occurrences in a document: the same operations as numpy's way. */
static inline double score_of(const Part *part, double frequency, double norm)
{
    if (part->term->lengths == NULL)
        return frequency * part->weight;
    return frequency * part->term->numerator / (frequency + norm) * part->weight;
}

static inline double norm_in(const Term *term, int32_t document)
{
    if (term->lengths == NULL)
        return 0;
    return term->lengths[term->norms == NULL ? 0 : term->norms[document]];
}

/* The impact of a term in a document, 0 where it is not. Documents are asked for in order. */
static inline int impact_in(Part *part, int32_t document)
{
    if (part->term->column)
        return part->term->impacts[document];
    const Term *term = part->term;
    int32_t entry = entry_of(part, document);
    if (entry < 0)
        return 0;
    if (term->impacts != NULL)
        return term->impacts[entry];
    return impact(term, number_at(term->frequencies, term->width, entry), norm_in(term, document));
}

/* The exact score of a term in a document. */
static inline double score_in(Part *part, int32_t document)
{
    const Term *term = part->term;
    double frequency;
    if (part->decoder != NULL) {
        frequency = (double)frequency_in(part, document);
    } else if (term->column) {
        frequency = ((const uint8_t *)term->frequencies)[document];
    } else {
        int32_t entry = entry_of(part, document);
        frequency = entry < 0 ? 0 : number_at(term->frequencies, term->width, entry);
    }
    return frequency == 0 ? 0 : score_of(part, frequency, norm_in(term, document));
}

/* The exact score of a document: the sum of the parts that score, in their order. */
double exact_score(Part *parts, int count, int32_t document);

/* The documents that a query matches, block by block (matching.c). */
typedef struct {
    Part *parts;
    int count;
    bool any;    /* no part that scores must be there, so any of those that may */
    int *order;  /* the other parts, the rarest of those that must be there first */
    int ordered;
} Matching;

/* Makes ready for blocks in order; false after a failure. */
bool begin_matching(Arguments *arguments, Matching *own, Part *parts, int count);
/* Sets a bit for each document of the block that matches, and returns how many do. */
int match(const Matching *own, uint64_t *found, const uint8_t *mask, int32_t first, int32_t end);

/* A bit for each document of a block, those that hold a term; `room` may be used for them. Blocks are
   asked for in order (matching.c). */
const uint64_t *held_in(Part *part, uint64_t *room, int32_t first, int32_t end);
/* Keeps the bits of a block that others have, too, or have not. */
void keep_bits(uint64_t *bits, const uint64_t *others, int words, bool wanted);
void unite_bits(uint64_t *bits, const uint64_t *others, int words);
/* Sets the bits of all documents of a block that a mask lets through; returns whether there is one. */
bool begin_bits(uint64_t *bits, const uint8_t *mask, int32_t first, int32_t end);

typedef struct {
    int32_t document;
    uint16_t sum;
} Candidate;

/* Documents with a sum that may be among the best, in their order (candidates.c). */
typedef struct {
    Candidate *found;
    Py_ssize_t count, room;
    Py_ssize_t wanted;
    int32_t slack;  /* a sum is less than this above what it bounds */
    int32_t least;  /* lower sums are not among the best */
} Candidates;

/* Keeps a document; false without memory. */
bool add_candidate(Candidates *own, int32_t document, uint16_t sum);

/* Lets go of candidates that are not among the best. */
void tighten(Candidates *own);

/* The best `room` documents so far: a heap with the worst on top (best.c). */
typedef struct {
    double score;
    int64_t document;
} Scored;

typedef struct {
    Scored *heap;
    Py_ssize_t count, room;
} Best;

/* Keeps a document if it is among the best; documents come in ascending order. */
void consider(Best *best, double score, int64_t document);

/* Writes out the best, in order, and frees the heap. */
void write_best(Best *best, int64_t *documents, double *scores);

#endif
