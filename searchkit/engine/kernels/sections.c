/* Section files: where their sections lie, and what is said of damage. What they hold is read by
   pages.c. */

#include "sections.h"

#include <stdlib.h>
#include <string.h>

static const char *const name = "searchkit.sections";

static uint64_t files;  /* opened ever; the number of a file is never 0 */

static void close_sections(PyObject *capsule)
{
    Sections *sections = PyCapsule_GetPointer(capsule, name);
    Py_DECREF(sections->directory);
    Py_DECREF(sections->report);
    free(sections->checks);
    free(sections);
}

Sections *take_sections(Arguments *arguments)
{
    return take_capsule(arguments, name);
}

bool damaged(const Sections *sections, const char *kind, int64_t first, int64_t end)
{
    PyObject *result = PyObject_CallFunction(sections->report, "sLL", kind, (long long)first,
                                             (long long)end);
    if (result != NULL) {
        Py_DECREF(result);
        PyErr_SetString(PyExc_ValueError, kind);
    }
    return false;
}

bool contradiction(const Sections *sections)
{
    return damaged(sections, "contradiction", 0, 0);
}

bool find_section(const Sections *sections, const char *first, const char *last, Section *found)
{
    long long offset = -1, size = -1;
    char whole[256];
    size_t begin = strlen(first), rest = strlen(last);
    if (begin + rest > sizeof whole)
        return contradiction(sections);
    memcpy(whole, first, begin);
    memcpy(whole + begin, last, rest);
    PyObject *key = PyUnicode_FromStringAndSize(whole, (Py_ssize_t)(begin + rest));
    PyObject *entry = key == NULL ? NULL : PyDict_GetItemWithError(sections->directory, key);
    Py_XDECREF(key);
    if (entry != NULL) {
        PyObject *both[2] = {PySequence_GetItem(entry, 0), PySequence_GetItem(entry, 1)};
        if (both[0] != NULL && both[1] != NULL) {
            offset = PyLong_AsLongLong(both[0]);
            size = PyLong_AsLongLong(both[1]);
        }
        Py_XDECREF(both[0]);
        Py_XDECREF(both[1]);
    }
    *found = (Section){offset, size};
    if (PyErr_Occurred())
        return false;
    return entry == NULL || (offset >= 0 && size >= 0) || contradiction(sections);
}

/* Find the checks of pieces, which must be of bytes before them. */
static bool find_pieces(Sections *sections)
{
    Section pieces;
    if (!find_section(sections, "pieces", "", &pieces))
        return false;
    if (pieces.size < 0)
        return true;
    if (!inside(sections, pieces, pieces.size) || pieces.size / 4 > pieces.offset / PIECE)
        return contradiction(sections);
    sections->pieces = pieces;
    return true;
}

/* open_sections(descriptor, size, checks: u4, directory, report) -> the sections of an open file */
KERNEL(open_sections)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    int descriptor = (int)take_integer(&arguments, 0, INT32_MAX);
    int64_t size = take_integer(&arguments, 0, INT64_MAX - PAGE);
    Array checks = take_array(&arguments, "u4");
    PyObject *directory = take_object(&arguments), *report = take_object(&arguments);
    if (!arguments.failed && checks.length < (size + PAGE - 1) / PAGE)
        fail(&arguments, "there is no checksum for a page");
    if (arguments.failed)
        return finished(&arguments, NULL);
    Sections *sections = calloc(1, sizeof *sections);
    size_t bytes = (size_t)checks.length * sizeof *sections->checks;
    uint32_t *copied = malloc(bytes + 1);
    if (sections == NULL || copied == NULL) {
        free(sections);
        free(copied);
        finished(&arguments, NULL);
        return PyErr_NoMemory();
    }
    memcpy(copied, checks.data, bytes);
    Py_INCREF(directory);
    Py_INCREF(report);
    *sections = (Sections){descriptor, ++files, size, copied, {0, 0}, directory, report};
    PyObject *capsule = PyCapsule_New(sections, name, close_sections);
    arguments.failed = capsule == NULL || !find_pieces(sections);
    return finished(&arguments, capsule);
}

bool inside(const Sections *sections, Section section, int64_t bytes)
{
    return section.offset >= 0 && section.size >= 0 && bytes >= 0 && bytes <= section.size
        && section.offset <= sections->size - section.size;
}
