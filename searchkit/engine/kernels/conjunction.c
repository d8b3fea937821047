/* Documents that hold all of some terms: AND, phrases, and all that must hold a rare term. */

#include "queries.h"

#include <stdlib.h>

typedef struct {
    Part *parts;
    int count;
    const int32_t *lead;  /* the documents that are gone through: the fewest that all must be of */
    int32_t size;
    int *order;           /* the parts that must be there or must not, rarest first */
    int checked;
    bool any;             /* no part that scores must be there, so any of those that may */
    int *phrase;          /* those that must stand one behind the other */
    int words;
    int32_t *place;       /* the next place of each word in the document, and their end */
    int32_t *end;
} Conjunction;

static void lead_by(Conjunction *own, const int32_t *documents, int32_t size)
{
    if (documents != NULL && (own->lead == NULL || size < own->size)) {
        own->lead = documents;
        own->size = size;
    }
}

/* Says which parts are looked at in which order; false where no part leads, or a word of the phrase
   need not be there. */
static bool plan(Conjunction *own)
{
    own->any = true;
    for (int i = 0; i < own->count; i++) {
        const Part *part = &own->parts[i];
        if (part->positions != NULL) {
            if (part->role != MUST)
                return false;
            own->phrase[own->words++] = i;
            lead_by(own, part->positions->documents, part->positions->size);
        }
        if (part->role == MAY)
            continue;
        if (part->role == MUST)
            own->any = false;
        if (part->role != NOT)
            lead_by(own, part->term->documents, part->term->size);
        int at = own->checked++;
        for (; at > 0 && own->parts[own->order[at - 1]].term->size > part->term->size; at--)
            own->order[at] = own->order[at - 1];
        own->order[at] = i;
    }
    return own->lead != NULL;
}

/* Whether the words stand one behind the other: each place of the word with the fewest is tried. */
static bool stands(Conjunction *own, int32_t document)
{
    int rarest = 0;
    for (int word = 0; word < own->words; word++) {
        Part *part = &own->parts[own->phrase[word]];
        const Positions *where = part->positions;
        int32_t entry = seek(where->documents, where->size, part->placed, document);
        part->placed = entry;
        if (entry == where->size || where->documents[entry] != document)
            return false;
        own->place[word] = where->starts[entry];
        own->end[word] = where->starts[entry + 1];
        if (own->end[word] - own->place[word] < own->end[rarest] - own->place[rarest])
            rarest = word;
    }
    for (; own->place[rarest] < own->end[rarest]; own->place[rarest]++) {
        const Positions *where = own->parts[own->phrase[rarest]].positions;
        int64_t first = (int64_t)number_at(where->places, where->width, own->place[rarest]) - rarest;
        int word = 0;
        for (; word < own->words; word++) {
            if (word == rarest)
                continue;
            where = own->parts[own->phrase[word]].positions;
            int32_t at = own->place[word];
            while (at < own->end[word] && number_at(where->places, where->width, at) < first + word)
                at++;
            own->place[word] = at;
            if (at == own->end[word])
                return false;
            if (number_at(where->places, where->width, at) != first + word)
                break;
        }
        if (word == own->words)
            return true;
    }
    return false;
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

static double exact(const Conjunction *own, int32_t document)
{
    double sum = 0;
    for (int i = 0; i < own->count; i++)
        if (own->parts[i].role == MAY || own->parts[i].role == MUST)
            sum += score_in(&own->parts[i], document);
    return sum;
}

static bool holds_any(const Conjunction *own, int32_t document)
{
    for (int i = 0; i < own->count; i++)
        if (own->parts[i].role == MAY && impact_in(&own->parts[i], document) != 0)
            return true;
    return false;
}

static bool meets_all(Conjunction *own, int32_t document)
{
    for (int i = 0; i < own->checked; i++) {
        Part *part = &own->parts[own->order[i]];
        if ((impact_in(part, document) != 0) == (part->role == NOT))
            return false;
    }
    if (own->any && !holds_any(own, document))
        return false;
    return own->words == 0 || stands(own, document);
}

static int64_t run(Conjunction *own, const uint8_t *mask, int64_t offset, Best *best)
{
    int64_t total = 0;
    for (int32_t i = 0; i < own->size; i++) {
        int32_t document = own->lead[i];
        if ((mask != NULL && !mask[document]) || !meets_all(own, document))
            continue;
        total++;
        if (best->room == 0)
            continue;
        if (best->count == best->room && bound(own, document) <= best->heap[0].score)
            continue;
        consider(best, exact(own, document), document + offset);
    }
    return total;
}

/* rank_all(count, terms, roles u1, weights f8, positions or None, mask b1 or None, offset,
   documents i8, scores f8): how many documents match; the best are written, as many as have room
   and match. Of the terms that must be there one must be a list, or have positions. */
KERNEL(rank_all)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Conjunction own = {0};
    int32_t total;
    own.parts = take_parts(&arguments, &total, &own.count);
    take_positions(&arguments, own.parts, own.count);
    Array mask = {NULL, 0};
    if (!next_is_none(&arguments))
        mask = take_array(&arguments, "b1");
    int64_t offset = take_integer(&arguments, 0, INT64_MAX / 2);
    Array documents = take_writable(&arguments, "i8"), scores = take_writable(&arguments, "f8");
    if (!arguments.failed && mask.data != NULL && mask.length != total)
        fail(&arguments, "the mask does not fit the segment");
    if (!arguments.failed && documents.length != scores.length)
        fail(&arguments, "there is not the same room for documents and scores");
    int64_t found = 0;
    Best best = {.room = documents.length};
    size_t places = (size_t)own.count + 1;
    if (!arguments.failed) {
        best.heap = malloc(sizeof *best.heap * (size_t)(best.room + 1));
        own.order = malloc(4 * sizeof(int32_t) * places);
        if (best.heap == NULL || own.order == NULL) {
            PyErr_NoMemory();
            arguments.failed = true;
        }
    }
    if (!arguments.failed) {
        own.phrase = own.order + places;
        own.place = own.phrase + places;
        own.end = own.place + places;
        if (!plan(&own))
            fail(&arguments, "no list of documents leads, or a word of the phrase need not be there");
    }
    if (!arguments.failed) {
        Py_BEGIN_ALLOW_THREADS
        found = run(&own, mask.data, offset, &best);
        write_best(&best, documents.data, scores.data);
        Py_END_ALLOW_THREADS
    }
    free(best.heap);
    free(own.order);
    free(own.parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
