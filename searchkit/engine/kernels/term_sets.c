/* Terms that queries ask for, kept in little room: a bit for each document, and how often those with one
   hold it. */

#include "queries.h"

#include <stdlib.h>

static void let_set_go(PyObject *capsule)
{
    Term *term = PyCapsule_GetPointer(capsule, TERM_NAME);
    while (term->held > 0)
        PyBuffer_Release(&term->buffers[--term->held]);
    free(term);
}

/* Fills in the bits of the documents, and how many are before each RANKED of all. */
static void fill(const int32_t *documents, int32_t size, uint64_t *bits, uint32_t *ranks, Py_ssize_t words)
{
    for (int32_t i = 0; i < size; i++)
        bits[documents[i] >> 6] |= (uint64_t)1 << (documents[i] & 63);
    uint32_t rank = 0;
    for (Py_ssize_t i = 0; i < words; i++) {
        if (i % (RANKED / 64) == 0)
            ranks[i / (RANKED / 64)] = rank;
        rank += (uint32_t)ones(bits[i]);
    }
}

/* The greatest frequency; 0 if one is 0, or there is none. */
static int greatest(const uint8_t *frequencies, Py_ssize_t size)
{
    uint8_t most = 0, least = 255;
    for (Py_ssize_t i = 0; i < size; i++) {
        most = frequencies[i] > most ? frequencies[i] : most;
        least = frequencies[i] < least ? frequencies[i] : least;
    }
    return least == 0 ? 0 : most;
}

/* make_set(count, documents i4, frequencies u1, norms u1 or None, lengths f8, numerator f, bits u8,
   ranks u4): a term of a segment of `count` documents. It fills in what comes last and must hold 0: a bit
   for each document of the segment, and how many documents of the term are before each RANKED. */
KERNEL(make_set)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int32_t total = (int32_t)take_integer(&arguments, 1, INT32_MAX);
    Array documents = take_array(&arguments, "i4"), norms = {NULL, 0};
    Array frequencies = take_array(&arguments, "u1");
    if (!next_is_none(&arguments))
        norms = take_array(&arguments, "u1");
    Array lengths = take_array(&arguments, "f8");
    double numerator = take_float(&arguments);
    Array bits = take_writable(&arguments, "u8"), ranks = take_writable(&arguments, "u4");
    const Py_ssize_t words = ((Py_ssize_t)total + 63) / 64;
    if (!arguments.failed
        && (frequencies.length != documents.length || bits.length != words
            || ranks.length != ((Py_ssize_t)total + RANKED - 1) / RANKED
            || (norms.data != NULL && norms.length != total) || lengths.length != 256 || !(numerator > 0)))
        fail(&arguments, "arrays of a term do not fit each other");
    if (!arguments.failed && !ascend(documents.data, documents.length, total))
        fail(&arguments, "documents of a term do not ascend");
    const int most = arguments.failed ? 0 : greatest(frequencies.data, frequencies.length);
    if (most == 0)
        fail(&arguments, "a document of a term does not hold it");
    Term *term = cleared(&arguments, sizeof *term);
    if (term == NULL)
        return finished(&arguments, NULL);
    *term = (Term){.count = total, .size = (int32_t)documents.length, .frequencies = frequencies.data,
                   .width = 1, .bits = bits.data, .ranks = ranks.data, .most = most, .ranked = true, .highest = 255,
                   .step = numerator / 254, .norms = norms.data, .lengths = lengths.data,
                   .numerator = numerator};
    fill(documents.data, term->size, bits.data, ranks.data, words);
    drop_argument(&arguments, 0);  /* the documents are in `bits` */
    return held(&arguments, term, term->buffers, &term->held, TERM_NAME, let_set_go);
}
