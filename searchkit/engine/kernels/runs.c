/* Runs of integers, decoded in order, some at a time: what a query asks for once is not kept.

   The codes are those of integers.c. The blocks of a run are read whole. Its integers are made 16 at a
   time; the bits of eight chunks come to their places in eight bytes by one instruction where the
   processor has it. */

#include "runs.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <emmintrin.h>
#define SPREADING 1
#define ALWAYS static inline __attribute__((always_inline))
#define QUICK __attribute__((target("bmi2,popcnt")))
#else
#define SPREADING 0
#define ALWAYS static inline
#define QUICK
#endif

static bool spreads;  /* the processor has the instruction, and is quick at it */

void prepare_runs(void)
{
#if SPREADING  /* the first two generations of Zen take hundreds of cycles for it */
    spreads = __builtin_cpu_supports("bmi2") && !__builtin_cpu_is("znver1")
        && !__builtin_cpu_is("znver2");
#endif
}

#define EACH_BYTE 0x0101010101010101  /* times a byte: eight of it */

#if SPREADING

ALWAYS uint64_t deposit(uint64_t bits, uint64_t mask)
{
    uint64_t found;
    __asm__("pdep %2, %1, %0" : "=r"(found) : "r"(bits), "r"(mask));
    return found;
}

#define count_quickly __builtin_popcount  /* an instruction, where QUICK is */

#else

#define deposit(bits, mask) (0)
#define count_quickly ones

#endif

/* 64 bits from anywhere: SPARE bytes behind the last one may be read. */
ALWAYS uint64_t word_at(const uint8_t *bytes, int64_t bit)
{
    uint64_t word;
    memcpy(&word, bytes + (bit >> 3), 8);
    return word >> (bit & 7) | (uint64_t)bytes[(bit >> 3) + 8] << 1 << (63 - (bit & 7));
}

/* At most 16 flags. */
ALWAYS uint32_t flags_at(const uint8_t *flags, int64_t bit, int count)
{
    uint32_t bits;
    memcpy(&bits, flags + (bit >> 3), 4);
    return bits >> (bit & 7) & ((1u << count) - 1);
}

/* What a level and those behind it have of the next integer that is there. */
static uint32_t next_from(Cursor *cursor, int level, int shift)
{
    uint32_t found = 0;
    for (bool on = true; on; level++) {
        Place *at = &cursor->at[level];
        found |= (uint32_t)(word_at(at->chunks, at->chunk) & (((uint64_t)1 << at->width) - 1)) << shift;
        shift += at->width;
        on = at->flags != NULL && flags_at(at->flags, at->flag, 1) != 0;
        at->chunk += at->width;
        at->flag++;
    }
    return found;
}

/* Eight bytes with the next chunks of a level in them, one in each byte that `bytes` marks. */
ALWAYS uint64_t spread_chunks(Place *at, uint64_t bytes, int count, int shift)
{
    uint64_t lanes = bytes * (((uint64_t)1 << at->width) - 1);
    uint64_t found = deposit(word_at(at->chunks, at->chunk), lanes) << shift;
    at->chunk += count * at->width;
    return found;
}

/* Decodes at most 16 integers of the block by that instruction: the levels that fit a byte together.
   Returns which integers have more. */
QUICK static uint32_t take_quickly(Cursor *cursor, int count, uint8_t bytes[GROUP])
{
    uint32_t there = (1u << count) - 1;
    uint64_t halves[2] = {0, 0};
    int shift = 0;
    for (int level = 0; level < cursor->narrow && there != 0; level++) {
        Place *at = &cursor->at[level];
        uint64_t low = deposit(there, EACH_BYTE), high = deposit(there >> 8, EACH_BYTE);
        int lows = count_quickly(there & 255), all = count_quickly(there);
        if (at->width > 0) {
            halves[0] |= spread_chunks(at, low, lows, shift);
            halves[1] |= spread_chunks(at, high, all - lows, shift);
        }
        shift += at->width;
        if (at->flags == NULL)
            there = 0;
        else
            there = (uint32_t)deposit(flags_at(at->flags, at->flag, all), there);
        at->flag += all;
    }
    memcpy(bytes, halves, GROUP);
    return there;
}

/* Does the same without that instruction. */
static uint32_t take_slowly(Cursor *cursor, int count, uint8_t bytes[GROUP])
{
    uint32_t more = 0;
    for (int i = 0; i < count; i++) {
        bool on = true;
        int shift = 0;
        bytes[i] = 0;
        for (int level = 0; on && level < cursor->narrow; level++) {
            Place *at = &cursor->at[level];
            uint64_t chunk = word_at(at->chunks, at->chunk) & (((uint64_t)1 << at->width) - 1);
            bytes[i] |= (uint8_t)(chunk << shift);
            shift += at->width;
            on = at->flags != NULL && flags_at(at->flags, at->flag, 1) != 0;
            at->chunk += at->width;
            at->flag++;
        }
        more |= (uint32_t)on << i;
    }
    return more;
}

static int64_t size_of_block(const Run *run, int64_t number)
{
    return number == run->blocks - 1 ? run->last : CODED;
}

/* Finds the levels of a block of so many integers; false where they are not in its bytes. */
static bool find_levels(const uint8_t *bytes, int64_t left, int64_t head, int64_t count, Cursor *cursor)
{
    int64_t widths = head & (((int64_t)1 << HEAD_BITS) - 1);
    int shift = 0;
    cursor->levels = cursor->narrow = 0;
    do {
        Place *at = &cursor->at[cursor->levels++];
        *at = (Place){.chunks = bytes, .width = (int)(widths & ((1 << WIDTH_BITS) - 1))};
        int64_t chunks = (count * at->width + 7) / 8, flags = (count + 7) / 8;
        widths >>= WIDTH_BITS;
        shift += at->width;
        if (shift > 32 || chunks > left)
            return false;
        if (shift <= 8)
            cursor->narrow = cursor->levels;
        if (widths == 0)
            break;
        if (flags > left - chunks)
            return false;
        at->flags = bytes + chunks;
        count = count_ones(at->flags, 0, count);
        bytes += chunks + flags;
        left -= chunks + flags;
    } while (count > 0);
    return true;
}

static bool enter_block(Cursor *cursor, int64_t number)
{
    const Run *run = cursor->run;
    const int64_t *heads = run->heads + number;
    int64_t start = (heads[0] >> HEAD_BITS) - (run->heads[0] >> HEAD_BITS);
    cursor->block = number;
    cursor->left = size_of_block(run, number);
    return find_levels(run->bytes.bytes + start, (heads[1] >> HEAD_BITS) - (heads[0] >> HEAD_BITS),
                       heads[0], cursor->left, cursor);
}

/* Goes to the next block where this one has been decoded. */
ALWAYS void go_on(Cursor *cursor)
{
    if (cursor->left == 0 && cursor->block < cursor->run->blocks - 1)
        enter_block(cursor, cursor->block + 1);
}

/* Decodes at most 16 integers, which may be in two blocks. */
static uint32_t take(Cursor *cursor, int count, uint8_t bytes[GROUP], int *rests)
{
    uint32_t more = 0;
    for (int done = 0, many; done < count; done += many) {
        uint8_t some[GROUP] = {0};
        go_on(cursor);
        many = count - done < cursor->left ? count - done : (int)cursor->left;
        if (many <= 0)
            break;
        uint32_t own = spreads ? take_quickly(cursor, many, some) : take_slowly(cursor, many, some);
        memcpy(bytes + done, some, done == 0 ? GROUP : (size_t)many);
        cursor->left -= many;
        more |= own << done;
        if (own == 0)
            continue;
        int shift = 0;
        for (int level = 0; level < cursor->narrow; level++)
            shift += cursor->at[level].width;
        for (; own != 0; own &= own - 1)
            cursor->rests[(*rests)++] = next_from(cursor, cursor->narrow, shift);
    }
    return more;
}

bool next_batch(Cursor *cursor, int count, uint8_t bytes[BATCH], uint16_t more[BATCH / GROUP])
{
    int rests = 0;
    cursor->rest = 0;
    for (int at = 0; at < count; at += GROUP)
        more[at / GROUP] =
            (uint16_t)take(cursor, count - at < GROUP ? count - at : GROUP, bytes + at, &rests);
    return rests > 0;
}

uint32_t next_of(Cursor *cursor)
{
    go_on(cursor);
    cursor->left--;
    return next_from(cursor, 0, 0);
}

void pass(Cursor *cursor, int64_t count)
{
    while (count > cursor->left) {
        count -= cursor->left;
        enter_block(cursor, cursor->block + 1);
    }
    cursor->left -= count;
    for (int level = 0; count > 0; level++) {
        Place *at = &cursor->at[level];
        at->chunk += count * at->width;
        at->flag += count;
        if (at->flags == NULL)
            break;
        count = count_ones(at->flags, at->flag - count, at->flag);
    }
}

void close_run(Run *run)
{
    free(run->heads);
    free_slice(&run->bytes);
    *run = (Run){0};
}

/* Reads the blocks, whose heads are there; false where one cannot be what its head says. */
static bool read_blocks(const Integers *integers, Run *run)
{
    int64_t start = run->heads[0] >> HEAD_BITS, end = run->heads[run->blocks] >> HEAD_BITS;
    if (!read_slice(integers->sections, integers->bytes, start, end, &run->bytes))
        return false;
    Cursor cursor = {.run = run};
    for (int64_t number = 0; number < run->blocks; number++) {
        int64_t from = run->heads[number] >> HEAD_BITS, behind = run->heads[number + 1] >> HEAD_BITS;
        if (from < start || behind < from || behind > end || !enter_block(&cursor, number))
            return contradiction(integers->sections);
    }
    return true;
}

bool open_run(const Integers *integers, int64_t first, int64_t end, Run *run)
{
    *run = (Run){.size = end - first, .first = first % CODED};
    if (first < 0 || end < first || end > integers->count)
        return contradiction(integers->sections);
    if (first == end)
        return true;
    int64_t from = first / CODED, behind = integers->count - (end - 1) / CODED * CODED;
    run->blocks = (end - 1) / CODED + 1 - from;
    run->last = behind < CODED ? behind : CODED;
    run->heads = malloc((size_t)(run->blocks + 1) * sizeof *run->heads);
    if (run->heads == NULL)
        PyErr_NoMemory();
    else if (copy_bytes(integers->sections, integers->blocks, 8 * (from + 1), 8 * (run->blocks + 1),
                        run->heads)
             && read_blocks(integers, run))
        return true;
    close_run(run);
    return false;
}

void begin_run(const Run *run, Cursor *cursor)
{
    *cursor = (Cursor){.run = run};
    if (run->size > 0) {
        enter_block(cursor, 0);
        pass(cursor, run->first);
    }
}
