/* Decoding blocks of integers, which storage/integer_blocks.py describes, by wide instructions where a
   processor has them. */

#include "kernels.h"

#include <string.h>
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>
#endif

/* Bits from `bit` on, at most 64 of `left`, as a number. */
static inline uint64_t bits_at(const uint8_t *bytes, int64_t bit, int64_t left)
{
    uint64_t word = 0;
    if (left >= 64 && (bit & 7) == 0) {
        memcpy(&word, bytes + (bit >> 3), 8);  /* little endian */
        return word;
    }
    int shift = (int)(bit & 7), many = left < 64 ? (int)left : 64;
    int size = (shift + many + 7) >> 3;
    memcpy(&word, bytes + (bit >> 3), (size_t)(size < 8 ? size : 8));
    word >>= shift;
    if (size > 8)
        word |= (uint64_t)bytes[(bit >> 3) + 8] << (64 - shift);
    return many < 64 ? word & (((uint64_t)1 << many) - 1) : word;
}

WIDE static int64_t count_words(const uint8_t *bytes, int64_t words)
{
    int64_t sum = 0;
    for (int64_t i = 0; i < words; i++) {
        uint64_t word;
        memcpy(&word, bytes + 8 * i, 8);
        sum += COUNT(word);
    }
    return sum;
}

int64_t count_ones(const uint8_t *bytes, int64_t first, int64_t end)
{
    int64_t sum = 0, at = first;
    if (at < end && (at & 7) != 0) {  /* from the next byte on whole words are read */
        int64_t part = 8 - (at & 7) < end - at ? 8 - (at & 7) : end - at;
        sum = ones(bits_at(bytes, at, part));
        at += part;
    }
    int64_t words = (end - at) / 64;
    if (words > 0)
        sum += count_words(bytes + (at >> 3), words);
    at += 64 * words;
    return at < end ? sum + ones(bits_at(bytes, at, end - at)) : sum;
}

WIDE int64_t behind_ones(const uint8_t *bytes, int64_t size, int64_t many)
{
    if (many == 0)
        return 0;
    for (int64_t at = 0; at < size; at += 64) {
        uint64_t word = bits_at(bytes, at, size - at);
        const int own = COUNT(word);
        if (own < many) {
            many -= own;
            continue;
        }
        while (--many > 0)
            word &= word - 1;
        return at + lowest(word) + 1;
    }
    return -1;
}

WIDE int64_t or_bits(uint64_t *into, int64_t offset, const uint8_t *bytes, int64_t size, int64_t at,
                     int64_t end)
{
    int64_t sum = 0;
    while (at < end) {
        uint64_t word;
        int64_t many = end - at < 64 ? end - at : 64;
        if (many == 64 && (at >> 3) + 9 <= size >> 3) {
            const int shift = (int)(at & 7);
            memcpy(&word, bytes + (at >> 3), 8);
            word >>= shift;
            if (shift > 0)
                word |= (uint64_t)bytes[(at >> 3) + 8] << (64 - shift);
        } else
            word = bits_at(bytes, at, many);
        const int turn = (int)(offset & 63);
        into[offset >> 6] |= word << turn;
        if (turn > 0)
            into[(offset >> 6) + 1] |= word >> (64 - turn);
        sum += COUNT(word);
        at += many;
        offset += many;
    }
    return sum;
}

/* Chunks of `width` bits, eight at a time, which are in eight bytes; returns how many were read. */
static inline int64_t unpack_eights(const uint8_t *bytes, int64_t eights, int width, int32_t *into)
{
    const uint32_t mask = (1u << width) - 1;
    for (int64_t i = 0; i < eights; i++, bytes += width, into += 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        for (int chunk = 0; chunk < 8; chunk++)
            into[chunk] = (int32_t)((uint32_t)(word >> (chunk * width)) & mask);
    }
    return 8 * eights;
}

#define EIGHTS(width) case width: return unpack_eights(bytes, eights, width, into)

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))

/* The same, by vectors. */
__attribute__((target("avx2"))) static int64_t
unpack_quickly(const uint8_t *bytes, int64_t eights, int width, int32_t *into)
{
    const __m256i mask = _mm256_set1_epi32((1 << width) - 1);
    const __m256i shifts = _mm256_setr_epi32(0, width, 2 * width, 3 * width,
                                             0, width, 2 * width, 3 * width);
    for (int64_t i = 0; i < eights; i++, bytes += width, into += 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        __m256i fours = _mm256_inserti128_si256(
            _mm256_castsi128_si256(_mm_set1_epi32((int)word)),
            _mm_set1_epi32((int)(word >> 4 * width)), 1);
        _mm256_storeu_si256((__m256i *)into, _mm256_and_si256(_mm256_srlv_epi32(fours, shifts), mask));
    }
    return 8 * eights;
}

static uint8_t turns[256][8];  /* of eight integers, which of what follows goes to each, by their flags */

/* Joins what goes on with what the next levels have of it, eight at a time. */
__attribute__((target("avx2,popcnt"))) static const int32_t *
join_quickly(const uint8_t *flags, int64_t first, int64_t eights, int width, const int32_t *rest,
             int32_t *into)
{
    const __m256i lanes = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
    for (int64_t i = 0; i < eights; i++, first += 8, into += 8) {
        uint16_t both;
        memcpy(&both, flags + (first >> 3), 2);
        uint32_t own = both >> (first & 7) & 255;
        __m128i turn = _mm_loadl_epi64((const __m128i *)turns[own]);
        __m256i high = _mm256_permutevar8x32_epi32(_mm256_loadu_si256((const __m256i *)rest),
                                                   _mm256_cvtepu8_epi32(turn));
        __m256i on = _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32((int)own), lanes), lanes);
        high = _mm256_and_si256(_mm256_slli_epi32(high, width), on);
        __m256i *low = (__m256i *)into;
        _mm256_storeu_si256(low, _mm256_or_si256(_mm256_loadu_si256(low), high));
        rest += __builtin_popcount(own);
    }
    return rest;
}

#define QUICK __builtin_cpu_supports("avx2")

void prepare_integers(void)
{
    for (int flags = 0; flags < 256; flags++)
        for (int lane = 0; lane < 8; lane++)
            turns[flags][lane] = (uint8_t)ones((uint64_t)(flags & ((1 << lane) - 1)));
}

#else

#define unpack_quickly unpack_eights
#define QUICK false

static const int32_t *join_quickly(const uint8_t *flags, int64_t first, int64_t eights, int width,
                                   const int32_t *rest, int32_t *into)
{
    (void)flags, (void)first, (void)eights, (void)width, (void)into;
    return rest;
}

void prepare_integers(void)
{
}

#endif

/* The compiler unrolls the loop for each width. */
static int64_t unpack_narrow(const uint8_t *bytes, int64_t eights, int width, int32_t *into)
{
    if (QUICK && width <= 8)
        return unpack_quickly(bytes, eights, width, into);
    switch (width) {
    EIGHTS(1);
    EIGHTS(2);
    EIGHTS(3);
    EIGHTS(4);
    EIGHTS(5);
    EIGHTS(6);
    EIGHTS(7);
    EIGHTS(8);
    }
    return 0;
}

/* Chunks of `width` bits, those from `first` on; `left` bytes may be read. */
static void unpack(const uint8_t *bytes, int64_t left, int width, int64_t first, int64_t count,
                   int32_t *into)
{
    if (width == 0) {
        memset(into, 0, (size_t)count * sizeof *into);
        return;
    }
    uint64_t mask = ((uint64_t)1 << width) - 1, word;
    int64_t bit = first * width, whole = -first & 7, i = 0;
    for (; i < count; i++, bit += width) {
        if (i == whole) {
            int64_t room = left - (bit >> 3), eights = (count - i) / 8;
            int64_t fit = room < 8 ? 0 : (room - 8) / width + 1;
            int64_t read =
                unpack_narrow(bytes + (bit >> 3), eights < fit ? eights : fit, width, into + i);
            i += read;
            bit += read * width;
            if (i == count)
                return;
        }
        int64_t room = left - (bit >> 3);
        word = 0;
        if (room >= 8)
            memcpy(&word, bytes + (bit >> 3), 8);
        else
            memcpy(&word, bytes + (bit >> 3), (size_t)room);
        into[i] = (int32_t)(word >> (bit & 7) & mask);
    }
}

/* Decode some of a block's `count` integers, which have no levels but those that `widths` says.
   Returns false where they would lie outside of the block's bytes. */
static bool decode_level(const uint8_t *bytes, int64_t left, int64_t widths, int64_t count,
                         int64_t first, int64_t end, int32_t *into)
{
    int width = (int)(widths & ((1 << WIDTH_BITS) - 1));
    int64_t chunks = (count * width + 7) / 8, size = end - first;
    if (width > 32 || chunks > left)
        return false;
    unpack(bytes, left, width, first, size, into);
    widths >>= WIDTH_BITS;
    if (widths == 0)
        return true;
    const uint8_t *flags = bytes + chunks;
    int64_t marked = (count + 7) / 8;
    if (marked > left - chunks || width > 31)
        return false;
    int64_t rank = first == 0 ? 0 : count_ones(flags, 0, first);
    int64_t many = count_ones(flags, first, end);
    if (many == 0)
        return true;
    int32_t rest[CODED + 8];
    const int32_t *next = rest;
    int64_t going = rank + many + (end == count ? 0 : count_ones(flags, end, count));
    if (!decode_level(flags + marked, left - chunks - marked, widths, going, rank, rank + many, rest))
        return false;
    int64_t joined = 0;
    if (QUICK && size > 16) {  /* all but the last ones, behind whose flags there may be nothing */
        joined = 8 * (size / 8 - 1);
        next = join_quickly(flags, first, size / 8 - 1, width, rest, into);
    }
    for (int64_t at = joined; at < size; at += 64)
        for (uint64_t bits = bits_at(flags, first + at, size - at); bits; bits &= bits - 1) {
            int32_t *low = into + at + lowest(bits);
            *low = (int32_t)((uint32_t)*low | (uint32_t)*next++ << width);
        }
    return true;
}

/* Decode some of a block's integers, each of which is so many bits that are 0, and one that is 1. */
static bool decode_unary(const uint8_t *bytes, int64_t left, int64_t first, int64_t end, int32_t *into)
{
    const int64_t bits = 8 * left;
    int64_t passed = 0, last = -1, at = 0;
    for (; passed < end && at < bits; at += 64) {
        uint64_t word = bits_at(bytes, at, bits - at);
        int many = ones(word);
        if (passed + many < first) {  /* its last one may be the one before the first */
            passed += many;
            if (word != 0)
                last = at + highest(word);
            continue;
        }
        for (; word != 0 && passed < end; word &= word - 1) {
            int64_t one = at + lowest(word);
            if (passed >= first)
                *into++ = (int32_t)(one - last - 1);
            last = one;
            passed++;
        }
    }
    return passed == end;
}

bool decode_coded_block(const uint8_t *bytes, int64_t left, int64_t head, int64_t count,
                        int64_t first, int64_t end, int32_t *into)
{
    if (is_unary(head))
        return decode_unary(bytes, left, first, end, into);
    return decode_level(bytes, left, head & (((int64_t)1 << HEAD_BITS) - 1), count, first, end, into);
}
