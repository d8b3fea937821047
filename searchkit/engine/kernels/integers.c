/* Integers as they lie in a file, as storage/integer_codec.py describes and writes them. */

#include "kernels.h"

#include <stdlib.h>

#define STRIDE 64  /* the start of every so many spans is there */

static const char *const name = "searchkit.integers";

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

bool span_at(const Integers *spans, int64_t index, int64_t *start, int64_t *end)
{
    int32_t sizes[STRIDE];
    int64_t first = index - index % STRIDE, behind = index < spans->count ? index + 1 : index;
    if (!decode(spans, first, behind, sizes)
        || !copy_bytes(spans->sections, spans->starts, index / STRIDE * 8, 8, start))
        return false;
    if (*start < 0 || *start > INT64_MAX / 32)
        return contradiction(spans->sections);
    for (int64_t i = 0; i < index - first; i++)
        *start += (uint32_t)sizes[i];
    *end = behind > index ? *start + (uint32_t)sizes[index - first] : *start;
    return true;
}

/* find_span(spans, index) -> (start, end) of a span; behind the last one is an empty one */
KERNEL(find_span)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int64_t start = 0, end = 0;
    const Integers *spans = take_integers(&arguments);
    int64_t index = take_integer(&arguments, 0, INT64_MAX / 16);
    if (!arguments.failed)
        arguments.failed = !span_at(spans, index, &start, &end);
    if (arguments.failed)
        return finished(&arguments, NULL);
    return finished(&arguments, Py_BuildValue("LL", (long long)start, (long long)end));
}
