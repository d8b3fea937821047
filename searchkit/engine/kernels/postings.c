/* The postings of a term: its documents, and how often it is in each. */

#include "kernels.h"

#include <stdlib.h>

/* Turn gaps less one into documents; returns whether all are among the segment's. */
static bool add_up(int32_t *documents, Py_ssize_t count, int64_t all)
{
    int64_t document = -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        document += (int64_t)(uint32_t)documents[i] + 1;
        documents[i] = (int32_t)document;
    }
    return document < all;
}

/* Turn frequencies less one into bytes; returns whether one does not fit. */
static bool narrow(const int32_t *fewer, uint8_t *often, Py_ssize_t count)
{
    uint32_t bits = 0;
    for (Py_ssize_t i = 0; i < count; i++)
        bits |= (uint32_t)fewer[i] + 1;
    for (Py_ssize_t i = 0; i < count; i++)
        often[i] = (uint8_t)(fewer[i] + 1);
    return bits > 255;
}

/* decode_postings(gaps, frequencies, first, all, documents: writable i4, often: writable u1) ->
   whether no frequency is above 255; else `often` holds the low byte of each. The postings are those
   from `first` on, of a segment of `all` documents. */
KERNEL(decode_postings)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Integers *gaps = take_integers(&arguments);
    const Integers *frequencies = take_integers(&arguments);
    int64_t first = take_integer(&arguments, 0, INT64_MAX / 16);
    int64_t all = take_integer(&arguments, 0, INT32_MAX);
    Array documents = take_writable(&arguments, "i4");
    Array often = take_writable(&arguments, "u1");
    if (!arguments.failed && documents.length != often.length)
        fail(&arguments, "there are not as many frequencies as documents");
    if (arguments.failed)
        return finished(&arguments, NULL);
    Py_ssize_t size = documents.length;
    int64_t end = first + size;
    bool wide = false;
    int32_t *fewer = malloc((size_t)size * sizeof *fewer + 1);
    if (fewer == NULL) {
        finished(&arguments, NULL);
        return PyErr_NoMemory();
    }
    if (!decode(frequencies, first, end, fewer) || !decode(gaps, first, end, documents.data))
        arguments.failed = true;
    else if (!add_up(documents.data, size, all))
        arguments.failed = !contradiction(gaps->sections);
    else
        wide = narrow(fewer, often.data, size);
    free(fewer);
    return finished(&arguments, PyBool_FromLong(!wide));
}
