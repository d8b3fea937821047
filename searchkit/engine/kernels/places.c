/* Where a term stands in some of its documents: no more of its positions are decoded than that takes. */

#include "queries.h"

#include <stdlib.h>
#include <string.h>

#define NEAR 256  /* so many integers are decoded sooner than a new start is made behind them */
#define MOST 16384  /* and so many at a time, as stay in the cache of the processor */

/* The occurrences in a document, in the order of all of the term. */
typedef struct {
    int64_t first, end;
} Range;

/* How often the term is in the entries (of a column: in the documents) from `at` to `end`. */
static int64_t occurrences(const Term *term, int32_t at, int32_t end)
{
    int64_t sum = 0;
    for (; at < end; at++)
        sum += number_at(term->frequencies, term->width, at);
    return sum;
}

/* Finds the occurrences in each document; returns how many the whole term has, or -1 where a document
   does not hold it. */
static int64_t find_ranges(const Term *term, const int32_t *documents, int32_t count, Range *ranges)
{
    int32_t at = 0, size = term->column ? term->count : term->size;
    int64_t sum = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t entry = documents[i];
        if (!term->column) {
            entry = seek(term->documents, size, at, entry);
            if (entry == size || term->documents[entry] != documents[i])
                return -1;
        }
        sum += occurrences(term, at, entry);
        ranges[i].first = sum;
        sum += occurrences(term, entry, entry + 1);
        ranges[i].end = sum;
        if (ranges[i].first == sum)
            return -1;
        at = entry + 1;
    }
    return sum + occurrences(term, at, size);
}

/* Decodes the ranges; those that are near each other in one. */
static bool decode_ranges(const Integers *codes, int64_t first, const Range *ranges, int32_t count,
                          int32_t *into)
{
    int64_t room = 0;
    int32_t *buffer = NULL;
    bool good = true;
    for (int32_t i = 0, next; good && i < count; i = next) {
        int64_t start = ranges[i].first, end = ranges[i].end;
        for (next = i + 1; next < count && ranges[next].first - end < NEAR
                           && ranges[next].end - start <= MOST; next++)
            end = ranges[next].end;
        if (end - start > room) {
            free(buffer);
            room = end - start > MOST ? end - start : MOST;
            buffer = malloc((size_t)room * sizeof *buffer);
            if (buffer == NULL) {
                PyErr_NoMemory();
                return false;
            }
        }
        good = decode(codes, first + start, first + end, buffer);
        for (int32_t own = i; good && own < next; own++) {
            int64_t size = ranges[own].end - ranges[own].first;
            memcpy(into, buffer + (ranges[own].first - start), (size_t)size * sizeof *into);
            into += size;
        }
    }
    free(buffer);
    return good;
}

/* Adds up what is between the places of a document. */
static void add_up(const int32_t *starts, int32_t count, int32_t *places)
{
    for (int32_t i = 0; i < count; i++) {
        uint32_t place = UINT32_MAX;
        for (int32_t at = starts[i]; at < starts[i + 1]; at++) {
            place += (uint32_t)places[at] + 1;
            places[at] = (int32_t)place;
        }
    }
}

/* Fills in what the positions own: the places, and where those of each document start. */
static bool fill(const Integers *codes, int64_t first, int64_t end, const Term *term, Positions *made)
{
    const int32_t count = made->size;
    Range *ranges = malloc(sizeof *ranges * (size_t)(count + 1));
    int64_t all = ranges == NULL ? -1 : find_ranges(term, made->documents, count, ranges), sum = 0;
    bool good = all == end - first;
    for (int32_t i = 0; good && i < count; i++)
        sum += ranges[i].end - ranges[i].first;
    good = good && sum <= INT32_MAX;
    int32_t *starts = good ? malloc(sizeof *starts * (size_t)(count + 1 + sum)) : NULL;
    if (starts == NULL) {
        if (ranges == NULL || good)
            PyErr_NoMemory();
        else
            contradiction(codes->sections);
        free(ranges);
        return false;
    }
    made->owned = starts;
    made->starts = starts;
    made->places = starts + count + 1;
    made->width = sizeof *starts;
    *starts = 0;
    for (int32_t i = 0; i < count; i++)
        starts[i + 1] = starts[i] + (int32_t)(ranges[i].end - ranges[i].first);
    good = decode_ranges(codes, first, ranges, count, starts + count + 1);
    if (good)
        add_up(starts, count, starts + count + 1);
    free(ranges);
    return good;
}

/* find_positions(positions, first, end, term, documents i4) -> where the term stands in some of its
   documents. Its positions are those from `first` to `end` of all. */
KERNEL(find_positions)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Integers *codes = take_integers(&arguments);
    int64_t first = take_integer(&arguments, 0, INT64_MAX / 16);
    int64_t end = take_integer(&arguments, first, INT64_MAX / 16);
    const Term *term = take_capsule(&arguments, TERM_NAME);
    Array documents = take_array(&arguments, "i4");
    if (!arguments.failed && !ascend(documents.data, documents.length, term->count))
        fail(&arguments, "documents do not ascend");
    Positions *made = cleared(&arguments, sizeof *made);
    if (made == NULL)
        return finished(&arguments, NULL);
    made->count = term->count;
    made->size = (int32_t)documents.length;
    made->documents = documents.data;
    if (!fill(codes, first, end, term, made)) {
        free(made->owned);
        free(made);
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    return held(&arguments, made, made->buffers, &made->held, POSITIONS_NAME, let_positions_go);
}
