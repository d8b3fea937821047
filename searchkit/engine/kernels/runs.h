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
    int at, ready;           /* of these: those from `at` on are not used */
    bool wrong;              /* a block says what cannot be */
    int32_t values[CODED];
} Cursor;

/* Reads integers `first` to `end`; false with an exception set where the file is damaged. */
bool open_run(const Integers *integers, int64_t first, int64_t end, Run *run);
void close_run(Run *run);
void begin_run(const Run *run, Cursor *cursor);

/* The next integers, at most `most`; returns how many, 0 at the end of the run or where it is wrong. */
int next_some(Cursor *cursor, int most, const int32_t **values);
/* Leaves so many integers out. */
void pass(Cursor *cursor, int64_t count);

#endif
