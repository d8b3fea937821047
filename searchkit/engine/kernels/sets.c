/* Sets of documents, each an ascending list or a column: a byte for every document of a segment, 0
   where it is not in the set. */

#include "kernels.h"

#include <stdlib.h>

/* Marks the documents of one list; false where one is outside of the segment. */
static bool mark(uint8_t *flags, int32_t count, const int32_t *documents, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++) {
        if (documents[i] < 0 || documents[i] >= count)
            return false;
        flags[documents[i]] = 1;
    }
    return true;
}

static void mark_column(uint8_t *restrict flags, const uint8_t *restrict column, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        flags[i] |= column[i] != 0;
}

/* unite(found i4, list of arrays i4 or columns u1): writes the documents that are in any of the
   lists, ascending, and returns how many; there is room for every document of the segment. */
KERNEL(unite)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array found = take_writable(&arguments, "i4");
    PyObject *lists = take_list(&arguments);
    if (arguments.failed || found.length > INT32_MAX)
        return finished(&arguments, NULL);
    int32_t all = (int32_t)found.length;
    uint8_t *flags = cleared(&arguments, (size_t)all + 1);
    for (Py_ssize_t i = 0; !arguments.failed && i < PyList_Size(lists); i++) {
        PyObject *list[] = {PyList_GetItem(lists, i)};
        Arguments own = {.given = list, .count = 1};
        bool column = next_is_of(&own, "u1");
        Array members = take_array(&own, column ? "u1" : "i4");
        if (!own.failed && column && members.length != all)
            fail(&own, "a column is not of the segment");
        if (!own.failed && column)
            mark_column(flags, members.data, all);
        if (!own.failed && !column && !mark(flags, all, members.data, members.length))
            fail(&own, "a document is outside of the segment");
        arguments.failed = own.failed;
        finished(&own, NULL);
    }
    Py_ssize_t size = 0;
    int32_t *into = found.data;
    for (int32_t i = 0; !arguments.failed && i < all; i++) {
        into[size] = i;
        size += flags[i];
    }
    free(flags);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromSsize_t(size));
}

/* spread(documents i4, frequencies u1, column u1): writes each document's frequency at its place. */
KERNEL(spread)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array documents = take_array(&arguments, "i4"), frequencies = take_array(&arguments, "u1");
    Array column = take_writable(&arguments, "u1");
    if (!arguments.failed && documents.length != frequencies.length)
        fail(&arguments, "there are not as many frequencies as documents");
    const int32_t *own = documents.data;
    for (Py_ssize_t i = 0; !arguments.failed && i < documents.length; i++)
        if (own[i] < 0 || own[i] >= column.length)
            fail(&arguments, "a document is outside of the segment");
        else
            ((uint8_t *)column.data)[own[i]] = ((const uint8_t *)frequencies.data)[i];
    return finished(&arguments, arguments.failed ? NULL : Py_NewRef(Py_None));
}
