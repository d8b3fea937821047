/* Directly addressable codes, as storage/integer_codec.py describes and writes them. */

#include "kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STRIDE 64  /* the start of every so many spans is there */

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

int64_t count_ones(const uint8_t *bytes, int64_t first, int64_t end)
{
    int64_t sum = 0, at = first;
    if (at < end && (at & 7) != 0) {  /* from the next byte on whole words are read */
        int64_t part = 8 - (at & 7) < end - at ? 8 - (at & 7) : end - at;
        sum = ones(bits_at(bytes, at, part));
        at += part;
    }
    for (; at < end; at += 64)
        sum += ones(bits_at(bytes, at, end - at));
    return sum;
}

/* Read where the sections of a level lie, and whether they have the bytes that it needs. */
static bool open_level(const Integers *integers, const char *name, int number, bool last,
                       struct Level *level)
{
    const Sections *sections = integers->sections;
    char end[3][32];
    snprintf(end[0], sizeof end[0], ".%d", number);
    snprintf(end[1], sizeof end[1], ".%d.flags", number);
    snprintf(end[2], sizeof end[2], ".%d.ranks", number);
    if (!find_section(sections, name, end[0], &level->chunks)
        || !find_section(sections, name, end[1], &level->flags)
        || !find_section(sections, name, end[2], &level->ranks))
        return false;
    if (level->count < 0 || level->count > INT64_MAX / 16 || level->width % 4 != 0
        || level->width < 0 || level->width > 8)
        return contradiction(sections);
    int64_t bytes = (level->count + 7) / 8, blocks = (level->count + COUNTED - 1) / COUNTED;
    bool fits = inside(sections, level->chunks, (level->count * level->width + 7) / 8)
        && (last || (inside(sections, level->flags, bytes)
                     && inside(sections, level->ranks, 8 * (blocks + 1))));
    return fits || contradiction(sections);
}

bool open_codes(const Sections *sections, const char *name, Integers *integers)
{
    int64_t counts[2 * LEVELS];
    Section section;
    *integers = (Integers){.sections = sections};
    if (!find_section(sections, name, "", &section)
        || !find_section(sections, name, ".starts", &integers->starts))
        return false;
    if (section.size < 16 || section.size > (int64_t)sizeof counts || section.size % 16 != 0)
        return contradiction(sections);
    if (!copy_bytes(sections, section, 0, section.size, counts))
        return false;
    integers->levels = (int)(section.size / 16);
    for (int number = 0; number < integers->levels; number++) {
        struct Level *level = &integers->level[number];
        level->width = counts[2 * number];
        level->count = counts[2 * number + 1];
        if (!open_level(integers, name, number, number == integers->levels - 1, level))
            return false;
    }
    return true;
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

static bool decode_chunks(const Integers *integers, int number, int64_t first, int64_t end, int32_t *into)
{
    const struct Level *level = &integers->level[number];
    int64_t size = end - first;
    Slice slice;
    if (level->width == 0) {
        memset(into, 0, (size_t)size * sizeof *into);
        return true;
    }
    int halves = level->width == 4;
    if (!read_slice(integers->sections, level->chunks, first >> halves, (end + halves) >> halves, &slice))
        return false;
    const uint8_t *bytes = slice.bytes;
    if (!halves)
        for (int64_t i = 0; i < size; i++)
            into[i] = bytes[i];
    else {
        int64_t i = 0;
        if (first & 1 && size > 0)
            into[i++] = *bytes++ >> 4;
        for (; i + 1 < size; i += 2, bytes++) {
            into[i] = *bytes & 15;
            into[i + 1] = *bytes >> 4;
        }
        if (i < size)
            into[i] = *bytes & 15;
    }
    free_slice(&slice);
    return true;
}

static bool decode_level(const Integers *integers, int number, int64_t first, int64_t end, int32_t *into);

/* Add to integers what their next levels hold; `flags` begin with the integer `from`. */
static bool add_rest(const Integers *integers, int number, const uint8_t *flags, int64_t from,
                     int64_t first, int64_t end, int32_t *into)
{
    const struct Level *level = &integers->level[number];
    int64_t size = end - first, many = count_ones(flags, first - from, end - from), rank;
    if (many == 0)
        return true;
    if (!copy_bytes(integers->sections, level->ranks, from / COUNTED * 8, 8, &rank))
        return false;
    rank += count_ones(flags, 0, first - from);
    if (rank < 0 || rank > integers->level[number + 1].count - many)
        return contradiction(integers->sections);
    int32_t *rest = malloc((size_t)many * sizeof *rest);
    if (rest == NULL) {
        PyErr_NoMemory();
        return false;
    }
    bool good = decode_level(integers, number + 1, rank, rank + many, rest);
    const int32_t *next = rest;
    for (int64_t at = 0; good && at < size; at += 64)
        for (uint64_t bits = bits_at(flags, first - from + at, size - at); bits; bits &= bits - 1) {
            int32_t *low = into + at + lowest(bits);
            *low = (int32_t)((uint32_t)*low | (uint32_t)*next++ << level->width);
        }
    free(rest);
    return good;
}

static bool decode_level(const Integers *integers, int number, int64_t first, int64_t end, int32_t *into)
{
    if (!decode_chunks(integers, number, first, end, into))
        return false;
    if (number == integers->levels - 1 || first == end)
        return true;
    int64_t from = first - first % COUNTED;
    Slice flags;
    if (!read_slice(integers->sections, integers->level[number].flags, from / 8, (end + 7) / 8, &flags))
        return false;
    bool good = add_rest(integers, number, flags.bytes, from, first, end, into);
    free_slice(&flags);
    return good;
}

bool decode(const Integers *integers, int64_t first, int64_t end, int32_t *into)
{
    if (first < 0 || end < first || end > integers->level[0].count)
        return contradiction(integers->sections);
    return decode_level(integers, 0, first, end, into);
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
    int64_t first = index - index % STRIDE, all = arguments.failed ? 0 : integers->level[0].count;
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
