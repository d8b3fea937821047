/* Documents that hold any of some terms: coarse whole-number scores block by block, then exact ones
   of those that may be among the best. */

#include "queries.h"

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
    int32_t size = part->term->size, at = seek(documents, size, part->at, first);
    for (; at < size && documents[at] < end; at++)
        sums[documents[at] - first] += (uint16_t)((impacts[at] * factor >> 8) + 1);
    part->at = at;
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

/* The factors of all parts and the slack of their sums; a sum is above the score times one unit. */
static int32_t scale(Part *parts, int count)
{
    double highest = 0, steepest = 0, steps = 0;
    for (int i = 0; i < count; i++) {
        if (parts[i].role != MAY)
            continue;
        double step = parts[i].term->step * parts[i].weight;
        highest += parts[i].term->highest * step;
        steepest = step > steepest ? step : steepest;
        steps += step;
    }
    double units = (65535.0 - 3.0 * count) / highest;
    if (units * steepest * 256 > 65534)
        units = 65534 / (steepest * 256);
    for (int i = 0; i < count; i++)
        parts[i].factor = (uint16_t)ceil(parts[i].term->step * parts[i].weight * units * 256);
    return (int32_t)ceil(steps * units) + 3 * count + 1;
}

/* What of a block may not be found, by terms that it must hold or must not. */
static void rule_out(uint16_t *sums, Part *parts, int count, int32_t first, int32_t end)
{
    uint8_t flags[BLOCK];
    for (int i = 0; i < count; i++) {
        if (parts[i].role == MAY)
            continue;
        keep_if(sums, held_in(&parts[i], flags, first, end), end - first, parts[i].role != NOT);
    }
}

/* Coarse sums of one block; true unless no part is in it. */
static void add_up(uint16_t *sums, Part *parts, int count, int32_t first, int32_t end)
{
    memset(sums, 0, BLOCK * sizeof *sums);
    bool restricted = false;
    for (int i = 0; i < count; i++) {
        if (parts[i].role != MAY)
            restricted = true;
        else if (parts[i].term->column)
            add_column(sums, parts[i].term->impacts + first, end - first, parts[i].factor);
        else
            add_list(sums, &parts[i], first, end);
    }
    if (restricted)
        rule_out(sums, parts, count, first, end);
}

/* Counts the matching documents, and finds those that may be among the best; -1 without memory. */
static int64_t find(Candidates *own, Part *parts, int count, int32_t documents, const uint8_t *mask)
{
    uint16_t sums[BLOCK];
    int64_t total = 0;
    for (int32_t first = 0; first < documents; first += BLOCK) {
        int32_t end = documents - first < BLOCK ? documents : first + BLOCK;
        if (mask != NULL && memchr(mask + first, 1, (size_t)(end - first)) == NULL)
            continue;
        add_up(sums, parts, count, first, end);
        if (mask != NULL)
            keep_if(sums, mask + first, end - first, 1);
        for (int chunk = 0; chunk < end - first; chunk += CHUNK) {
            uint16_t greatest;
            total += summarise(sums + chunk, &greatest);
            if (greatest < own->least)
                continue;
            for (int i = chunk; i < chunk + CHUNK; i++)
                if (sums[i] >= own->least && !add_candidate(own, first + i, sums[i]))
                    return -1;
        }
    }
    return total;
}

static int64_t rank(Candidates *own, Best *best, Part *parts, int count, int32_t documents,
                    const uint8_t *mask, int64_t offset)
{
    int64_t total = find(own, parts, count, documents, mask);
    tighten(own);
    for (int i = 0; i < count; i++)
        parts[i].at = 0;
    for (Py_ssize_t i = 0; total >= 0 && i < own->count; i++) {
        int32_t document = own->found[i].document;
        consider(best, exact_score(parts, count, document), document + offset);
    }
    return total;
}

/* Whether all parts are such that scale() has something to divide by. */
static bool fit(const Part *parts, int count)
{
    bool any = false;
    for (int i = 0; i < count; i++) {
        if (parts[i].role == MUST)
            return false;
        any |= parts[i].role == MAY;
        if (parts[i].role == MAY
            && !(parts[i].term->ranked && parts[i].weight > 0 && parts[i].weight < 1e100))
            return false;
    }
    return any && count <= 16384;
}

/* rank_any(count, terms, roles u1, weights f8, mask b1 or None, offset, documents i8, scores f8):
   how many documents match; the best are written, as many as have room and match. A term that must
   be there and is scored comes twice. */
KERNEL(rank_any)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int32_t total;
    int size = 0;
    Part *parts = take_parts(&arguments, &total, &size);
    const uint8_t *mask = take_mask(&arguments, total);
    int64_t offset = take_integer(&arguments, 0, INT64_MAX / 2);
    Array documents = take_writable(&arguments, "i8"), scores = take_writable(&arguments, "f8");
    if (!arguments.failed && (documents.length != scores.length || documents.length == 0))
        fail(&arguments, "there is not the same room for documents and scores");
    if (!arguments.failed && !fit(parts, size))
        fail(&arguments, "parts of a disjunction have roles or weights of another kind");
    Candidates own = {.wanted = documents.length, .least = 1, .room = 2 * documents.length + 256};
    Best best = {.room = documents.length};
    int64_t found = 0;
    if (!arguments.failed) {
        own.found = malloc(sizeof *own.found * (size_t)own.room);
        best.heap = malloc(sizeof *best.heap * (size_t)best.room);
        Py_BEGIN_ALLOW_THREADS
        found = -1;
        if (own.found != NULL && best.heap != NULL) {
            own.slack = scale(parts, size);
            found = rank(&own, &best, parts, size, total, mask, offset);
            if (found >= 0)
                write_best(&best, documents.data, scores.data);
        }
        Py_END_ALLOW_THREADS
        if (found < 0) {
            PyErr_NoMemory();
            arguments.failed = true;
        }
    }
    free(best.heap);
    free(own.found);
    free(parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
