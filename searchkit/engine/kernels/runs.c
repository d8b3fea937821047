/* Runs of integers, decoded in order, a block at a time: what a query asks for once is not kept. */

#include "runs.h"

#include <stdlib.h>
#include <string.h>

void close_run(Run *run)
{
    free_slice(&run->blocks);
    free(run->heads);
    run->heads = NULL;
}

bool open_run(const Integers *integers, int64_t first, int64_t end, Run *run)
{
    const Sections *sections = integers->sections;
    *run = (Run){0};
    if (first < 0 || end < first || end > integers->count)
        return contradiction(sections);
    if (first == end)
        return true;
    int64_t from = first / CODED, blocks = (end - 1) / CODED + 1 - from;
    *run = (Run){.first = first - from * CODED, .end = end - from * CODED,
                 .count = integers->count - from * CODED};
    run->heads = malloc((size_t)(blocks + 1) * sizeof *run->heads);
    if (run->heads == NULL) {
        PyErr_NoMemory();
        return false;
    }
    if (copy_bytes(sections, integers->blocks, 8 * (from + 1), 8 * (blocks + 1), run->heads)
        && read_slice(sections, integers->bytes, run->heads[0] >> HEAD_BITS,
                      run->heads[blocks] >> HEAD_BITS, &run->blocks))
        return true;
    close_run(run);
    return false;
}

void begin_run(const Run *run, Cursor *cursor)
{
    cursor->run = run;
    cursor->next = run->first;
    cursor->at = cursor->ready = 0;
    cursor->wrong = false;
}

void next_block(Cursor *cursor)
{
    const Run *run = cursor->run;
    if (cursor->next >= run->end || cursor->wrong)
        return;
    int64_t number = cursor->next / CODED, before = number * CODED;
    int64_t base = run->heads[0] >> HEAD_BITS, all = run->count - before;
    int64_t start = (run->heads[number] >> HEAD_BITS) - base;
    int64_t left = (run->heads[number + 1] >> HEAD_BITS) - base - start;
    int64_t low = cursor->next - before, high = run->end - before < CODED ? run->end - before : CODED;
    cursor->wrong = start < 0 || left < 0 || start + left > run->blocks.size
        || !decode_coded_block(run->blocks.bytes + start, left, run->heads[number],
                         all < CODED ? all : CODED, low, high, cursor->values);
    cursor->at = 0;
    cursor->ready = cursor->wrong ? 0 : (int)(high - low);
    cursor->next += high - low;
}
