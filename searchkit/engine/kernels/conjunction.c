/* AND and phrases: documents one by one, those of the rarest of the terms that they must hold. Where that
   one has bits, as the others then have, they say first which documents hold all terms: of a term in a tenth
   of all documents most are left out so, 64 at a time. */

#include "conjunction.h"

#include <stdlib.h>
#include <string.h>

static void lead_by(Conjunction *own, int part, const int32_t *documents, int32_t size)
{
    if (documents != NULL && (own->lead == NULL || size < own->size)) {
        own->lead = documents;
        own->size = size;
        own->leader = part;
    }
}

/* Says in which order the parts are looked at that must be there, or must not. */
static void put_in_order(Conjunction *own)
{
    for (int i = 0; i < own->count; i++) {
        const Part *part = &own->parts[i];
        if (part->role == MAY || i == own->leader)
            continue;
        int at = own->checked++;
        for (; at > 0 && own->parts[own->order[at - 1]].term->size > part->term->size; at--)
            own->order[at] = own->order[at - 1];
        own->order[at] = i;
    }
}

/* Says which documents are gone through, and whether there is something to say so; false where a word
   of the phrase need not be there, or a term lies in the file. */
static bool plan(Conjunction *own, bool *led)
{
    own->any = own->bounded = true;
    own->leader = -1;
    for (int i = 0; i < own->count; i++) {
        const Part *part = &own->parts[i];
        if (part->term->coded != NULL)
            return false;
        if (part->positions != NULL) {
            if (part->role != MUST)
                return false;
            own->phrase[own->words++] = i;
            if (part->term->size < own->parts[own->phrase[own->rarest]].term->size)
                own->rarest = own->words - 1;
            lead_by(own, i, part->positions->documents, part->positions->size);
        }
        if (part->role == MAY || part->role == MUST)
            own->bounded &= part->term->ranked;
        if (part->role == MAY)
            continue;
        if (part->role == MUST)
            own->any = false;
        if (part->role == NOT)
            continue;
        *led = true;
        lead_by(own, i, part->term->documents, part->term->size);
    }
    if (own->lead != NULL && own->parts[own->leader].term->bits != NULL)
        own->lead = NULL;
    return true;
}

/* More than the score of a document can be. */
static double bound(const Conjunction *own, int32_t document)
{
    double sum = 0;
    for (int i = 0; i < own->count; i++) {
        Part *part = &own->parts[i];
        if (part->role == MAY || part->role == MUST)
            sum += impact_in(part, document) * part->term->step * part->weight;
    }
    return sum * (1 + 1e-9);  /* all roundings of both sums are far below */
}

static bool holds_any(const Conjunction *own, int32_t document)
{
    for (int i = 0; i < own->count; i++)
        if (own->parts[i].role == MAY && holds(&own->parts[i], document))
            return true;
    return false;
}

/* Whether a document meets all but the phrase. */
static bool meets_all(const Conjunction *own, int32_t document)
{
    for (int i = 0; i < own->checked; i++) {
        Part *part = &own->parts[own->order[i]];
        if (holds(part, document) == (part->role == NOT))
            return false;
    }
    return !own->any || holds_any(own, document);
}

/* Takes a document that meets all but the phrase; returns whether it matches. */
static bool take(Conjunction *own, int32_t document, int64_t offset, Best *best)
{
    if (own->words > 0 && !stands(own, document))
        return false;
    if (best->room == 0)
        return true;
    if (!own->bounded || best->count < best->room || bound(own, document) > best->heap[0].score)
        consider(best, exact_score(own->parts, own->count, document), document + offset);
    return true;
}

/* Returns how many documents of the lead match, and finds the best. The leader's cursors follow. */
static int64_t run_through(Conjunction *own, const uint8_t *mask, int64_t offset, Best *best)
{
    Part *leader = &own->parts[own->leader];
    int64_t total = 0;
    for (int32_t i = 0; i < own->size; i++) {
        int32_t document = own->lead[i];
        leader->at = leader->placed = i;
        if ((mask == NULL || mask[document]) && meets_all(own, document))
            total += take(own, document, offset, best);
    }
    return total;
}

/* Returns how many documents of all match, and finds the best. */
static int64_t run_blocks(Conjunction *own, const Matching *matching, int32_t all, const uint8_t *mask,
                          int64_t offset, Best *best)
{
    uint64_t found[WORDS];
    int64_t total = 0;
    for (int32_t first = 0; first < all; first += BLOCK) {
        int32_t end = all - first < BLOCK ? all : first + BLOCK;
        int words = match(matching, found, mask, first, end) > 0 ? (end - first + 63) / 64 : 0;
        for (int at = 0; at < words; at++)
            for (uint64_t bits = found[at]; bits != 0; bits &= bits - 1)
                total += take(own, first + 64 * at + lowest(bits), offset, best);
    }
    return total;
}

/* Takes a mask or None, and makes the plan. */
static const uint8_t *prepare(Arguments *arguments, Conjunction *own, int32_t count)
{
    const uint8_t *mask = take_mask(arguments, count);
    size_t places = (size_t)own->count + 1;
    own->order = cleared(arguments, 4 * sizeof(int32_t) * places);
    if (own->order == NULL)
        return NULL;
    own->phrase = own->order + places;
    own->place = own->phrase + places;
    own->end = own->place + places;
    bool led = false;
    if (!plan(own, &led))
        fail(arguments, "a word of the phrase need not be there, or a term is not decoded");
    else if (!led)
        fail(arguments, "no term must be there");
    put_in_order(own);
    return mask;
}

/* rank_all(count, terms, roles u1, weights f8, positions or None, mask b1 or None, offset,
   documents i8, scores f8): how many documents match; the best are written, as many as have room
   and match. A term must be there. */
KERNEL(rank_all)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Conjunction own = {0};
    Matching matching;
    int32_t total;
    own.parts = take_parts(&arguments, &total, &own.count);
    take_positions(&arguments, own.parts, own.count);
    const uint8_t *mask = prepare(&arguments, &own, total);
    begin_matching(&arguments, &matching, own.parts, own.count);
    int64_t offset = take_integer(&arguments, 0, INT64_MAX / 2);
    Array documents = take_writable(&arguments, "i8"), scores = take_writable(&arguments, "f8");
    if (!arguments.failed && documents.length != scores.length)
        fail(&arguments, "there is not the same room for documents and scores");
    int64_t found = 0;
    Best best = {.room = documents.length};
    best.heap = cleared(&arguments, sizeof *best.heap * (size_t)(best.room + 1));
    if (!arguments.failed) {
        Py_BEGIN_ALLOW_THREADS
        found = own.lead != NULL ? run_through(&own, mask, offset, &best)
                                 : run_blocks(&own, &matching, total, mask, offset, &best);
        write_best(&best, documents.data, scores.data);
        Py_END_ALLOW_THREADS
    }
    free(best.heap);
    free(matching.order);
    free(own.order);
    free(own.parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
