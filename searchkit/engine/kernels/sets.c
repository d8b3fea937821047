/* Sets of documents, each an ascending list. */

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

/* unite(found i4, list of arrays i4): writes the documents that are in any of the lists, ascending,
   and returns how many; there is room for every document of the segment. */
KERNEL(unite)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array found = take_writable(&arguments, "i4");
    PyObject *lists = take_list(&arguments);
    if (arguments.failed || found.length > INT32_MAX)
        return finished(&arguments, NULL);
    int32_t all = (int32_t)found.length;
    uint8_t *flags = calloc((size_t)all + 1, 1);
    if (flags == NULL) {
        PyErr_NoMemory();
        arguments.failed = true;
    }
    for (Py_ssize_t i = 0; !arguments.failed && i < PyList_Size(lists); i++) {
        PyObject *list[] = {PyList_GetItem(lists, i)};
        Arguments own = {.given = list, .count = 1};
        Array documents = take_array(&own, "i4");
        if (!own.failed && !mark(flags, all, documents.data, documents.length))
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
