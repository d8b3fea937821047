/* Runs of integers as they lie in a file, and decoding them in order. */

#ifndef SEARCHKIT_RUNS_H
#define SEARCHKIT_RUNS_H

#include "kernels.h"

#define GROUP 16   /* integers that are decoded together */
#define BATCH 128  /* and in one call */

/* Where the next integer of a level is: bits from where its bytes begin. */
typedef struct {
    int64_t chunk, flag;
} Place;

/* A run: of each of its levels the chunks and flags, read and checked. */
typedef struct {
    int64_t size;
    int levels;
    bool paired;  /* the second chunks are half bytes, which join the first ones */
    int width[LEVELS];
    Slice chunks[LEVELS], flags[LEVELS];
    Place start[LEVELS];
} Run;

/* How far a run has been decoded. */
typedef struct {
    const Run *run;
    Place at[LEVELS];
} Cursor;

/* Reads integers `first` to `end`; false with an exception set where the file is damaged. */
bool open_run(const Integers *integers, int64_t first, int64_t end, Run *run);
void close_run(Run *run);
void begin_run(const Run *run, Cursor *cursor);

/* Decodes the next integers, at most BATCH and no more than the run has, as bytes; of each GROUP of
   them, whole ones that may end with nonsense, `more` says which have more than their byte. Returns
   whether any has: rest_of() tells what it is, of each in order. */
bool next_batch(Cursor *cursor, int count, uint8_t bytes[BATCH], uint16_t more[BATCH / GROUP]);
uint32_t rest_of(Cursor *cursor);  /* what is to be added to the byte */

/* The next integer; the run must have it. */
uint32_t next_of_any(Cursor *cursor);

static inline uint32_t next_of(Cursor *cursor)
{
    if (cursor->run->width[0] != 8 || cursor->run->flags[0].bytes != NULL)
        return next_of_any(cursor);
    uint32_t found = cursor->run->chunks[0].bytes[cursor->at[0].chunk >> 3];
    cursor->at[0].chunk += 8;
    return found;
}

/* Leaves so many integers out, which the run must have. */
void pass(Cursor *cursor, int64_t count);

#endif
