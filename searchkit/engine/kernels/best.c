/* The best k of many scores, ties broken by the lower document number. */

#include "queries.h"

#include <stdlib.h>

static bool worse(const Scored *one, const Scored *other)
{
    return one->score < other->score
        || (one->score == other->score && one->document > other->document);
}

/* Lets an entry sink to its place, below which all are better. */
static void sink(Scored *heap, Py_ssize_t count, Py_ssize_t hole, Scored entry)
{
    for (;;) {
        Py_ssize_t child = 2 * hole + 1;
        if (child >= count)
            break;
        if (child + 1 < count && worse(&heap[child + 1], &heap[child]))
            child++;
        if (!worse(&heap[child], &entry))
            break;
        heap[hole] = heap[child];
        hole = child;
    }
    heap[hole] = entry;
}

void consider(Best *best, double score, int64_t document)
{
    Scored entry = {score, document};
    if (best->count < best->room) {
        Py_ssize_t hole = best->count++;
        while (hole > 0 && worse(&entry, &best->heap[(hole - 1) / 2])) {
            best->heap[hole] = best->heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        best->heap[hole] = entry;
    } else if (best->room > 0 && score > best->heap[0].score) {
        sink(best->heap, best->count, 0, entry);
    }
}

void write_best(Best *best, int64_t *documents, double *scores)
{
    while (best->count > 0) {
        Scored worst = best->heap[0];
        best->count--;
        documents[best->count] = worst.document;
        scores[best->count] = worst.score;
        if (best->count > 0)
            sink(best->heap, best->count, 0, best->heap[best->count]);
    }
    free(best->heap);
    best->heap = NULL;
}
