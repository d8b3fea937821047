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
    cursor->most = CODED;
    cursor->at = cursor->ready = 0;
    cursor->wrong = false;
}

/* A block of a run. */
typedef struct {
    const uint8_t *bytes;
    int64_t size, head;
    int64_t before, count;  /* integers before it, and in it */
    int64_t low, high;      /* of these, those that come next, as far as they are of the run */
} CodedBlock;

/* Returns the block of the next integer; false at the end of the run, or where it is wrong. */
static bool find_block(Cursor *cursor, CodedBlock *block)
{
    const Run *run = cursor->run;
    if (cursor->next >= run->end || cursor->wrong)
        return false;
    const int64_t number = cursor->next / CODED, before = number * CODED, all = run->count - before;
    const int64_t base = run->heads[0] >> HEAD_BITS, start = (run->heads[number] >> HEAD_BITS) - base;
    const int64_t left = run->end - before;
    *block = (CodedBlock){.size = (run->heads[number + 1] >> HEAD_BITS) - base - start,
                     .head = run->heads[number], .before = before, .count = all < CODED ? all : CODED,
                     .low = cursor->next - before, .high = left < CODED ? left : CODED};
    cursor->wrong = start < 0 || block->size < 0 || start + block->size > run->blocks.size;
    block->bytes = run->blocks.bytes + start;
    return !cursor->wrong;
}

void next_block(Cursor *cursor)
{
    CodedBlock block;
    cursor->at = cursor->ready = 0;
    if (!find_block(cursor, &block))
        return;
    if (block.high - block.low > cursor->most)
        block.high = block.low + cursor->most;
    cursor->wrong = !decode_coded_block(block.bytes, block.size, block.head, block.count, block.low,
                                        block.high, cursor->values);
    cursor->ready = cursor->wrong ? 0 : (int)(block.high - block.low);
    cursor->next += block.high - block.low;
}

int next_bits(Cursor *cursor, int64_t most, Bits *bits)
{
    CodedBlock block;
    if (cursor->at < cursor->ready || !find_block(cursor, &block) || !is_unary(block.head))
        return 0;
    const int64_t many = block.high - block.low < most ? block.high - block.low : most;
    *bits = (Bits){.bytes = block.bytes, .size = 8 * block.size};
    bits->at = behind_ones(block.bytes, bits->size, block.low);
    bits->end = behind_ones(block.bytes, bits->size, block.low + many);
    cursor->wrong = bits->end < 0;
    cursor->next += many;
    return cursor->wrong ? 0 : (int)many;
}
