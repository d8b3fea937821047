/* The postings of a term: its documents, and how often it is in each; the documents of many terms. */

#include "runs.h"

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

#define TERMS 1024  /* whose codes are read together */

/* Sets the flags of the documents of some terms; false where a document is not of the segment. */
static bool mark_terms(const Run *run, const int32_t *sizes, int64_t terms, uint8_t *flags, int64_t all)
{
    Cursor cursor;
    begin_run(run, &cursor);
    for (int64_t term = 0; term < terms; term++) {
        uint64_t document = UINT64_MAX;  /* one before the first */
        for (int64_t left = (uint32_t)sizes[term]; left > 0;) {
            const int32_t *gaps;
            int many = next_some(&cursor, left < CODED ? (int)left : CODED, &gaps);
            if (many == 0)
                return false;
            for (int i = 0; i < many; i++) {
                document += (uint64_t)(uint32_t)gaps[i] + 1;
                if (document >= (uint64_t)all)
                    return false;
                flags[document] = 1;
            }
            left -= many;
        }
    }
    return true;
}

/* The same for the terms from `first` to `end`, no more than are read together; false with an exception
   set where the file is damaged. */
static bool mark_piece(const Integers *gaps, const Integers *spans, int64_t first, int64_t end,
                       Array flags)
{
    int32_t sizes[TERMS];
    int64_t start, stop, behind;
    Run run;
    if (!decode(spans, first, end, sizes) || !span_at(spans, first, &start, &behind)
        || !span_at(spans, end - 1, &behind, &stop) || !open_run(gaps, start, stop, &run))
        return false;
    bool good;
    Py_BEGIN_ALLOW_THREADS
    good = mark_terms(&run, sizes, end - first, flags.data, flags.length);
    Py_END_ALLOW_THREADS
    close_run(&run);
    return good || contradiction(gaps->sections);
}

/* mark_postings(gaps, sizes, first, end, flags: writable b1): sets the flags of the documents that hold
   any of the terms `first` to `end`; `sizes` are spans, the postings of each term. */
KERNEL(mark_postings)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Integers *gaps = take_integers(&arguments), *sizes = take_integers(&arguments);
    int64_t first = take_integer(&arguments, 0, INT64_MAX / 16);
    int64_t end = take_integer(&arguments, first, INT64_MAX / 16);
    Array flags = take_writable(&arguments, "b1");
    for (; !arguments.failed && first < end; first += TERMS)
        arguments.failed =
            !mark_piece(gaps, sizes, first, end - first < TERMS ? end : first + TERMS, flags);
    return finished(&arguments, arguments.failed ? NULL : Py_NewRef(Py_None));
}
