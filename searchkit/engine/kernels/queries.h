/* What the kernels that run queries share: terms of a segment, and the best of many scores. */

#ifndef SEARCHKIT_QUERIES_H
#define SEARCHKIT_QUERIES_H

#include "kernels.h"

/* Loops that a compiler turns into vectors, for processors with wide ones too. */
#if defined(__GNUC__) && defined(__x86_64__) && defined(__gnu_linux__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* A term of one segment. Its arrays were checked when it was made and are read-only since.

   A frequent term is a column: `frequencies` (of a byte) and `impacts` are those of every document,
   0 where it is not. Another is a list: they are parallel to `documents`, and if it is not rare it
   has a bitmap, too. */
typedef struct {
    int32_t count;             /* documents of the segment */
    int32_t size;              /* documents that hold the term, at least one */
    bool column;
    const int32_t *documents;  /* of a list, ascending */
    const void *frequencies;   /* unsigned */
    int width;                 /* bytes of a frequency: 1, 2 or 4 */
    const uint8_t *bits;       /* of a list: a bit for every document, low bits first; or NULL */
    bool ranked;               /* its impacts are known */
    const uint8_t *impacts;    /* bounds of the saturation, in steps; never 0 where the term is; of a
                                  column that is not ranked the frequencies */
    int highest;               /* the greatest impact */
    double step;
    const uint8_t *norms;      /* the length of every document as a code; NULL: all are code 0 */
    const double *lengths;     /* BM25's length norm of each code; NULL: a frequency is its score */
    double numerator;          /* k1 + 1 */
    Py_buffer buffers[8];
    int held;
} Term;

/* Where a term stands: in which documents, and where in each, from its first token on. They may be
   those of some of the term's documents only. */
typedef struct {
    int32_t count;          /* documents of the segment */
    int32_t size;           /* documents whose places are here */
    const int32_t *documents;
    const int32_t *starts;  /* where the places of each document start, and the end of the last */
    const void *places;     /* unsigned */
    int width;
    const uint16_t *bitmaps;  /* of every document: bit p % 16 is set for a place p; or NULL */
    void *owned;            /* memory that goes with them; or NULL */
    Py_buffer buffers[4];
    int held;
} Positions;

/* The names of the capsules that hold them. */
#define TERM_NAME "searchkit.term"
#define POSITIONS_NAME "searchkit.positions"

/* Ends a function that makes what holds its arrays: they are let go with it. */
PyObject *held(Arguments *arguments, void *made, Py_buffer *buffers, int *count, const char *name,
               PyCapsule_Destructor let_go);
void let_positions_go(PyObject *capsule);

/* Whether documents ascend, and are of a segment of `total`. */
bool ascend(const int32_t *values, Py_ssize_t size, int32_t total);

/* Takes unsigned numbers of one, two or four bytes. */
Array take_numbers(Arguments *arguments, int *width);

/* What a document that is found must do with a term. */
enum { MAY = 0, MUST = 1, FILTER = 2, NOT = 3 };
/* It may hold it, must hold it, must hold it without a score, must not hold it. */

typedef struct {
    const Term *term;
    const Positions *positions;  /* of a word of a phrase, else NULL */
    int role;
    double weight;
    uint16_t factor;  /* what a step adds to a coarse score, times 256 */
    int32_t at;       /* entries of a list before this one are of documents that are done with */
    int32_t placed;   /* and so of `positions` */
} Part;

/* Reads the arguments (documents of the segment, terms, roles, weights) into new memory; NULL after
   a failure. */
Part *take_parts(Arguments *arguments, int32_t *documents, int *count);

/* Reads the next argument, None (and returns NULL) or a flag for each document of the segment. */
const uint8_t *take_mask(Arguments *arguments, int32_t documents);

/* Reads the next argument, None or a list: for each part its positions if it is a word of a phrase,
   else None. */
void take_positions(Arguments *arguments, Part *parts, int count);

static inline uint32_t number_at(const void *numbers, int width, int32_t index)
{
    if (width == 1)
        return ((const uint8_t *)numbers)[index];
    if (width == 2)
        return ((const uint16_t *)numbers)[index];
    return ((const uint32_t *)numbers)[index];
}

/* The first of ascending documents that is not before `document`, from the place `at` on. */
int32_t seek(const int32_t *documents, int32_t size, int32_t at, int32_t document);

/* The place of a document, which must be in the list from the cursor on or in none, or -1. */
static inline int32_t entry_of(Part *part, int32_t document)
{
    const Term *term = part->term;
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
        return (term->bits[document >> 3] >> (document & 7) & 1) != 0;
    return entry_of(part, document) >= 0;
}

/* The impact of a term in a document, 0 where it is not. Documents are asked for in order. */
static inline int impact_in(Part *part, int32_t document)
{
    if (part->term->column)
        return part->term->impacts[document];
    int32_t entry = entry_of(part, document);
    return entry < 0 ? 0 : part->term->impacts[entry];
}

/* The exact score of a term in a document: the same operations as numpy's way. */
static inline double score_in(Part *part, int32_t document)
{
    const Term *term = part->term;
    double frequency;
    if (term->column) {
        frequency = ((const uint8_t *)term->frequencies)[document];
    } else {
        int32_t entry = entry_of(part, document);
        frequency = entry < 0 ? 0 : number_at(term->frequencies, term->width, entry);
    }
    if (frequency == 0)
        return 0;
    if (term->lengths == NULL)
        return frequency * part->weight;
    double norm = term->lengths[term->norms == NULL ? 0 : term->norms[document]];
    return frequency * term->numerator / (frequency + norm) * part->weight;
}

/* The exact score of a document: the sum of the parts that score, in their order. */
double exact_score(Part *parts, int count, int32_t document);

#define BLOCK 8192  /* documents that are looked at together: what is summed fits the first cache */

/* What is not 0 for the documents of a block that hold a term: a column, or flags that it sets. Blocks
   are asked for in order (matching.c). */
const uint8_t *held_in(Part *part, uint8_t *flags, int32_t first, int32_t end);

typedef struct {
    int32_t document;
    uint16_t sum;
} Candidate;

/* Documents with a sum that may be among the best, in their order. */
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
