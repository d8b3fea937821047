/* The parts of a query: its terms with their roles and weights. */

#include "queries.h"

#include <stdlib.h>

Part *take_parts(Arguments *arguments, int32_t *documents, int *count)
{
    *documents = (int32_t)take_integer(arguments, 0, INT32_MAX);
    PyObject *terms = take_list(arguments);
    Array roles = take_array(arguments, "u1"), weights = take_array(arguments, "f8");
    if (arguments->failed)
        return NULL;
    Py_ssize_t size = PyList_Size(terms);
    if (size > INT16_MAX || roles.length != size || weights.length != size) {
        fail(arguments, "roles and weights do not fit the terms");
        return NULL;
    }
    Part *parts = cleared(arguments, ((size_t)size + 1) * sizeof *parts);
    for (Py_ssize_t i = 0; parts != NULL && i < size; i++) {
        const Term *term = PyCapsule_GetPointer(PyList_GetItem(terms, i), TERM_NAME);
        parts[i] = (Part){.term = term, .role = ((uint8_t *)roles.data)[i],
                          .weight = ((double *)weights.data)[i]};
        if (term == NULL)
            arguments->failed = true;
        else if (term->count != *documents)
            fail(arguments, "a term is of another segment");
        else if (parts[i].role > NOT)
            fail(arguments, "a role is none of those that there are");
        if (arguments->failed) {
            free(parts);
            return NULL;
        }
    }
    *count = (int)size;
    return parts;
}

const uint8_t *take_mask(Arguments *arguments, int32_t documents)
{
    if (next_is_none(arguments))
        return NULL;
    Array mask = take_array(arguments, "b1");
    if (!arguments->failed && mask.length != documents)
        fail(arguments, "the mask does not fit the segment");
    return mask.data;
}

/* What a list has for each part under the name of a capsule, or None. */
static void take_for_parts(Arguments *arguments, Part *parts, int count, const char *name,
                           void (*give)(Arguments *, Part *, const void *))
{
    if (next_is_none(arguments))
        return;
    PyObject *list = take_list(arguments);
    if (arguments->failed)
        return;
    if (PyList_Size(list) != count) {
        fail(arguments, "positions do not fit the terms");
        return;
    }
    for (int i = 0; i < count && !arguments->failed; i++) {
        PyObject *own = PyList_GetItem(list, i);
        const void *content = own == Py_None ? NULL : PyCapsule_GetPointer(own, name);
        if (content != NULL)
            give(arguments, &parts[i], content);
        else if (own != Py_None)
            arguments->failed = true;
    }
}

static void give_positions(Arguments *arguments, Part *part, const void *content)
{
    part->positions = content;
    if (part->positions->count != part->term->count || part->positions->size != part->term->size)
        fail(arguments, "positions are of another term");
}

static void give_coded_positions(Arguments *arguments, Part *part, const void *content)
{
    (void)arguments;
    part->places = content;
}

void take_positions(Arguments *arguments, Part *parts, int count)
{
    take_for_parts(arguments, parts, count, POSITIONS_NAME, give_positions);
}

void take_coded_positions(Arguments *arguments, Part *parts, int count)
{
    take_for_parts(arguments, parts, count, CODED_POSITIONS_NAME, give_coded_positions);
}

double exact_score(Part *parts, int count, int32_t document)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        if (parts[i].role == MAY || parts[i].role == MUST)
            sum += score_in(&parts[i], document);
    return sum;
}

int32_t seek(const int32_t *documents, int32_t size, int32_t at, int32_t document)
{
    if (at >= size || documents[at] >= document)
        return at;
    int32_t low = at, step = 1;  /* documents[low] < document */
    while (step < size - low && documents[low + step] < document) {
        low += step;
        step <<= 1;
    }
    int32_t high = step < size - low ? low + step : size;
    while (high - low > 1) {
        int32_t middle = low + (high - low) / 2;
        if (documents[middle] < document)
            low = middle;
        else
            high = middle;
    }
    return high;
}
