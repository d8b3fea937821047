/* Runs of integers as they lie in a file, and decoding them in order. */

#ifndef SEARCHKIT_RUNS_H
#define SEARCHKIT_RUNS_H

#include "kernels.h"

#define GROUP 16   /* integers that are decoded together */
#define BATCH 128  /* and in one call */

/* A run: the blocks in which it lies, read and checked. */
typedef struct {
    int64_t size;   /* integers */
    int64_t first;  /* the place of the first in its block */
    int64_t last;   /* integers of the last block */
    int64_t blocks;
    int64_t *heads;  /* of each block, and where the last one ends */
    Slice bytes;
} Run;

/* A level of a block: where its bytes are, and bits from there on where the next integer is. */
typedef struct {
    const uint8_t *chunks, *flags;  /* no flags: the last level */
    int64_t chunk, flag;
    int width;
} Place;

/* How far a run has been decoded. */
typedef struct {
    const Run *run;
    int64_t block, left;  /* integers of the block that are left */
    int levels, narrow;   /* of the block; the first ones, which fit a byte together */
    Place at[LEVELS];
    int rest;             /* of the last batch: the first that was not asked for */
    uint32_t rests[BATCH];
} Cursor;

/* Reads integers `first` to `end`; false with an exception set where the file is damaged. */
bool open_run(const Integers *integers, int64_t first, int64_t end, Run *run);
void close_run(Run *run);
void begin_run(const Run *run, Cursor *cursor);

/* Decodes the next integers, at most BATCH and no more than the run has, as bytes; of each GROUP of
   them, whole ones that may end with nonsense, `more` says which have more than their byte. Returns
   whether any has: rest_of() tells what it is, of each in order, before the next call. */
bool next_batch(Cursor *cursor, int count, uint8_t bytes[BATCH], uint16_t more[BATCH / GROUP]);

static inline uint32_t rest_of(Cursor *cursor)  /* what is to be added to the byte */
{
    return cursor->rests[cursor->rest++];
}

uint32_t next_of(Cursor *cursor);  /* the next integer; the run must have it */
void pass(Cursor *cursor, int64_t count);  /* leaves so many out, which the run must have */

#endif
