/* Documents block by block, by the terms that they may hold: coarse whole-number scores of all, and
   exact ones of those that may be among the best. */

#include "disjunction.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK 64    /* documents that are looked at together */

/* Sums of a whole block, where the impact of every document is known. */
WIDE static void add_column(uint16_t *restrict sums, const uint8_t *restrict impacts, int size,
                            uint16_t factor)
{
    for (int i = 0; i < size; i++) {
        uint16_t high = (uint16_t)(impacts[i] << 8);
        uint16_t one = impacts[i] != 0;
        sums[i] = (uint16_t)(sums[i] + (uint16_t)(((uint32_t)high * factor) >> 16) + one);
    }
}

static void add_list(uint16_t *sums, Part *part, int32_t first, int32_t end)
{
    const int32_t *documents = part->term->documents;
    const uint8_t *impacts = part->term->impacts;
    uint32_t factor = part->factor;
    int32_t size = part->term->size;
    part->at = seek(documents, size, part->at, first);
    for (int32_t at = part->at; at < size && documents[at] < end; at++)
        sums[documents[at] - first] += (uint16_t)((impacts[at] * factor >> 8) + 1);
}

/* Keeps the sums where flags, or a column's impacts, are set or are not. */
WIDE static void keep_if(uint16_t *restrict sums, const uint8_t *restrict flags, int size,
                         uint8_t wanted)
{
    for (int i = 0; i < size; i++)
        sums[i] = (flags[i] != 0) == wanted ? sums[i] : 0;
}

WIDE static int summarise(const uint16_t *sums, uint16_t *greatest)
{
    uint16_t count = 0, most = 0;
    for (int i = 0; i < CHUNK; i++) {
        count += sums[i] != 0;
        most = sums[i] > most ? sums[i] : most;
    }
    *greatest = most;
    return count;
}

/* Says what a step of each part adds. */
static void scale(Disjunction *own)
{
    double highest = 0, steepest = 0, steps = 0;
    for (int i = 0; i < own->count; i++) {
        const Part *part = &own->parts[i];
        own->coded |= part->decoder != NULL;
        if (!scores(part))
            continue;
        double step = part->term->step * part->weight;
        highest += part->term->highest * step;
        steepest = step > steepest ? step : steepest;
        steps += step;
    }
    own->units = (65535.0 - 3.0 * own->count) / highest;
    if (own->units * steepest * 256 > 65534)
        own->units = 65534 / (steepest * 256);
    for (int i = 0; i < own->count; i++)
        own->parts[i].factor =
            (uint16_t)ceil(own->parts[i].term->step * own->parts[i].weight * own->units * 256);
    own->candidates.slack = (int32_t)ceil(steps * own->units) + 3 * own->count + 1;
}

/* What of a block may not be found, by terms that it must hold or must not. */
static void rule_out(uint16_t *sums, Part *parts, int count, int32_t first, int32_t end)
{
    uint8_t flags[BLOCK];
    for (int i = 0; i < count; i++)
        if (parts[i].role != MAY)
            keep_if(sums, held_in(&parts[i], flags, first, end), end - first,
                    parts[i].role != NOT);
}

/* Coarse sums of one block. */
static void add_up(uint16_t *sums, Part *parts, int count, int32_t first, int32_t end)
{
    bool restricted = false;
    memset(sums, 0, BLOCK * sizeof *sums);
    for (int i = 0; i < count; i++) {
        Part *part = &parts[i];
        restricted |= part->role != MAY;
        if (!scores(part))
            continue;
        if (part->decoder != NULL)
            add_coded(sums, part, first, end);
        else if (part->term->column)
            add_column(sums, part->term->impacts + first, end - first, part->factor);
        else
            add_list(sums, part, first, end);
    }
    if (restricted)
        rule_out(sums, parts, count, first, end);
}

static void rank(Disjunction *own, int32_t document, int64_t offset)
{
    consider(&own->best, exact_score(own->parts, own->count, document), document + offset);
}

/* Ranks a document that may be among the best, or keeps it for later, which spares those that are not
   after all; false without memory. */
static bool take(Disjunction *own, int32_t document, uint16_t sum, int64_t offset)
{
    Best *best = &own->best;
    if (!own->coded)
        return add_candidate(&own->candidates, document, sum);
    rank(own, document, offset);
    if (best->count == best->room)  /* a sum is above the score, by more than roundings are */
        own->candidates.least = (int32_t)(best->heap[0].score * own->units * (1 - 1e-9)) + 1;
    return true;
}

/* Counts the matching documents of a block by their sums, and takes those that may be the best; -1
   without memory. */
static int64_t look_through(Disjunction *own, const uint16_t *sums, int32_t first, int32_t end,
                            int64_t offset)
{
    int64_t total = 0;
    for (int chunk = 0; chunk < end - first; chunk += CHUNK) {
        uint16_t greatest;
        total += summarise(sums + chunk, &greatest);
        if (greatest + own->more < own->candidates.least)
            continue;
        for (int i = chunk; i < chunk + CHUNK; i++)
            if (sums[i] > 0 && sums[i] + own->more >= own->candidates.least
                && (own->more == 0 || may_be_best(own, first + i, sums[i]))
                && !take(own, first + i, sums[i], offset))
                return -1;
    }
    return total;
}

/* Counts the matching documents, and finds the best; -1 without memory. */
static int64_t find(Disjunction *own, int32_t documents, const uint8_t *mask, int64_t offset)
{
    uint16_t sums[BLOCK];
    int64_t total = 0, many;
    scale(own);
    order_coded(own);
    for (int32_t first = 0; first < documents; first += BLOCK) {
        int32_t end = documents - first < BLOCK ? documents : first + BLOCK;
        if (mask != NULL && memchr(mask + first, 1, (size_t)(end - first)) == NULL)
            continue;
        lighten(own);
        add_up(sums, own->parts, own->count, first, end);
        if (mask != NULL)
            keep_if(sums, mask + first, end - first, 1);
        many = look_through(own, sums, first, end, offset);
        if (many < 0)
            return -1;
        total += many;
    }
    tighten(&own->candidates);
    for (int i = 0; i < own->count; i++)
        own->parts[i].at = 0;
    for (Py_ssize_t i = 0; i < own->candidates.count; i++)
        rank(own, own->candidates.found[i].document, offset);
    return total;
}

/* Whether all parts are such that scale() has something to divide by. */
static bool fit(const Part *parts, int count)
{
    bool any = false;
    for (int i = 0; i < count; i++) {
        if (!scores(&parts[i]))
            continue;
        any = true;
        if (!(parts[i].term->ranked && parts[i].weight > 0 && parts[i].weight < 1e100))
            return false;
    }
    return any && count <= 16384;
}

/* rank_any(count, terms, roles u1, weights f8, mask b1 or None, offset, documents i8, scores f8):
   how many documents match; the best are written, as many as have room and match. Or -1, where a term
   that lies in the file is more often in a document than a byte holds. */
KERNEL(rank_any)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Disjunction own = {0};
    int32_t total;
    own.parts = take_parts(&arguments, &total, &own.count);
    const uint8_t *mask = take_mask(&arguments, total);
    int64_t offset = take_integer(&arguments, 0, INT64_MAX / 2);
    Array documents = take_writable(&arguments, "i8"), scores = take_writable(&arguments, "f8");
    if (!arguments.failed && (documents.length != scores.length || documents.length == 0))
        fail(&arguments, "there is not the same room for documents and scores");
    if (!arguments.failed && !fit(own.parts, own.count))
        fail(&arguments, "parts of a disjunction have roles or weights of another kind");
    const Py_ssize_t wanted = documents.length, room = 2 * wanted + 256;
    own.candidates = (Candidates){.wanted = wanted, .least = 1, .room = room};
    own.candidates.found = cleared(&arguments, sizeof(Candidate) * (size_t)room);
    own.order = cleared(&arguments, sizeof *own.order * ((size_t)own.count + 1));
    own.best.room = wanted;
    own.best.heap = cleared(&arguments, sizeof *own.best.heap * (size_t)(wanted + 1));
    int64_t found = 0;
    if (begin_coded(&arguments, own.parts, own.count, true)) {
        Py_BEGIN_ALLOW_THREADS
        found = find(&own, total, mask, offset);
        write_best(&own.best, documents.data, scores.data);
        Py_END_ALLOW_THREADS
        if (found < 0) {
            PyErr_NoMemory();
            arguments.failed = true;
        }
    }
    free(own.best.heap);
    free(own.candidates.found);
    free(own.order);
    found = end_coded(&arguments, own.parts, own.count, found);
    free(own.parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
