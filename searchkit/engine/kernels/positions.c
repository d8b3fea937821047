/* Where terms stand, for phrases: their arrays, checked once and held for as long as they are used. */

#include "queries.h"

#include <stdlib.h>
#include <string.h>

static void let_positions_go(PyObject *capsule)
{
    Positions *positions = PyCapsule_GetPointer(capsule, POSITIONS_NAME);
    while (positions->held > 0)
        PyBuffer_Release(&positions->buffers[--positions->held]);
    free(positions);
}

/* Sets the bits of one document's places. */
static uint16_t bitmap(const void *places, int width, int32_t first, int32_t end)
{
    uint32_t bits = 0;
    for (int32_t at = first; at < end; at++)
        bits |= 1u << (number_at(places, width, at) & 15);
    return (uint16_t)bits;
}

/* Counts the documents before each 64. */
static void fill_ranks(const int32_t *documents, int32_t size, uint32_t *ranks, Py_ssize_t blocks)
{
    int32_t at = 0;
    for (Py_ssize_t block = 0; block < blocks; block++) {
        while (at < size && documents[at] < 64 * block)
            at++;
        ranks[block] = (uint32_t)at;
    }
}

/* make_positions(count, documents i4, frequencies, places, starts i4, ranks u4 or None, bitmaps u2 or
   None): where a term stands. It fills in `starts`, one more than there are documents, `ranks`, one for
   each 64 documents of the segment, and a bitmap of 16 bits for each of these, which must be 0. */
KERNEL(make_positions)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int32_t total = (int32_t)take_integer(&arguments, 1, INT32_MAX);
    Array documents = take_array(&arguments, "i4");
    int width = 0, places_width = 0;
    Array frequencies = take_numbers(&arguments, &width);
    Array places = take_numbers(&arguments, &places_width);
    Array starts = take_writable(&arguments, "i4");
    Array ranks = {NULL, 0}, bitmaps = {NULL, 0};
    if (!next_is_none(&arguments))
        ranks = take_writable(&arguments, "u4");
    if (!next_is_none(&arguments))
        bitmaps = take_writable(&arguments, "u2");
    if (!arguments.failed
        && (frequencies.length != documents.length || starts.length != documents.length + 1
            || places.length > INT32_MAX
            || (ranks.data != NULL && ranks.length != ((Py_ssize_t)total + 63) / 64)
            || (bitmaps.data != NULL && bitmaps.length != total)))
        fail(&arguments, "arrays of positions do not fit each other");
    if (!arguments.failed && !ascend(documents.data, documents.length, total))
        fail(&arguments, "documents of a term do not ascend");
    if (arguments.failed)
        return finished(&arguments, NULL);
    int64_t start = 0;
    int32_t *into = starts.data;
    for (Py_ssize_t i = 0; i < documents.length && start <= places.length; i++) {
        into[i] = (int32_t)start;
        start += number_at(frequencies.data, width, (int32_t)i);
    }
    into[documents.length] = (int32_t)places.length;
    if (start != places.length)
        fail(&arguments, "positions of a term are not as many as its frequencies say");
    Positions *made = cleared(&arguments, sizeof *made);
    if (made == NULL)
        return finished(&arguments, NULL);
    if (ranks.data != NULL)
        fill_ranks(documents.data, (int32_t)documents.length, ranks.data, ranks.length);
    for (Py_ssize_t i = 0; bitmaps.data != NULL && i < documents.length; i++)
        ((uint16_t *)bitmaps.data)[((const int32_t *)documents.data)[i]] =
            bitmap(places.data, places_width, into[i], into[i + 1]);
    drop_argument(&arguments, 1);  /* the frequencies are in `starts` */
    *made = (Positions){.count = total, .size = (int32_t)documents.length,
                        .documents = documents.data, .starts = into, .places = places.data,
                        .width = places_width, .ranks = ranks.data, .bitmaps = bitmaps.data};
    return held(&arguments, made, made->buffers, &made->held, POSITIONS_NAME, let_positions_go);
}
