/* Encoding blocks of integers, in the fewest bits, as storage/integer_blocks.py describes them. */

#include "kernels.h"

#include <string.h>

#define LEVELS 4
#define FIRST_MOST 15  /* bits of a chunk of the first level that does not hold all */
#define NEXT_MOST 8  /* and of the next ones */
#define BLOCK_BYTES (4 * CODED + 2 * LEVELS)  /* no block takes more */

/* How many bits a number takes. */
static inline int bits_of(uint32_t number)
{
#if defined(__GNUC__) || defined(__clang__)
    return number == 0 ? 0 : 32 - __builtin_clz(number);
#else
    int bits = 0;
    for (int step = 16; step > 0; step >>= 1)
        if (number >> step != 0) {
            number >>= step;
            bits += step;
        }
    return bits + (number != 0);
#endif
}

/* Choose the widths of a block's levels, by which it takes the fewest bits; the numpy way in
   storage/integer_blocks.py chooses the same. `least[b]`: how many integers take b bits or more.
   Wider chunks cost more by themselves: where these alone do, nothing wider is looked at.
   Returns how many bits the block takes. */
static int32_t choose_widths(const int32_t *least, int most, int *widths)
{
    int32_t best = least[0] * most;
    memset(widths, 0, LEVELS * sizeof *widths);
    widths[0] = most;
    for (int a = 0; a < most && a <= FIRST_MOST; a++) {
        int32_t first = least[0] * (a + 1);
        if (first >= best)
            break;
        if (first + least[a + 1] * (most - a) < best) {
            best = first + least[a + 1] * (most - a);
            widths[0] = a, widths[1] = most - a, widths[2] = widths[3] = 0;
        }
        for (int b = 1; b < most - a && b <= NEXT_MOST; b++) {
            int32_t second = first + least[a + 1] * (b + 1);
            if (second >= best)
                break;
            if (second + least[a + b + 1] * (most - a - b) < best) {
                best = second + least[a + b + 1] * (most - a - b);
                widths[0] = a, widths[1] = b, widths[2] = most - a - b, widths[3] = 0;
            }
            for (int c = 1; c < most - a - b && c <= NEXT_MOST; c++) {
                int32_t third = second + least[a + b + 1] * (c + 1);
                if (third >= best)
                    break;
                if (third + least[a + b + c + 1] * (most - a - b - c) < best) {
                    best = third + least[a + b + c + 1] * (most - a - b - c);
                    widths[0] = a, widths[1] = b, widths[2] = c, widths[3] = most - a - b - c;
                }
            }
        }
    }
    return best;
}

/* Write a block as so many bits that are 0 for each integer and one that is 1, if it takes half as much
   again as `otherwise` at most; returns whether it does. */
static bool encode_unary(const uint32_t *values, int64_t count, int64_t otherwise, uint8_t **into)
{
    int64_t size = count;
    for (int64_t i = 0; i < count; i++)
        size += values[i];
    if (2 * size > 3 * otherwise || size > 32 * count)
        return false;
    memset(*into, 0, (size_t)(size + 7) / 8);
    int64_t at = -1;
    for (int64_t i = 0; i < count; i++) {
        at += (int64_t)values[i] + 1;
        (*into)[at >> 3] |= (uint8_t)(1 << (at & 7));
    }
    *into += (size + 7) / 8;
    return true;
}

/* Write one level, whose integers are overwritten by those that go on; returns how many do. */
static int64_t encode_level(uint32_t *values, int64_t count, int width, bool last, uint8_t **into)
{
    const uint64_t mask = ((uint64_t)1 << width) - 1;
    uint8_t *next = *into;
    uint64_t word = 0;
    int held = 0;
    for (int64_t i = 0; i < count; i++) {
        word |= (values[i] & mask) << held;
        held += width;
        if (held >= 32) {
            uint32_t low = (uint32_t)word;
            memcpy(next, &low, 4);
            next += 4;
            word >>= 32;
            held -= 32;
        }
    }
    for (; held > 0; held -= 8, word >>= 8)
        *next++ = (uint8_t)word;
    int64_t many = 0;
    for (int64_t first = 0; first < count && !last; first += 8) {
        unsigned flags = 0;
        for (int64_t i = first; i < count && i < first + 8; i++) {
            uint32_t rest = (uint32_t)((uint64_t)values[i] >> width);
            flags |= (unsigned)(rest != 0) << (i - first);
            values[many] = rest;
            many += rest != 0;
        }
        *next++ = (uint8_t)flags;
    }
    *into = next;
    return many;
}

/* Write a block, whose integers are overwritten; returns the widths of its levels. */
static int64_t encode_block(uint32_t *values, int64_t count, bool unary, uint8_t **into)
{
    int32_t least[34] = {0};
    int widths[LEVELS], most = 32;
    for (int64_t i = 0; i < count; i++)
        least[bits_of(values[i])]++;
    for (int bits = 31; bits >= 0; bits--)
        least[bits] += least[bits + 1];
    while (most > 0 && least[most] == 0)
        most--;
    int32_t bits = choose_widths(least, most, widths);
    if (unary && encode_unary(values, count, bits, into))
        return UNARY;
    int64_t head = 0;
    for (int level = 0; level < LEVELS && (level == 0 || widths[level] > 0); level++) {
        bool last = level == LEVELS - 1 || widths[level + 1] == 0;
        head |= (int64_t)widths[level] << (level * WIDTH_BITS);
        count = encode_level(values, count, widths[level], last, into);
    }
    return head;
}

/* encode_integers(values: u4, into: writable u1, heads: writable i8, unary) -> the bytes that they take.
   Of each block the head is written; `into` has room for BLOCK_BYTES of each. `unary`: whether blocks
   may be so. */
KERNEL(encode_integers)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    uint32_t block[CODED];
    Array values = take_array(&arguments, "u4");
    Array into = take_writable(&arguments, "u1");
    Array heads = take_writable(&arguments, "i8");
    bool unary = take_integer(&arguments, 0, 1) != 0;
    int64_t blocks = (values.length + CODED - 1) / CODED;
    if (!arguments.failed && (heads.length != blocks || into.length / BLOCK_BYTES < blocks))
        fail(&arguments, "there is no room for all blocks");
    if (arguments.failed)
        return finished(&arguments, NULL);
    uint8_t *next = into.data;
    Py_BEGIN_ALLOW_THREADS
    for (int64_t number = 0; number < blocks; number++) {
        int64_t first = number * CODED, count = values.length - first;
        int64_t start = next - (uint8_t *)into.data;
        count = count < CODED ? count : CODED;
        memcpy(block, (const uint32_t *)values.data + first, (size_t)count * sizeof *block);
        ((int64_t *)heads.data)[number] = start << HEAD_BITS | encode_block(block, count, unary, &next);
    }
    Py_END_ALLOW_THREADS
    return finished(&arguments, PyLong_FromLongLong(next - (uint8_t *)into.data));
}
