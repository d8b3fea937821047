/* Which documents of a block hold a term: flags, and how many documents match some terms. */

#include "queries.h"

#include <stdlib.h>
#include <string.h>

/* Sets what is not 0 in a column. */
WIDE static void mark_column(uint8_t *restrict flags, const uint8_t *restrict impacts, int size)
{
    for (int i = 0; i < size; i++)
        flags[i] |= impacts[i] != 0;
}

static void mark(uint8_t *flags, Part *part, int32_t first, int32_t end)
{
    if (part->term->column) {
        mark_column(flags, part->term->impacts + first, end - first);
        return;
    }
    const int32_t *documents = part->term->documents;
    int32_t size = part->term->size, at = seek(documents, size, part->at, first);
    for (; at < size && documents[at] < end; at++)
        flags[documents[at] - first] = 1;
    part->at = at;
}

/* What is not 0 for the documents of a block that hold a term: a column, or flags that it sets. */
const uint8_t *held_in(Part *part, uint8_t *flags, int32_t first, int32_t end)
{
    if (part->term->column)
        return part->term->impacts + first;
    memset(flags, 0, (size_t)(end - first));
    mark(flags, part, first, end);
    return flags;
}

WIDE static void clear_unless(uint8_t *restrict flags, const uint8_t *restrict held, int size,
                              uint8_t wanted)
{
    for (int i = 0; i < size; i++)
        flags[i] &= (held[i] != 0) == wanted;
}

WIDE static int count_set(const uint8_t *flags, int size)
{
    int count = 0;
    for (int i = 0; i < size; i++)
        count += flags[i];
    return count;
}

/* Sets what matches in a block. */
static void match(uint8_t *flags, Part *parts, int count, int32_t first, int32_t end)
{
    uint8_t own[BLOCK];
    memset(flags, 0, (size_t)(end - first));
    for (int i = 0; i < count; i++)
        if (parts[i].role == MAY)
            mark(flags, &parts[i], first, end);
    for (int i = 0; i < count; i++) {
        if (parts[i].role == MAY)
            continue;
        const uint8_t *held = held_in(&parts[i], own, first, end);
        clear_unless(flags, held, end - first, parts[i].role != NOT);
    }
}

static int64_t count_matching(Part *parts, int count, int32_t documents, const uint8_t *mask)
{
    uint8_t flags[BLOCK];
    int64_t total = 0;
    for (int32_t first = 0; first < documents; first += BLOCK) {
        int32_t end = documents - first < BLOCK ? documents : first + BLOCK;
        match(flags, parts, count, first, end);
        if (mask != NULL)
            clear_unless(flags, mask + first, end - first, 1);
        total += count_set(flags, end - first);
    }
    return total;
}

/* match_any(count, terms, roles u1, weights f8, mask b1 or None): how many documents match. */
KERNEL(match_any)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int32_t documents;
    int size = 0;
    Part *parts = take_parts(&arguments, &documents, &size);
    const uint8_t *mask = take_mask(&arguments, documents);
    int64_t total = 0;
    if (!arguments.failed) {
        Py_BEGIN_ALLOW_THREADS
        total = count_matching(parts, size, documents, mask);
        Py_END_ALLOW_THREADS
    }
    free(parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(total));
}
