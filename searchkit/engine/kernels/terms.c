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

void let_positions_go(PyObject *capsule)
{
    Positions *positions = PyCapsule_GetPointer(capsule, POSITIONS_NAME);
    while (positions->held > 0)
        PyBuffer_Release(&positions->buffers[--positions->held]);
    free(positions->owned);
    free(positions);
}

PyObject *held(Arguments *arguments, void *made, Py_buffer *buffers, int *count, const char *name,
               PyCapsule_Destructor let_go)
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

/* Gives one of the buffers back. */
static void drop(Arguments *arguments, int number)
{
    PyBuffer_Release(&arguments->buffers[number]);
    arguments->held--;
    memmove(arguments->buffers + number, arguments->buffers + number + 1,
            sizeof *arguments->buffers * (size_t)(arguments->held - number));
}

static void *cleared(Arguments *arguments, size_t size)
{
    void *memory = arguments->failed ? NULL : calloc(1, size);
    if (memory == NULL && !arguments->failed) {
        PyErr_NoMemory();
        arguments->failed = true;
    }
    return memory;
}

static Array take_numbers(Arguments *arguments, int *width)
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

/* The impact of so many occurrences in a document of this length: above its saturation, by at most
   a step. */
static inline uint8_t impact(const Term *term, double frequency, double norm)
{
    double saturation = frequency;
    if (term->lengths != NULL)
        saturation = frequency * term->numerator / (frequency + norm);
    int steps = (int)(saturation * (1 / term->step)) + 1;
    return (uint8_t)(steps > 255 ? 255 : steps);
}

/* Impacts by a table of frequencies and lengths, of which there are few. */
static void look_up(const Term *term, const int32_t *restrict documents,
                    const uint8_t *restrict frequencies, uint32_t most, uint8_t *restrict impacts)
{
    uint8_t table[OFTEN][256];
    const uint8_t *restrict norms = term->norms;
    const int32_t size = term->size;
    for (uint32_t frequency = 0; frequency <= most; frequency++)
        for (int code = 0; code < 256; code++)
            table[frequency][code] = impact(term, frequency, term->lengths[code]);
    for (int32_t i = 0; i < size; i++)
        impacts[i] = table[frequencies[i]][norms[documents[i]]];
}

/* Fills in the impact of each entry; `most` is the greatest frequency. */
static void fill_entries(Term *term, const int32_t *documents, const void *frequencies,
                         uint32_t most, uint8_t *restrict impacts)
{
    const int32_t size = term->size;
    bool few = most < OFTEN && (int64_t)most * 128 < size;  /* the table costs less than it spares */
    if (few && term->width == 1 && term->lengths != NULL && term->norms != NULL)
        look_up(term, documents, frequencies, most, impacts);
    else
        for (int32_t i = 0; i < size; i++) {
            uint8_t code = term->norms == NULL ? 0 : term->norms[documents[i]];
            impacts[i] = impact(term, number_at(frequencies, term->width, i),
                                term->lengths == NULL ? 0 : term->lengths[code]);
        }
    uint8_t highest = 0;
    for (int32_t i = 0; i < size; i++)
        highest = impacts[i] > highest ? impacts[i] : highest;
    term->highest = highest;
}

/* Fills in the impacts, and a column and bits; returns whether there is memory for it. */
static bool fill(Term *term, const int32_t *documents, const void *frequencies, uint8_t *impacts,
                 uint8_t *column, uint8_t *bits)
{
    const int32_t size = term->size;
    uint32_t most = 1;
    for (int32_t i = 0; term->ranked && i < size; i++) {
        uint32_t frequency = number_at(frequencies, term->width, i);
        most = frequency > most ? frequency : most;
    }
    term->step = (term->lengths == NULL ? most : term->numerator) / 254;
    for (int32_t i = 0; column != NULL && i < size; i++)
        column[documents[i]] = ((const uint8_t *)frequencies)[i];
    for (int32_t i = 0; bits != NULL && i < size; i++)
        bits[documents[i] >> 3] |= (uint8_t)(1 << (documents[i] & 7));
    if (!term->ranked)
        return true;
    uint8_t *entries = column == NULL ? impacts : malloc((size_t)size);
    if (entries == NULL)
        return false;
    fill_entries(term, documents, frequencies, most, entries);
    for (int32_t i = 0; column != NULL && i < size; i++)
        impacts[documents[i]] = entries[i];
    if (column != NULL)
        free(entries);
    return true;
}

/* make_term(count, documents i4, frequencies, norms u1 or None, lengths f8 or None, numerator f,
   impacts u1 or None, column u1 or None, bits u1 or None): a term of a segment of `count` documents.
   It fills in what comes last and must hold 0: the impacts of the term's documents or, with a
   column, impacts and frequencies of all documents; and a bit for every document. */
KERNEL(make_term)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int32_t total = (int32_t)take_integer(&arguments, 1, INT32_MAX);
    Array documents = take_array(&arguments, "i4");
    int width = 0;
    Array frequencies = take_numbers(&arguments, &width);
    Array norms = {NULL, 0}, lengths = {NULL, 0}, column = {NULL, 0}, bits = {NULL, 0};
    if (!next_is_none(&arguments))
        norms = take_array(&arguments, "u1");
    if (!next_is_none(&arguments))
        lengths = take_array(&arguments, "f8");
    double numerator = take_float(&arguments);
    Array impacts = {NULL, 0};
    if (!next_is_none(&arguments))
        impacts = take_writable(&arguments, "u1");
    if (!next_is_none(&arguments))
        column = take_writable(&arguments, "u1");
    if (!next_is_none(&arguments))
        bits = take_writable(&arguments, "u1");
    bool listed = column.data == NULL;
    if (!arguments.failed
        && (documents.length == 0 || documents.length > total
            || frequencies.length != documents.length || (!listed && width != 1)
            || (impacts.data != NULL && impacts.length != (listed ? documents.length : total))
            || (!listed && column.length != total)
            || (bits.data != NULL && bits.length != ((Py_ssize_t)total + 7) / 8)
            || (norms.data != NULL && norms.length != total)
            || (lengths.data != NULL && lengths.length != 256) || !(numerator > 0)))
        fail(&arguments, "arrays of a term do not fit each other");
    if (!arguments.failed && !ascend(documents.data, documents.length, total))
        fail(&arguments, "documents of a term do not ascend");
    Term *term = cleared(&arguments, sizeof *term);
    if (term == NULL)
        return finished(&arguments, NULL);
    term->count = total;
    term->size = (int32_t)documents.length;
    term->column = !listed;
    term->documents = listed ? documents.data : NULL;
    term->frequencies = listed ? frequencies.data : column.data;
    term->width = width;
    term->bits = bits.data;
    term->ranked = impacts.data != NULL;
    term->impacts = term->ranked ? impacts.data : column.data;
    term->norms = norms.data;
    term->lengths = lengths.data;
    term->numerator = numerator;
    bool filled;
    Py_BEGIN_ALLOW_THREADS
    filled = fill(term, documents.data, frequencies.data, impacts.data, column.data, bits.data);
    Py_END_ALLOW_THREADS
    if (!filled) {
        free(term);
        finished(&arguments, NULL);
        return PyErr_NoMemory();
    }
    for (int list = 0; !listed && list < 2; list++)
        drop(&arguments, 0);  /* documents and frequencies are in the column */
    return held(&arguments, term, term->buffers, &term->held, TERM_NAME, let_term_go);
}

/* Sets the bits of one document's places. */
static uint16_t bitmap(const void *places, int width, int32_t first, int32_t end)
{
    uint32_t bits = 0;
    for (int32_t at = first; at < end; at++)
        bits |= 1u << (number_at(places, width, at) & 15);
    return (uint16_t)bits;
}

/* make_positions(count, documents i4, frequencies, places, starts i4, bitmaps u2 or None): where a
   term stands. It fills in `starts`, one more than there are documents, and a bitmap of 16 bits for
   each document of the segment, which must be 0. */
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
    Array bitmaps = {NULL, 0};
    if (!next_is_none(&arguments))
        bitmaps = take_writable(&arguments, "u2");
    if (!arguments.failed
        && (frequencies.length != documents.length || starts.length != documents.length + 1
            || places.length > INT32_MAX || (bitmaps.data != NULL && bitmaps.length != total)))
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
    for (Py_ssize_t i = 0; bitmaps.data != NULL && i < documents.length; i++)
        ((uint16_t *)bitmaps.data)[((const int32_t *)documents.data)[i]] =
            bitmap(places.data, places_width, into[i], into[i + 1]);
    drop(&arguments, 1);  /* the frequencies are in `starts` */
    *made = (Positions){.count = total, .size = (int32_t)documents.length,
                        .documents = documents.data, .starts = into, .places = places.data,
                        .width = places_width, .bitmaps = bitmaps.data};
    return held(&arguments, made, made->buffers, &made->held, POSITIONS_NAME, let_positions_go);
}
