/* Runs of integers, decoded in order, some at a time: what a query asks for once is not kept.

   The codes are those of integers.c. The bytes of a run are read whole. Its integers are made 16 at a
   time, of which those that go on to the next level get what it has by one instruction where the
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

#define HALVES 0x0f0f0f0f0f0f0f0f

static bool spreads;  /* the processor has the instruction, and is quick at it */

void prepare_runs(void)
{
#if SPREADING  /* the first two generations of Zen take hundreds of cycles for it */
    spreads = __builtin_cpu_supports("bmi2") && !__builtin_cpu_is("znver1")
        && !__builtin_cpu_is("znver2");
#endif
}

#if SPREADING

ALWAYS uint64_t deposit(uint64_t bits, uint64_t mask)
{
    uint64_t found;
    __asm__("pdep %2, %1, %0" : "=r"(found) : "r"(bits), "r"(mask));
    return found;
}

#define count_quickly __builtin_popcount  /* an instruction, where QUICK is */

ALWAYS void interleave(uint64_t evens, uint64_t odds, uint8_t bytes[GROUP])
{
    __m128i both = _mm_unpacklo_epi8(_mm_cvtsi64_si128((int64_t)evens),
                                     _mm_cvtsi64_si128((int64_t)odds));
    _mm_storeu_si128((__m128i *)bytes, both);
}

#else

#define deposit(bits, mask) (0)
#define count_quickly ones

ALWAYS void interleave(uint64_t evens, uint64_t odds, uint8_t bytes[GROUP])
{
    for (int i = 0; i < GROUP; i += 2, evens >>= 8, odds >>= 8) {
        bytes[i] = (uint8_t)evens;
        bytes[i + 1] = (uint8_t)odds;
    }
}

#endif

/* Half bytes, in order, for those of 16 that have a flag. */
ALWAYS uint64_t spread_halves(uint64_t halves, uint32_t flags, bool fast)
{
    uint64_t found = 0;
    if (fast)
        return deposit(halves, deposit(flags, 0x1111111111111111) * 15);
    for (; flags != 0; flags &= flags - 1, halves >>= 4)
        found |= (halves & 15) << 4 * lowest(flags);
    return found;
}

/* Flags of those of 16 that have a flag. */
ALWAYS uint32_t spread_flags(uint32_t own, uint32_t flags, bool fast)
{
    uint32_t found = 0;
    if (fast)
        return (uint32_t)deposit(own, flags);
    for (; flags != 0; flags &= flags - 1, own >>= 1)
        found |= own & 1 ? flags & (~flags + 1) : 0;
    return found;
}

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

/* Decodes integers whose first two chunks are half bytes, or whose first is none. */
ALWAYS uint32_t take_paired(Cursor *cursor, int count, uint8_t *bytes, uint16_t *more,
                                   bool fast)
{
    const Run *run = cursor->run;
    const uint8_t *low_chunks = run->chunks[0].bytes, *high_chunks = run->chunks[1].bytes;
    const uint8_t *low_flags = run->flags[0].bytes, *high_flags = run->flags[1].bytes;
    const int width = run->width[0];
    Place low = cursor->at[0], high = cursor->at[1];
    uint32_t any = 0;
    for (int at = 0; at < count; at += GROUP) {
        int many = count - at < GROUP ? count - at : GROUP;
        uint32_t flags = flags_at(low_flags, low.flag, many), on = 0;
        uint64_t first = width == 0 ? 0 : word_at(low_chunks, low.chunk), second = 0;
        low.flag += many;
        low.chunk += many * width;
        if (flags != 0) {
            int set = fast ? count_quickly(flags) : ones(flags);
            second = spread_halves(word_at(high_chunks, high.chunk), flags, fast);
            high.chunk += 4 * set;
            if (high_flags != NULL) {
                on = flags_at(high_flags, high.flag, set);
                high.flag += set;
                if (on != 0)
                    any |= on = spread_flags(on, flags, fast);
            }
        }
        if (width == 0) {
            first = second;
            second = 0;
        }
        more[at / GROUP] = (uint16_t)on;
        interleave((first & HALVES) | (second & HALVES) << 4,
                   (first >> 4 & HALVES) | (second & ~HALVES), bytes + at);
    }
    cursor->at[0] = low;
    cursor->at[1] = high;
    return any;
}

QUICK static uint32_t take_paired_quickly(Cursor *cursor, int count, uint8_t *bytes, uint16_t *more)
{
    return take_paired(cursor, count, bytes, more, true);
}

/* Decodes integers whose first chunk is a byte, or whose first is all of them. */
static uint32_t take_first(Cursor *cursor, int count, uint8_t *bytes, uint16_t *more)
{
    const Run *run = cursor->run;
    const uint8_t *chunks = run->chunks[0].bytes;
    uint32_t any = 0;
    for (int at = 0; at < count; at += GROUP) {
        int many = count - at < GROUP ? count - at : GROUP;
        more[at / GROUP] = 0;
        if (run->flags[0].bytes != NULL)
            more[at / GROUP] = (uint16_t)flags_at(run->flags[0].bytes, cursor->at[0].flag, many);
        any |= more[at / GROUP];
        uint64_t halves = word_at(chunks, cursor->at[0].chunk);
        if (run->width[0] == 8)
            memcpy(bytes + at, chunks + (cursor->at[0].chunk >> 3), GROUP);
        else if (run->width[0] == 4)
            interleave(halves & HALVES, halves >> 4 & HALVES, bytes + at);
        else
            memset(bytes + at, 0, GROUP);
        cursor->at[0].flag += many;
        cursor->at[0].chunk += many * run->width[0];
    }
    return any;
}

bool next_batch(Cursor *cursor, int count, uint8_t bytes[BATCH], uint16_t more[BATCH / GROUP])
{
    if (!cursor->run->paired)
        return take_first(cursor, count, bytes, more) != 0;
    if (spreads)
        return take_paired_quickly(cursor, count, bytes, more) != 0;
    return take_paired(cursor, count, bytes, more, false) != 0;
}

/* The next integer of a level, with what the levels behind it have. */
static uint32_t next_from(Cursor *cursor, int level, int shift)
{
    const Run *run = cursor->run;
    uint32_t found = 0;
    for (bool on = true; on; level++) {
        const int width = run->width[level];
        uint32_t chunk = (uint32_t)word_at(run->chunks[level].bytes, cursor->at[level].chunk);
        found |= shift < 32 ? (chunk & ((1u << width) - 1)) << shift : 0;
        shift += width;
        on = run->flags[level].bytes != NULL
            && flags_at(run->flags[level].bytes, cursor->at[level].flag, 1) != 0;
        cursor->at[level].chunk += width;
        cursor->at[level].flag++;
    }
    return found;
}

uint32_t next_of_any(Cursor *cursor)
{
    return next_from(cursor, 0, 0);
}

uint32_t rest_of(Cursor *cursor)
{
    const Run *run = cursor->run;
    return run->paired ? next_from(cursor, 2, run->width[0] + 4)
                       : next_from(cursor, 1, run->width[0]);
}

void pass(Cursor *cursor, int64_t count)
{
    const Run *run = cursor->run;
    for (int level = 0; count > 0; level++) {
        Place *at = &cursor->at[level];
        at->chunk += count * run->width[level];
        at->flag += count;
        if (run->flags[level].bytes == NULL)
            break;
        count = count_ones(run->flags[level].bytes, at->flag - count, at->flag);
    }
}

void close_run(Run *run)
{
    for (int level = 0; level < run->levels; level++) {
        free_slice(&run->chunks[level]);
        free_slice(&run->flags[level]);
    }
    run->levels = 0;
}

/* Reads what a level has of a run, and says what follows on the next level. */
static bool read_level(const Integers *integers, int number, int64_t *first, int64_t *end, Run *run)
{
    const struct Level *level = &integers->level[number];
    int64_t width = level->width, from = *first - *first % COUNTED, many, rank = 0;
    run->levels = number + 1;
    run->width[number] = (int)width;
    run->start[number].chunk = *first * width % 8;
    if (!read_slice(integers->sections, level->chunks, *first * width / 8, (*end * width + 7) / 8,
                    &run->chunks[number]))
        return false;
    if (number == integers->levels - 1) {
        *end = *first;
        return true;
    }
    Slice *flags = &run->flags[number];
    if (!read_slice(integers->sections, level->flags, from / 8, (*end + 7) / 8, flags))
        return false;
    run->start[number].flag = *first - from;
    many = count_ones(flags->bytes, *first - from, *end - from);
    if (many == 0) {
        free_slice(flags);
    } else {
        if (!copy_bytes(integers->sections, level->ranks, from / COUNTED * 8, 8, &rank))
            return false;
        rank += count_ones(flags->bytes, 0, *first - from);
        if (rank < 0 || rank > integers->level[number + 1].count - many)
            return contradiction(integers->sections);
    }
    *first = rank;
    *end = rank + many;
    return true;
}

bool open_run(const Integers *integers, int64_t first, int64_t end, Run *run)
{
    *run = (Run){.size = end - first};
    if (first < 0 || end < first || end > integers->level[0].count)
        return contradiction(integers->sections);
    for (int number = 0; first < end; number++)
        if (!read_level(integers, number, &first, &end, run)) {
            close_run(run);
            return false;
        }
    run->paired = run->levels > 1 && run->width[0] < 8 && run->width[1] == 4;
    return true;
}

void begin_run(const Run *run, Cursor *cursor)
{
    cursor->run = run;
    memcpy(cursor->at, run->start, sizeof cursor->at);
}
