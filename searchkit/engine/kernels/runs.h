/* Runs of integers as they lie in a file, and decoding them in order. */

#ifndef SEARCHKIT_RUNS_H
#define SEARCHKIT_RUNS_H

#include "kernels.h"

/* A run: the blocks that have it, read and checked. */
typedef struct {
    int64_t first, end;  /* the integers, counted from the first of its first block */
    int64_t count;       /* and all integers from there on */
    int64_t *heads;      /* of each block, and where they end */
    Slice blocks;
} Run;

/* How far a run has been decoded. */
typedef struct {
    const Run *run;
    int64_t next;            /* the first integer behind those that are */
    int most;                /* so many are decoded at a time */
    int at, ready;           /* of these: those from `at` on are not used */
    bool wrong;              /* a block says what cannot be */
    int32_t values[CODED];
} Cursor;

/* Integers of a unary block: bits from `at` to `end`, each integer so many that are 0 and one that is 1. */
typedef struct {
    const uint8_t *bytes;
    int64_t at, end, size;   /* `size`: bits that may be read */
} Bits;

/* Reads integers `first` to `end`; false with an exception set where the file is damaged. */
bool open_run(const Integers *integers, int64_t first, int64_t end, Run *run);
void close_run(Run *run);
void begin_run(const Run *run, Cursor *cursor);

/* Decodes more of a block; nothing at the end of the run. */
void next_block(Cursor *cursor);

/* The next integers, at most `most`, as the bits of a unary block; returns how many, 0 where the block is
   another, or integers are decoded that were not used. */
int next_bits(Cursor *cursor, int64_t most, Bits *bits);

/* The next integers, at most `most`; returns how many, 0 at the end of the run or where it is wrong. */
static inline int next_some(Cursor *cursor, int most, const int32_t **values)
{
    if (cursor->at == cursor->ready)
        next_block(cursor);
    int many = cursor->ready - cursor->at < most ? cursor->ready - cursor->at : most;
    *values = cursor->values + cursor->at;
    cursor->at += many;
    return many;
}

/* Leaves so many integers out. */
static inline void pass(Cursor *cursor, int64_t count)
{
    int64_t ready = cursor->ready - cursor->at, own = count < ready ? count : ready;
    cursor->at += (int)own;
    cursor->next += count - own;
}

#endif
