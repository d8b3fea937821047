/* Terms that queries ask for: their arrays, checked once and held for as long as they are used. */

#include "queries.h"

#include <stdlib.h>
#include <string.h>

#define OFTEN 64  /* impacts of fewer occurrences may be in a table */

static void let_term_go(PyObject *capsule)
{
    Term *term = PyCapsule_GetPointer(capsule, TERM_NAME);
    while (term->held > 0)
        PyBuffer_Release(&term->buffers[--term->held]);
    free(term);
}

PyObject *held(Arguments *arguments, void *made, Py_buffer *buffers, int *count,
                      const char *name, PyCapsule_Destructor let_go)
{
    PyObject *capsule = PyCapsule_New(made, name, let_go);
    if (capsule == NULL) {
        free(made);
        arguments->failed = true;
        return finished(arguments, NULL);
    }
    *count = arguments->held;
    memcpy(buffers, arguments->buffers, sizeof *buffers * (size_t)*count);
    arguments->held = 0;
    return finished(arguments, capsule);
}

Array take_numbers(Arguments *arguments, int *width)
{
    Array none = {NULL, 0};
    static const char *types[] = {"u1", "u2", "u4"};
    for (int i = 0; i < 3; i++)
        if (next_is_of(arguments, types[i])) {
            *width = types[i][1] - '0';
            return take_array(arguments, types[i]);
        }
    fail(arguments, "frequencies and positions must be unsigned, of at most four bytes");
    return none;
}

bool ascend(const int32_t *values, Py_ssize_t size, int32_t total)
{
    bool wrong = size > 0 && (values[0] < 0 || values[size - 1] >= total);
    for (Py_ssize_t i = 1; i < size; i++)
        wrong |= values[i] <= values[i - 1];
    return !wrong;
}

/* Impacts by a table of frequencies and lengths, of which there are few. */
static void look_up(const Term *term, Py_ssize_t size, uint32_t most, uint8_t *restrict impacts)
{
    uint8_t table[OFTEN][256] = {{0}};
    const int32_t *restrict documents = term->documents;
    const uint8_t *restrict frequencies = term->frequencies, *restrict norms = term->norms;
    for (uint32_t frequency = 1; frequency <= most; frequency++)
        for (int code = 0; code < 256; code++)
            table[frequency][code] = impact(term, frequency, term->lengths[code]);
    if (documents == NULL)
        for (Py_ssize_t i = 0; i < size; i++)
            impacts[i] = table[frequencies[i]][norms[i]];
    else
        for (Py_ssize_t i = 0; i < size; i++)
            impacts[i] = table[frequencies[i]][norms[documents[i]]];
}

/* The greatest of bytes; counts those that are not 0. */
WIDE static uint8_t greatest(const uint8_t *restrict values, Py_ssize_t size, int32_t *count)
{
    uint8_t most = 0;
    int32_t set = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        most = values[i] > most ? values[i] : most;
        set += values[i] != 0;
    }
    *count = set;
    return most;
}

/* The greatest frequency; counts those that are not 0. */
static uint32_t most_often(const Term *term, Py_ssize_t size, int32_t *count)
{
    if (term->width == 1)
        return greatest(term->frequencies, size, count);
    uint32_t most = 0;
    *count = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        uint32_t frequency = number_at(term->frequencies, term->width, i);
        most = frequency > most ? frequency : most;
        *count += frequency != 0;
    }
    return most;
}

/* Counts the frequencies that are not 0, and fills in the impact of each if they are wanted. */
static void fill(Term *term, Py_ssize_t size, uint8_t *restrict impacts)
{
    const uint32_t most = most_often(term, size, &term->size);
    int32_t filled;
    if (!term->ranked)
        return;
    term->step = (term->lengths == NULL ? most : term->numerator) / 254;
    bool few = most < OFTEN && (int64_t)most * 128 < size;  /* the table costs less than it spares */
    if (few && term->width == 1 && term->lengths != NULL && term->norms != NULL)
        look_up(term, size, most, impacts);
    else
        for (Py_ssize_t i = 0; i < size; i++) {
            uint32_t frequency = number_at(term->frequencies, term->width, i);
            Py_ssize_t document = term->documents == NULL ? i : term->documents[i];
            uint8_t code = term->norms == NULL ? 0 : term->norms[document];
            double norm = term->lengths == NULL ? 0 : term->lengths[code];
            impacts[i] = frequency == 0 ? 0 : impact(term, frequency, norm);
        }
    term->highest = greatest(impacts, size, &filled);
}

/* Sets the bits of the documents. */
static void fill_bits(const Term *term, uint64_t *bits)
{
    for (int32_t i = 0; !term->column && i < term->size; i++)
        bits[term->documents[i] >> 6] |= (uint64_t)1 << (term->documents[i] & 63);
    for (int32_t at = 0; term->column && at < term->count; at += 64)
        bits[at >> 6] = set_bits((const uint8_t *)term->frequencies + at, term->count - at < 64 ? term->count - at : 64);
}

/* make_term(count, documents i4 or None, frequencies, norms u1 or None, lengths f8 or None,
   numerator f, impacts u1 or None, bits u8 or None): a term of a segment of `count` documents. Without
   documents, frequencies are a column of bytes, one for each of all documents. It fills in what
   comes last and must hold 0: an impact for each frequency, and a bit for each document of the
   segment. */
KERNEL(make_term)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int32_t total = (int32_t)take_integer(&arguments, 1, INT32_MAX);
    Array documents = {NULL, 0}, norms = {NULL, 0}, lengths = {NULL, 0};
    Array impacts = {NULL, 0}, bits = {NULL, 0};
    bool column = next_is_none(&arguments);
    if (!column)
        documents = take_array(&arguments, "i4");
    int width = 0;
    Array frequencies = take_numbers(&arguments, &width);
    if (!next_is_none(&arguments))
        norms = take_array(&arguments, "u1");
    if (!next_is_none(&arguments))
        lengths = take_array(&arguments, "f8");
    double numerator = take_float(&arguments);
    if (!next_is_none(&arguments))
        impacts = take_writable(&arguments, "u1");
    if (!next_is_none(&arguments))
        bits = take_writable(&arguments, "u8");
    if (!arguments.failed
        && (frequencies.length != (column ? total : documents.length) || (column && (width != 1 || bits.data == NULL))
            || frequencies.length == 0 || frequencies.length > total
            || (impacts.data != NULL && impacts.length != frequencies.length)
            || (bits.data != NULL && bits.length != ((Py_ssize_t)total + 63) / 64)
            || (norms.data != NULL && norms.length != total)
            || (lengths.data != NULL && lengths.length != 256) || !(numerator > 0)))
        fail(&arguments, "arrays of a term do not fit each other");
    if (!arguments.failed && !ascend(documents.data, documents.length, total))
        fail(&arguments, "documents of a term do not ascend");
    Term *term = cleared(&arguments, sizeof *term);
    if (term == NULL)
        return finished(&arguments, NULL);
    term->count = total;
    term->column = column;
    term->documents = documents.data;
    term->frequencies = frequencies.data;
    term->width = width;
    term->bits = bits.data;
    term->ranked = impacts.data != NULL;
    term->impacts = term->ranked || !column ? impacts.data : frequencies.data;
    term->norms = norms.data;
    term->lengths = lengths.data;
    term->numerator = numerator;
    Py_BEGIN_ALLOW_THREADS
    fill(term, frequencies.length, impacts.data);
    if (bits.data != NULL)
        fill_bits(term, bits.data);
    Py_END_ALLOW_THREADS
    if (term->size == 0 || (!column && term->size != documents.length)) {
        fail(&arguments, "a document of a term does not hold it");
        free(term);
        return finished(&arguments, NULL);
    }
    return held(&arguments, term, term->buffers, &term->held, TERM_NAME, let_term_go);
}
