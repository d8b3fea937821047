/* Terms that stay as they lie in the file: their blocks are read and checked, but not decoded. */

#include "queries.h"

#include <stdlib.h>

static void let_coded_term_go(PyObject *capsule)
{
    Term *term = PyCapsule_GetPointer(capsule, TERM_NAME);
    while (term->held > 0)
        PyBuffer_Release(&term->buffers[--term->held]);
    close_run(&term->coded->gaps);
    close_run(&term->coded->frequencies);
    Py_DECREF(term->coded->owner);
    free(term->coded);
    free(term);
}

/* Reads the codes of the postings from `first` on. */
static Coded *read_codes(PyObject *owner, const Integers *gaps, const Integers *frequencies,
                         int64_t first, int64_t size)
{
    Coded *coded = calloc(1, sizeof *coded);
    if (coded == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (!open_run(gaps, first, first + size, &coded->gaps)
        || !open_run(frequencies, first, first + size, &coded->frequencies)) {
        close_run(&coded->gaps);
        free(coded);
        return NULL;
    }
    coded->sections = gaps->sections;
    coded->owner = owner;
    Py_INCREF(owner);
    return coded;
}

/* read_term(count, gaps, frequencies, first, size, norms u1 or None, lengths f8 or None, numerator f):
   a term of a segment of `count` documents, whose postings are those from `first` on, as they lie in
   the file. */
KERNEL(read_term)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array norms = {NULL, 0}, lengths = {NULL, 0};
    int32_t total = (int32_t)take_integer(&arguments, 1, INT32_MAX);
    const Integers *gaps = take_integers(&arguments), *frequencies = take_integers(&arguments);
    int64_t first = take_integer(&arguments, 0, INT64_MAX / 16);
    int64_t size = take_integer(&arguments, 0, INT64_MAX / 16);
    if (!next_is_none(&arguments))
        norms = take_array(&arguments, "u1");
    if (!next_is_none(&arguments))
        lengths = take_array(&arguments, "f8");
    double numerator = take_float(&arguments);
    if (!arguments.failed
        && ((norms.data != NULL && norms.length != total)
            || (lengths.data != NULL && lengths.length != 256) || !(numerator > 0)))
        fail(&arguments, "arrays of a term do not fit each other");
    if (!arguments.failed && (size < 1 || size > total))
        arguments.failed = !contradiction(gaps->sections);
    Term *term = cleared(&arguments, sizeof *term);
    if (term == NULL)
        return finished(&arguments, NULL);
    *term = (Term){.count = total, .size = (int32_t)size, .ranked = true, .highest = 255,
                   .norms = norms.data, .lengths = lengths.data, .numerator = numerator,
                   .step = (lengths.data == NULL ? 255 : numerator) / 254};
    term->coded = read_codes(given[1], gaps, frequencies, first, size);
    if (term->coded == NULL) {
        free(term);
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    return held(&arguments, term, term->buffers, &term->held, TERM_NAME, let_coded_term_go);
}

static void let_coded_positions_go(PyObject *capsule)
{
    Run *run = PyCapsule_GetPointer(capsule, CODED_POSITIONS_NAME);
    close_run(run);
    free(run);
}

/* read_positions(positions, first, end): where a term stands, as it lies in the file. Its positions are
   those from `first` to `end` of all. */
KERNEL(read_positions)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Integers *codes = take_integers(&arguments);
    int64_t first = take_integer(&arguments, 0, INT64_MAX / 16);
    int64_t end = take_integer(&arguments, first, INT64_MAX / 16);
    Run *run = cleared(&arguments, sizeof *run);
    PyObject *capsule = NULL;
    if (run != NULL && open_run(codes, first, end, run)) {
        capsule = PyCapsule_New(run, CODED_POSITIONS_NAME, let_coded_positions_go);
        if (capsule == NULL)
            close_run(run);
    }
    if (capsule == NULL) {
        free(run);
        arguments.failed = true;
    }
    return finished(&arguments, capsule);
}
