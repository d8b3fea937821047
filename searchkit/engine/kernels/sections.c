/* Section files: pages are read, checked and kept, and slices of them handed out.

   Nothing is mapped: somebody may cut a file short while it is open, and a page of a mapping that
   has gone ends the process. What is read is checked before it is used, each time that it is read.
   All this is called with the GIL, which guards the pages that are kept. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#else
#include <errno.h>
#include <unistd.h>
#endif

#define FEW 3  /* so many pages are kept when they are read; more are read in one */
#define LONG (1 << 18)  /* bytes from which on other threads may run while they are read */
#define SLOTS 2048  /* 32 MB */

static const char *const name = "searchkit.sections";

/* A page that is kept; two pages with the same slot displace each other. */
typedef struct {
    uint64_t file;
    int64_t page;
    uint8_t *bytes;
} Slot;

static Slot slots[SLOTS];
static uint64_t files;  /* opened ever; the number of a file is never 0 */

struct Sections {
    int descriptor;
    uint64_t file;
    int64_t size;
    uint32_t *checks;  /* one for each page */
    PyObject *directory;  /* of each section its offset, its bytes, its type */
    PyObject *report;  /* raises the error for damage */
};

static void close_sections(PyObject *capsule)
{
    Sections *sections = PyCapsule_GetPointer(capsule, name);
    Py_DECREF(sections->directory);
    Py_DECREF(sections->report);
    free(sections->checks);
    free(sections);
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
    uint32_t *copy = malloc(bytes + 1);
    if (sections == NULL || copy == NULL) {
        free(sections);
        free(copy);
        finished(&arguments, NULL);
        return PyErr_NoMemory();
    }
    memcpy(copy, checks.data, bytes);
    Py_INCREF(directory);
    Py_INCREF(report);
    *sections = (Sections){descriptor, ++files, size, copy, directory, report};
    return finished(&arguments, PyCapsule_New(sections, name, close_sections));
}

Sections *take_sections(Arguments *arguments)
{
    return take_capsule(arguments, name);
}

/* Raise the error for damage: `report` words it, and names the file. */
static bool damaged(const Sections *sections, const char *kind, int64_t first, int64_t end)
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
    PyObject *key = PyUnicode_FromFormat("%s%s", first, last);
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

/* Return how many of the bytes could be read. */
static int64_t read_at(int descriptor, int64_t start, int64_t size, uint8_t *into)
{
    int64_t got = 0;
    while (got < size) {
        int64_t most = size - got < 1 << 30 ? size - got : 1 << 30;
#ifdef _WIN32
        OVERLAPPED place = {0};
        DWORD part = 0;
        place.Offset = (DWORD)(start + got);
        place.OffsetHigh = (DWORD)((start + got) >> 32);
        if (!ReadFile((HANDLE)_get_osfhandle(descriptor), into + got, (DWORD)most, &part, &place))
            break;
#else
        ssize_t part = pread(descriptor, into + got, (size_t)most, (off_t)(start + got));
        if (part < 0 && errno == EINTR)
            continue;
#endif
        if (part <= 0)
            break;
        got += part;
    }
    return got;
}

/* Read the pages from `page` on that these bytes take, and check them. */
static bool read_pages(const Sections *sections, int64_t page, int64_t size, uint8_t *into)
{
    int64_t start = page * PAGE, got, wrong = -1;
    PyThreadState *state = size >= LONG ? PyEval_SaveThread() : NULL;
    got = read_at(sections->descriptor, start, size, into);
    for (int64_t at = 0; at < size && got == size && wrong < 0; at += PAGE, page++) {
        int64_t part = size - at < PAGE ? size - at : PAGE;
        if (checksum(into + at, (size_t)part) != sections->checks[page])
            wrong = page;
    }
    if (state != NULL)
        PyEval_RestoreThread(state);
    if (got < size)
        return damaged(sections, "cut", start + got, 0);
    if (wrong < 0)
        return true;
    int64_t end = (wrong + 1) * PAGE;
    return damaged(sections, "checksum", wrong * PAGE, end < sections->size ? end : sections->size);
}

static int64_t size_of(const Sections *sections, int64_t page)
{
    int64_t rest = sections->size - page * PAGE;
    return rest < PAGE ? rest : PAGE;
}

/* Return a page, which stays until the next call. */
static const uint8_t *kept_page(const Sections *sections, int64_t page)
{
    Slot *slot = &slots[(sections->file * 0x9e3779b1 + (uint64_t)page) % SLOTS];
    if (slot->file == sections->file && slot->page == page)
        return slot->bytes;
    slot->file = 0;
    if (slot->bytes == NULL && (slot->bytes = malloc(PAGE)) == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (!read_pages(sections, page, size_of(sections, page), slot->bytes))
        return NULL;
    slot->file = sections->file;
    slot->page = page;
    return slot->bytes;
}

bool inside(const Sections *sections, Section section, int64_t bytes)
{
    return section.offset >= 0 && section.size >= 0 && bytes >= 0 && bytes <= section.size
        && section.offset <= sections->size - section.size;
}

bool copy_bytes(const Sections *sections, Section section, int64_t first, int64_t size, void *into)
{
    if (first < 0 || first > section.size || !inside(sections, section, size)
        || size > section.size - first)
        return contradiction(sections);
    uint8_t *next = into;
    for (int64_t at = section.offset + first, end = at + size; at < end;) {
        const uint8_t *page = kept_page(sections, at / PAGE);
        int64_t within = at % PAGE, part = end - at < PAGE - within ? end - at : PAGE - within;
        if (page == NULL)
            return false;
        memcpy(next, page + within, (size_t)part);
        next += part;
        at += part;
    }
    return true;
}

bool read_slice(const Sections *sections, Section section, int64_t first, int64_t end, Slice *slice)
{
    *slice = (Slice){NULL, NULL};
    if (first < 0 || end < first || !inside(sections, section, end))
        return contradiction(sections);
    int64_t start = section.offset + first, size = end - first;
    int64_t page = start / PAGE, pages = size == 0 ? 0 : (start + size - 1) / PAGE - page + 1;
    int64_t whole = pages == 0 ? 0 : (pages - 1) * PAGE + size_of(sections, page + pages - 1);
    slice->owned = malloc((size_t)(pages > FEW ? whole : size) + 1);
    if (slice->owned == NULL) {
        PyErr_NoMemory();
        return false;
    }
    slice->bytes = pages > FEW ? slice->owned + start % PAGE : slice->owned;
    bool good = pages > FEW ? read_pages(sections, page, whole, slice->owned)
                            : copy_bytes(sections, section, first, size, slice->owned);
    if (!good)
        free_slice(slice);
    return good;
}

void free_slice(Slice *slice)
{
    free(slice->owned);
    *slice = (Slice){NULL, NULL};
}
