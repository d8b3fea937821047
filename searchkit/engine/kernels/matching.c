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
    if (part->decoder != NULL || part->term->column) {
        mark_column(flags, held_in(part, flags, first, end), end - first);
        return;
    }
    const int32_t *documents = part->term->documents;
    int32_t size = part->term->size;
    part->at = seek(documents, size, part->at, first);
    for (int32_t at = part->at; at < size && documents[at] < end; at++)
        flags[documents[at] - first] = 1;
}

const uint8_t *held_in(Part *part, uint8_t *flags, int32_t first, int32_t end)
{
    if (part->decoder != NULL) {
        hold_block(part, first, end);
        return part->decoder->held;
    }
    if (part->term->column)
        return part->term->impacts + first;
    memset(flags, 0, (size_t)(end - first));
    mark(flags, part, first, end);
    return flags;
}

/* Lets go of flags where bytes are not 0, or where they are. */
WIDE static void clear_unless(uint8_t *restrict flags, const uint8_t *restrict held, int size,
                              bool wanted)
{
    const uint8_t if_held = wanted, if_not = !wanted;
    for (int i = 0; i < size; i++)
        flags[i] &= held[i] != 0 ? if_held : if_not;
}

WIDE static int count_set(const uint8_t *flags, int size)
{
    int count = 0;
    for (int i = 0; i < size; i++)
        count += flags[i];
    return count;
}

/* Rarer ones first of what must be there, and then what must not. */
static bool comes_before(const Part *one, const Part *other)
{
    if ((one->role == NOT) != (other->role == NOT))
        return other->role == NOT;
    return one->term->size < other->term->size;
}

bool begin_matching(Arguments *arguments, Matching *own, Part *parts, int count)
{
    *own = (Matching){.parts = parts, .count = count};
    own->order = cleared(arguments, sizeof *own->order * ((size_t)count + 1));
    own->any = true;
    for (int i = 0; !arguments->failed && i < count; i++) {
        own->any &= parts[i].role != MUST;
        if (parts[i].role == MAY)
            continue;
        int at = own->ordered++;
        for (; at > 0 && comes_before(&parts[i], &parts[own->order[at - 1]]); at--)
            own->order[at] = own->order[at - 1];
        own->order[at] = i;
    }
    return !arguments->failed;
}

int match(const Matching *own, uint8_t *flags, const uint8_t *mask, int32_t first, int32_t end)
{
    uint8_t held[BLOCK];
    int size = end - first, many = size;
    memset(flags, !own->any, (size_t)size);
    for (int i = 0; own->any && i < own->count; i++)
        if (own->parts[i].role == MAY)
            mark(flags, &own->parts[i], first, end);
    if (mask != NULL)
        clear_unless(flags, mask + first, size, 1);
    for (int i = 0; i < own->ordered && many > 0; i++) {
        Part *part = &own->parts[own->order[i]];
        clear_unless(flags, held_in(part, held, first, end), size, part->role != NOT);
        many = memchr(flags, 1, (size_t)size) != NULL;
    }
    return many > 0 ? count_set(flags, size) : 0;
}

/* match_any(count, terms, roles u1, weights f8, mask b1 or None): how many documents match. */
KERNEL(match_any)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Matching own;
    uint8_t flags[BLOCK];
    int32_t documents;
    int size = 0;
    Part *parts = take_parts(&arguments, &documents, &size);
    const uint8_t *mask = take_mask(&arguments, documents);
    int64_t total = 0;
    if (begin_matching(&arguments, &own, parts, size) && begin_coded(&arguments, parts, size, false)) {
        Py_BEGIN_ALLOW_THREADS
        for (int32_t first = 0; first < documents; first += BLOCK)
            total += match(&own, flags, mask, first, documents - first < BLOCK ? documents : first + BLOCK);
        Py_END_ALLOW_THREADS
    }
    end_coded(&arguments, parts, size, 0);
    free(own.order);
    free(parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(total));
}
