/* Documents block by block, by the terms that they may hold: coarse whole-number scores of all, and
   exact ones of those that may be among the best. */

#include "disjunction.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK 64    /* documents that are looked at together */
#define FIRST 1024  /* those of the first block: then it is known what the best have, at least */

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

/* Which sums of a chunk are above a number. */
static inline uint64_t above(const uint16_t *sums, uint16_t number)
{
#if defined(__SSE2__)
    const __m128i least = _mm_set1_epi16((short)number);
    uint64_t bits = 0;
    for (int at = 0; at < CHUNK; at += 16) {
        const __m128i *eights = (const __m128i *)(sums + at);
        __m128i both = _mm_packs_epi16(_mm_subs_epu16(_mm_loadu_si128(eights), least),
                                       _mm_subs_epu16(_mm_loadu_si128(eights + 1), least));
        int none = _mm_movemask_epi8(_mm_cmpeq_epi8(both, _mm_setzero_si128()));
        bits |= (uint64_t)(uint16_t)~none << at;
    }
    return bits;
#else
    uint8_t flags[CHUNK];
    for (int i = 0; i < CHUNK; i++)
        flags[i] = sums[i] > number;
    return set_bits(flags, CHUNK);
#endif
}

/* Says what a step of each part adds. */
static void scale(Disjunction *own)
{
    double highest = 0, steepest = 0, steps = 0;
    for (int i = 0; i < own->count; i++) {
        const Part *part = &own->parts[i];
        own->coded |= part->decoder != NULL;
        own->restricted |= !scores(part);
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

/* Lets the documents of a block go that do not hold a term that they must, or that they must not. */
static void rule_out(uint64_t *allowed, Part *parts, int count, int32_t first, int32_t end)
{
    uint64_t room[WORDS];
    for (int i = 0; i < count; i++)
        if (!scores(&parts[i]))
            keep_bits(allowed, held_in(&parts[i], room, first, end), (end - first + 63) / 64,
                      parts[i].role != NOT);
}

/* Coarse sums of one block, without the light parts. */
static void add_up(const Disjunction *own, uint16_t *sums, int32_t first, int32_t end)
{
    memset(sums, 0, BLOCK * sizeof *sums);
    for (int i = 0; i < own->count; i++) {
        Part *part = &own->parts[i];
        if (!scores(part) || part->light)
            continue;
        if (part->decoder != NULL)
            add_coded(sums, part, first, end);
        else if (part->term->ranks != NULL)
            add_set(sums, part, first, end);
        else if (part->term->column)
            add_column(sums, part->term->impacts + first, end - first, part->factor);
        else
            add_list(sums, part, first, end);
    }
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

/* Takes of a chunk the documents that may be among the best; false without memory. */
static bool look_at(Disjunction *own, const uint16_t *sums, uint64_t bits, int32_t first, int chunk,
                    int64_t offset)
{
    for (; bits != 0; bits &= bits - 1) {
        const int at = chunk + lowest(bits);
        int32_t sum = with_light(own, first + at, first, sums[at]);
        if (sum > 0 && !take(own, first + at, (uint16_t)sum, offset))
            return false;
    }
    return true;
}

/* Counts the matching documents of a block, and takes those that may be the best; -1 without memory.
   `light`: those that light parts are in, `allowed`: those that may match. */
WIDE static int64_t look_through(Disjunction *own, const uint16_t *sums, const uint64_t *light,
                            const uint64_t *allowed, int32_t first, int32_t end, int64_t offset)
{
    int64_t total = 0;
    for (int chunk = 0; chunk < end - first; chunk += CHUNK) {
        const int32_t near = own->candidates.least - own->more - 1;  /* from 1 on there may be more */
        const uint64_t fit = allowed[chunk / 64], held = above(sums + chunk, 0) & fit;
        total += COUNT(held | (light[chunk / 64] & fit));
        const uint64_t bits = near > 0 && near <= UINT16_MAX ? above(sums + chunk, (uint16_t)near) : held;
        if ((bits & held) != 0 && !look_at(own, sums, bits & held, first, chunk, offset))
            return -1;
    }
    return total;
}

/* Counts the matching documents, and finds the best; -1 without memory. */
static int64_t find(Disjunction *own, int32_t documents, const uint8_t *mask, int64_t offset)
{
    uint16_t sums[BLOCK];
    uint64_t light[WORDS], allowed[WORDS];
    int64_t total = 0, many;
    int32_t end;
    scale(own);
    if (!order_parts(own))
        return -1;
    for (int32_t first = 0; first < documents; first = end) {
        end = first == 0 ? FIRST : first - first % BLOCK + BLOCK;
        end = end < documents ? end : documents;
        if (!begin_bits(allowed, mask, first, end))
            continue;
        if (own->restricted)
            rule_out(allowed, own->parts, own->count, first, end);
        lighten(own);
        memset(light, 0, sizeof light);
        unite_light(own, light, first, end);
        add_up(own, sums, first, end);
        many = look_through(own, sums, light, allowed, first, end, offset);
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
    free(own.rooms);
    found = end_coded(&arguments, own.parts, own.count, found);
    free(own.parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
