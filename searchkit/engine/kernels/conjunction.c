/* Documents one by one, those of the rarest of the terms that they must hold: AND, phrases. */

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

/* Whether a part must be there and is a column, or a set. */
static bool wide(const Part *part)
{
    return part->term->documents == NULL && (part->role == MUST || part->role == FILTER);
}

/* Lets the documents lead that are in all columns and sets, where no list does; false without memory. */
static bool lead_by_columns(Conjunction *own, int32_t count)
{
    own->narrowed = malloc(sizeof *own->narrowed * (size_t)count);
    if (own->narrowed == NULL)
        return false;
    for (int32_t first = 0; first < count; first += 64) {
        uint64_t bits = UINT64_MAX;
        for (int i = 0; bits != 0 && i < own->count; i++)
            if (wide(&own->parts[i]))
                bits &= own->parts[i].term->bits[first / 64];
        for (; bits != 0; bits &= bits - 1)
            own->narrowed[own->size++] = first + lowest(bits);
    }
    own->lead = own->narrowed;
    return true;
}

/* Says in which order the parts are looked at that must be there, or must not. */
static void put_in_order(Conjunction *own)
{
    for (int i = 0; i < own->count; i++) {
        const Part *part = &own->parts[i];
        if (part->role == MAY || i == own->leader || (own->narrowed != NULL && wide(part)))
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

static bool meets_all(Conjunction *own, int32_t document)
{
    for (int i = 0; i < own->checked; i++) {
        Part *part = &own->parts[own->order[i]];
        if (holds(part, document) == (part->role == NOT))
            return false;
    }
    if (own->any && !holds_any(own, document))
        return false;
    return own->words == 0 || stands(own, document);
}

/* The leader's cursors follow the documents that are gone through. */
static void follow(const Conjunction *own, int32_t i)
{
    if (own->leader >= 0)
        own->parts[own->leader].at = own->parts[own->leader].placed = i;
}

/* Returns how many documents match, and finds the best. */
static int64_t run(Conjunction *own, const uint8_t *mask, int64_t offset, Best *best)
{
    int64_t total = 0;
    for (int32_t i = 0; i < own->size; i++) {
        int32_t document = own->lead[i];
        follow(own, i);
        if ((mask != NULL && !mask[document]) || !meets_all(own, document))
            continue;
        total++;
        if (best->room == 0)
            continue;
        if (own->bounded && best->count == best->room && bound(own, document) <= best->heap[0].score)
            continue;
        consider(best, exact_score(own->parts, own->count, document), document + offset);
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
    else if (own->lead == NULL && !lead_by_columns(own, count)) {
        PyErr_NoMemory();
        arguments->failed = true;
    }
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
    int32_t total;
    own.parts = take_parts(&arguments, &total, &own.count);
    take_positions(&arguments, own.parts, own.count);
    const uint8_t *mask = prepare(&arguments, &own, total);
    int64_t offset = take_integer(&arguments, 0, INT64_MAX / 2);
    Array documents = take_writable(&arguments, "i8"), scores = take_writable(&arguments, "f8");
    if (!arguments.failed && documents.length != scores.length)
        fail(&arguments, "there is not the same room for documents and scores");
    int64_t found = 0;
    Best best = {.room = documents.length};
    best.heap = cleared(&arguments, sizeof *best.heap * (size_t)(best.room + 1));
    if (!arguments.failed) {
        Py_BEGIN_ALLOW_THREADS
        found = run(&own, mask, offset, &best);
        write_best(&best, documents.data, scores.data);
        Py_END_ALLOW_THREADS
    }
    free(best.heap);
    free(own.narrowed);
    free(own.order);
    free(own.parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
