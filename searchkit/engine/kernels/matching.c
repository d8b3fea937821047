/* Which documents of a block hold a term: bits, and how many documents match some terms. */

#include "queries.h"

#include <stdlib.h>
#include <string.h>

const uint64_t *held_in(Part *part, uint64_t *room, int32_t first, int32_t end)
{
    const Term *term = part->term;
    if (part->decoder != NULL)
        return coded_bits(part, first, end);
    if (term->bits != NULL)
        return term->bits + first / 64;
    memset(room, 0, sizeof *room * WORDS);
    part->at = seek(term->documents, term->size, part->at, first);
    for (int32_t at = part->at; at < term->size && term->documents[at] < end; at++) {
        const int32_t own = term->documents[at] - first;
        room[own >> 6] |= (uint64_t)1 << (own & 63);
    }
    return room;
}

WIDE void keep_bits(uint64_t *bits, const uint64_t *others, int words, bool wanted)
{
    const uint64_t turn = wanted ? 0 : UINT64_MAX;
    for (int i = 0; i < words; i++)
        bits[i] &= others[i] ^ turn;
}

bool begin_bits(uint64_t *bits, const uint8_t *mask, int32_t first, int32_t end)
{
    uint64_t any = 0;
    for (int at = 0; at < end - first; at += 64) {
        const int size = end - first - at < 64 ? end - first - at : 64;
        uint64_t *own = &bits[at >> 6];
        *own = mask == NULL ? UINT64_MAX >> (64 - size) : set_bits(mask + first + at, size);
        any |= *own;
    }
    return any != 0;
}

WIDE void unite_bits(uint64_t *bits, const uint64_t *others, int words)
{
    for (int i = 0; i < words; i++)
        bits[i] |= others[i];
}

WIDE static int count_bits(const uint64_t *bits, int words)
{
    int count = 0;
    for (int i = 0; i < words; i++)
        count += COUNT(bits[i]);
    return count;
}

static bool any_bit(const uint64_t *bits, int words)
{
    uint64_t any = 0;
    for (int i = 0; i < words; i++)
        any |= bits[i];
    return any != 0;
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

int match(const Matching *own, uint64_t *found, const uint8_t *mask, int32_t first, int32_t end)
{
    uint64_t room[WORDS], any[WORDS] = {0};
    const int words = (end - first + 63) / 64;
    if (!begin_bits(found, mask, first, end))
        return 0;
    for (int i = 0; own->any && i < own->count; i++)
        if (own->parts[i].role == MAY)
            unite_bits(any, held_in(&own->parts[i], room, first, end), words);
    if (own->any)
        keep_bits(found, any, words, true);
    for (int i = 0; i < own->ordered; i++) {
        Part *part = &own->parts[own->order[i]];
        if (!any_bit(found, words))
            return 0;
        keep_bits(found, held_in(part, room, first, end), words, part->role != NOT);
    }
    return count_bits(found, words);
}

/* match_any(count, terms, roles u1, weights f8, mask b1 or None): how many documents match. */
KERNEL(match_any)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Matching own;
    uint64_t found[WORDS];
    int32_t documents;
    int size = 0;
    Part *parts = take_parts(&arguments, &documents, &size);
    const uint8_t *mask = take_mask(&arguments, documents);
    int64_t total = 0;
    if (begin_matching(&arguments, &own, parts, size) && begin_coded(&arguments, parts, size, false)) {
        Py_BEGIN_ALLOW_THREADS
        for (int32_t first = 0; first < documents; first += BLOCK)
            total += match(&own, found, mask, first, documents - first < BLOCK ? documents : first + BLOCK);
        Py_END_ALLOW_THREADS
    }
    end_coded(&arguments, parts, size, 0);
    free(own.order);
    free(parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(total));
}
