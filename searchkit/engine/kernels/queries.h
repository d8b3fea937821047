/* What the kernels that run queries share: terms of a segment, and the best of many scores. */

#ifndef SEARCHKIT_QUERIES_H
#define SEARCHKIT_QUERIES_H

#include "runs.h"

/* Loops that a compiler turns into vectors, for processors with wide ones too. */
#if defined(__GNUC__) && defined(__x86_64__) && defined(__gnu_linux__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* The postings of a term as they lie in the file. */
typedef struct {
    Run gaps, frequencies;  /* of documents; above one */
    const Sections *sections;
    PyObject *owner;        /* keeps the sections */
} Coded;

/* A term of one segment. Its arrays were checked when it was made and are read-only since.

   A frequent term is a column: `frequencies` (of a byte) and `impacts` are those of every document,
   0 where it is not. Another is a list: they are parallel to `documents`, and if it is not rare it
   has a bitmap, too. One that is asked for once is neither: it stays as it is in the file, and its
   impacts are not known but for what they are at most. */
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
    const uint16_t *bitmaps;  /* of every document: bit p % 16 is set for a place p; or NULL */
    Py_buffer buffers[4];
    int held;
} Positions;

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

#define BLOCK 8192  /* documents that are looked at together: what is summed fits the first cache */
#define BATCH 128   /* postings that are used together */
#define SPARE 16    /* bytes behind others that may be read, and say nothing */
#define TABLED 16   /* what fewer occurrences add to a sum may be in a table */

/* How far a query has decoded a term that lies in the file. */
typedef struct {
    int64_t left;              /* postings that are still codes */
    uint64_t document;         /* the last one that is not */
    int at, count;             /* of the postings that are decoded: those from `at` on are not used */
    bool counted;              /* frequencies are decoded, too */
    bool filled;               /* `held` is not all 0 */
    bool light;                /* from now on frequencies are decoded only where they are asked for */
    int64_t passed;            /* postings before the block */
    int64_t taken;             /* and of the frequencies those that are done with, if it is light */
    bool wrong;                /* what the file says cannot be */
    bool wide;                 /* a frequency is more than a byte holds */
    int32_t first;             /* the document with which the block begins */
    int64_t before;            /* occurrences before .. */
    int32_t reached;           /* .. this document of the block */
    int64_t used;              /* and in all postings that were used */
    bool placed;               /* it is a word of a phrase: it has places */
    int64_t read;              /* positions that were */
    Cursor gaps, frequencies, places;
    int32_t documents[BATCH];
    uint8_t often[BATCH + SPARE];
    uint8_t held[BLOCK + SPARE];  /* how often each document of the block holds the term; or 1 */
    int rows;                  /* of the table that are filled */
    union {                    /* what so many occurrences in such a length .. */
        uint16_t units[TABLED][256];  /* .. add to a sum */
        double scores[TABLED][256];   /* .. score */
    } table;
} Decoder;

typedef struct {
    const Term *term;
    Decoder *decoder;            /* of a term that lies in the file, while it is decoded */
    const Run *places;           /* positions of a word of a phrase, which lie there, too; or NULL */
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

/* Terms that lie in the file (decoders.c). Blocks of documents are asked for in order. */
/* `ranked`: scores are asked for, too. False after a failure. */
bool begin_coded(Arguments *arguments, Part *parts, int count, bool ranked);
/* Returns what was found, or -1 where a frequency is more than a byte holds. */
int64_t end_coded(Arguments *arguments, Part *parts, int count, int64_t found);
void hold_block(const Part *part, int32_t first, int32_t end);  /* says what is held */
void add_coded(uint16_t *sums, const Part *part, int32_t first, int32_t end);  /* and adds it up */
/* Lets a term be a light one: a document of a block that holds it gets 1 more in the sums, and no more
   is decoded but for the documents that are scored. */
void make_light(const Part *part);
/* How often a document of the block holds a term. Documents are asked for in order, each once. */
int64_t frequency_in(const Part *part, int32_t document);
/* With which of all occurrences a document of the block begins. Documents are asked for in order. */
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
/* Sets a flag for each document of the block that matches, and returns how many do. */
int match(const Matching *own, uint8_t *flags, const uint8_t *mask, int32_t first, int32_t end);

/* What is not 0 for the documents of a block that hold a term: a column, or flags that it sets. Blocks
   are asked for in order (matching.c). */
const uint8_t *held_in(Part *part, uint8_t *flags, int32_t first, int32_t end);

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
