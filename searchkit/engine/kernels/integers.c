/* Blocks of integers, as storage/integer_codec.py describes and writes them. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>
#endif

#define LEVELS 4
#define STRIDE 64  /* the start of every so many spans is there */
#define WIDTH_BITS 6
#define FIRST_MOST 15  /* bits of a chunk of the first level that does not hold all */
#define NEXT_MOST 8  /* and of the next ones */
#define BLOCK_BYTES (4 * CODED + 2 * LEVELS)  /* no block takes more */

#if defined(__GNUC__) && defined(__x86_64__) && defined(__gnu_linux__)
#define POPCOUNT __attribute__((target_clones("popcnt", "default")))
#define COUNT __builtin_popcountll
#else
#define POPCOUNT
#define COUNT ones
#endif

static const char *const name = "searchkit.integers";

/* Bits from `bit` on, at most 64 of `left`, as a number. */
static uint64_t bits_at(const uint8_t *bytes, int64_t bit, int64_t left)
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

POPCOUNT static int64_t count_words(const uint8_t *bytes, int64_t words)
{
    int64_t sum = 0;
    for (int64_t i = 0; i < words; i++) {
        uint64_t word;
        memcpy(&word, bytes + 8 * i, 8);
        sum += COUNT(word);
    }
    return sum;
}

static int64_t count_ones(const uint8_t *bytes, int64_t first, int64_t end)
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

bool open_codes(const Sections *sections, const char *name, Integers *integers)
{
    *integers = (Integers){.sections = sections};
    if (!find_section(sections, name, "", &integers->bytes)
        || !find_section(sections, name, ".blocks", &integers->blocks)
        || !find_section(sections, name, ".starts", &integers->starts))
        return false;
    if (integers->bytes.size < 0 || integers->blocks.size < 16 || integers->blocks.size % 8 != 0)
        return contradiction(sections);
    if (!copy_bytes(sections, integers->blocks, 0, 8, &integers->count))
        return false;
    int64_t blocks = integers->blocks.size / 8 - 2;
    bool fits = integers->count >= 0 && integers->count <= blocks * CODED
        && integers->count > (blocks - 1) * CODED;
    return fits || contradiction(sections);
}

/* open_integers(sections, name) -> integers, or spans */
KERNEL(open_integers)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Sections *sections = take_sections(&arguments);
    const char *section = take_text(&arguments);
    Integers *integers = arguments.failed ? NULL : malloc(sizeof *integers);
    if (integers == NULL || !open_codes(sections, section, integers)) {
        free(integers);
        if (!PyErr_Occurred())
            PyErr_NoMemory();
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    return finished(&arguments, make_capsule(integers, name, given[0]));
}

const Integers *take_integers(Arguments *arguments)
{
    return take_capsule(arguments, name);
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

bool decode_coded_block(const uint8_t *bytes, int64_t left, int64_t head, int64_t count,
                        int64_t first, int64_t end, int32_t *into)
{
    return decode_level(bytes, left, head & (((int64_t)1 << HEAD_BITS) - 1), count, first, end, into);
}

/* Decode those of some blocks, whose heads are there. */
static bool decode_blocks(const Integers *integers, const int64_t *heads, int64_t first, int64_t end,
                          int32_t *into)
{
    int64_t from = first / CODED, blocks = (end - 1) / CODED + 1 - from, start = heads[0] >> HEAD_BITS;
    Slice slice;
    if (!read_slice(integers->sections, integers->bytes, start, heads[blocks] >> HEAD_BITS, &slice))
        return false;
    bool good = true;
    for (int64_t number = 0; good && number < blocks; number++) {
        int64_t before = (from + number) * CODED, count = integers->count - before;
        int64_t low = first > before ? first - before : 0, high = end - before;
        int64_t at = (heads[number] >> HEAD_BITS) - start;
        int64_t left = (heads[number + 1] >> HEAD_BITS) - start - at;
        count = count < CODED ? count : CODED;
        high = high < count ? high : count;
        good = at >= 0 && left >= 0 && start + at + left <= heads[blocks] >> HEAD_BITS
            && decode_coded_block(slice.bytes + at, left, heads[number], count, low, high, into);
        into += high - low;
    }
    free_slice(&slice);
    return good || contradiction(integers->sections);
}

bool decode(const Integers *integers, int64_t first, int64_t end, int32_t *into)
{
    int64_t few[8], *heads = few;
    if (first < 0 || end < first || end > integers->count)
        return contradiction(integers->sections);
    if (first == end)
        return true;
    int64_t from = first / CODED, size = ((end - 1) / CODED + 2 - from) * 8;
    if (size > (int64_t)sizeof few)
        heads = malloc((size_t)size);
    if (heads == NULL) {
        PyErr_NoMemory();
        return false;
    }
    bool good = copy_bytes(integers->sections, integers->blocks, 8 * (from + 1), size, heads)
        && decode_blocks(integers, heads, first, end, into);
    if (heads != few)
        free(heads);
    return good;
}

/* decode_integers(integers, first, into: writable i4) decodes as many as there is room for. */
KERNEL(decode_integers)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Integers *integers = take_integers(&arguments);
    int64_t first = take_integer(&arguments, 0, INT64_MAX / 16);
    Array into = take_writable(&arguments, "i4");
    if (!arguments.failed)
        arguments.failed = !decode(integers, first, first + into.length, into.data);
    if (arguments.failed)
        return finished(&arguments, NULL);
    Py_INCREF(Py_None);
    return finished(&arguments, Py_None);
}

/* find_span(spans, index) -> (start, end) of a span; behind the last one is an empty one */
KERNEL(find_span)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int32_t sizes[STRIDE];
    const Integers *integers = take_integers(&arguments);
    int64_t index = take_integer(&arguments, 0, INT64_MAX / 16), start = 0;
    int64_t first = index - index % STRIDE, all = arguments.failed ? 0 : integers->count;
    int64_t end = index < all ? index + 1 : index;
    if (!arguments.failed)
        arguments.failed = !decode(integers, first, end, sizes)
            || !copy_bytes(integers->sections, integers->starts, index / STRIDE * 8, 8, &start);
    if (!arguments.failed && (start < 0 || start > INT64_MAX / 32))
        arguments.failed = !contradiction(integers->sections);
    if (arguments.failed)
        return finished(&arguments, NULL);
    for (int64_t i = 0; i < index - first; i++)
        start += (uint32_t)sizes[i];
    int64_t behind = end > index ? start + (uint32_t)sizes[index - first] : start;
    return finished(&arguments, Py_BuildValue("LL", (long long)start, (long long)behind));
}

/* How many bits a number takes. */
static int bits_of(uint32_t number)
{
    int bits = 0;
    for (int step = 16; step > 0; step >>= 1)
        if (number >> step != 0) {
            number >>= step;
            bits += step;
        }
    return bits + (number != 0);
}

/* Choose the widths of a block's levels, by which it takes the fewest bits; the numpy way in
   storage/integer_blocks.py chooses the same. `least[b]`: how many integers take b bits or more. */
static void choose_widths(const int32_t *least, int most, int *widths)
{
    int32_t best = least[0] * most;
    memset(widths, 0, LEVELS * sizeof *widths);
    widths[0] = most;
    for (int a = 0; a < most && a <= FIRST_MOST; a++) {
        int32_t first = least[0] * (a + 1);
        if (first + least[a + 1] * (most - a) < best) {
            best = first + least[a + 1] * (most - a);
            widths[0] = a, widths[1] = most - a, widths[2] = widths[3] = 0;
        }
        for (int b = 1; b < most - a && b <= NEXT_MOST; b++) {
            int32_t second = first + least[a + 1] * (b + 1);
            if (second + least[a + b + 1] * (most - a - b) < best) {
                best = second + least[a + b + 1] * (most - a - b);
                widths[0] = a, widths[1] = b, widths[2] = most - a - b, widths[3] = 0;
            }
            for (int c = 1; c < most - a - b && c <= NEXT_MOST; c++) {
                int32_t third = second + least[a + b + 1] * (c + 1)
                    + least[a + b + c + 1] * (most - a - b - c);
                if (third < best) {
                    best = third;
                    widths[0] = a, widths[1] = b, widths[2] = c, widths[3] = most - a - b - c;
                }
            }
        }
    }
}

/* Write one level, whose integers are overwritten by those that go on; returns how many do. */
static int64_t encode_level(uint32_t *values, int64_t count, int width, bool last, uint8_t **into)
{
    uint64_t word = 0;
    int held = 0;
    for (int64_t i = 0; i < count; i++) {
        word |= ((uint64_t)values[i] & (((uint64_t)1 << width) - 1)) << held;
        for (held += width; held >= 8; held -= 8, word >>= 8)
            *(*into)++ = (uint8_t)word;
    }
    if (held > 0)
        *(*into)++ = (uint8_t)word;
    if (last)
        return 0;
    int64_t many = 0;
    memset(*into, 0, (size_t)(count + 7) / 8);
    for (int64_t i = 0; i < count; i++)
        if (values[i] >> width != 0) {
            (*into)[i >> 3] |= (uint8_t)(1 << (i & 7));
            values[many++] = values[i] >> width;
        }
    *into += (count + 7) / 8;
    return many;
}

/* Write a block, whose integers are overwritten; returns the widths of its levels. */
static int64_t encode_block(uint32_t *values, int64_t count, uint8_t **into)
{
    int32_t least[34] = {0};
    int widths[LEVELS], most = 32;
    for (int64_t i = 0; i < count; i++)
        least[bits_of(values[i])]++;
    for (int bits = 31; bits >= 0; bits--)
        least[bits] += least[bits + 1];
    while (most > 0 && least[most] == 0)
        most--;
    choose_widths(least, most, widths);
    int64_t head = 0;
    for (int level = 0; level < LEVELS && (level == 0 || widths[level] > 0); level++) {
        bool last = level == LEVELS - 1 || widths[level + 1] == 0;
        head |= (int64_t)widths[level] << (level * WIDTH_BITS);
        count = encode_level(values, count, widths[level], last, into);
    }
    return head;
}

/* encode_integers(values: u4, into: writable u1, heads: writable i8) -> the bytes that they take.
   Of each block the head is written; `into` has room for BLOCK_BYTES of each. */
KERNEL(encode_integers)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    uint32_t block[CODED];
    Array values = take_array(&arguments, "u4");
    Array into = take_writable(&arguments, "u1");
    Array heads = take_writable(&arguments, "i8");
    int64_t blocks = (values.length + CODED - 1) / CODED;
    if (!arguments.failed && (heads.length != blocks || into.length / BLOCK_BYTES < blocks))
        fail(&arguments, "there is no room for all blocks");
    if (arguments.failed)
        return finished(&arguments, NULL);
    uint8_t *next = into.data;
    for (int64_t number = 0; number < blocks; number++) {
        int64_t first = number * CODED, count = values.length - first;
        int64_t start = next - (uint8_t *)into.data;
        count = count < CODED ? count : CODED;
        memcpy(block, (const uint32_t *)values.data + first, (size_t)count * sizeof *block);
        ((int64_t *)heads.data)[number] = start << HEAD_BITS | encode_block(block, count, &next);
    }
    return finished(&arguments, PyLong_FromLongLong(next - (uint8_t *)into.data));
}
