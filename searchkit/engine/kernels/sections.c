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

#define FEW 2  /* so many units are kept when they are read; more are read in one */
#define LONG (1 << 18)  /* bytes from which on other threads may run while they are read */
#define SLOTS 2048  /* 8 MB of pieces; up to 32 where files have none */

static const char *const name = "searchkit.sections";

/* A page or a piece of one that is kept; two of the same slot displace each other. */
typedef struct {
    uint64_t file;
    int64_t start, bytes, room;
    uint8_t *data;
} Slot;

static Slot slots[SLOTS];
static uint64_t files;  /* opened ever; the number of a file is never 0 */

struct Sections {
    int descriptor;
    uint64_t file;
    int64_t size;
    uint32_t *checks;  /* one for each page */
    Section pieces;  /* one for each piece before this section */
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

static bool copy(const Sections *sections, int64_t at, int64_t size, uint8_t *into);

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

/* Copy the checks of units of bytes, which are pages or pieces. */
static bool copy_checks(const Sections *sections, int64_t bytes, int64_t unit, int64_t count,
                        uint32_t *into)
{
    if (bytes == PIECE)
        return copy(sections, sections->pieces.offset + 4 * unit, 4 * count, (uint8_t *)into);
    memcpy(into, sections->checks + unit, (size_t)count * sizeof *into);
    return true;
}

/* Read units from the number `unit` on, and check them. */
static bool read_units(const Sections *sections, int64_t bytes, int64_t unit, int64_t size,
                       const uint32_t *checks, uint8_t *into)
{
    int64_t start = unit * bytes, got, wrong = -1;
    PyThreadState *state = size >= LONG ? PyEval_SaveThread() : NULL;
    got = read_at(sections->descriptor, start, size, into);
    for (int64_t at = 0; at < size && got == size && wrong < 0; at += bytes, checks++) {
        int64_t part = size - at < bytes ? size - at : bytes;
        if (checksum(0, into + at, (size_t)part) != *checks)
            wrong = start + at;
    }
    if (state != NULL)
        PyEval_RestoreThread(state);
    if (got < size)
        return damaged(sections, "cut", start + got, 0);
    if (wrong < 0)
        return true;
    int64_t end = wrong + bytes;
    return damaged(sections, "checksum", wrong, end < sections->size ? end : sections->size);
}

/* Return of how many bytes the units are that are read for the byte at `at`. */
static int64_t unit_at(const Sections *sections, int64_t at)
{
    return at / PIECE < sections->pieces.size / 4 ? PIECE : PAGE;
}

/* Return a unit, which stays until the next call. */
static const uint8_t *kept_unit(const Sections *sections, int64_t bytes, int64_t unit)
{
    int64_t start = unit * bytes, rest = sections->size - start;
    uint32_t check;
    Slot *slot = &slots[(sections->file * 0x9e3779b1 + (uint64_t)unit * 4 + (bytes == PAGE)) % SLOTS];
    if (slot->file == sections->file && slot->start == start && slot->bytes == bytes)
        return slot->data;
    if (!copy_checks(sections, bytes, unit, 1, &check))  /* which may use any slot itself */
        return NULL;
    slot->file = 0;
    if (slot->room < bytes) {
        free(slot->data);
        slot->data = malloc((size_t)bytes);
        slot->room = slot->data == NULL ? 0 : bytes;
    }
    if (slot->data == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (!read_units(sections, bytes, unit, rest < bytes ? rest : bytes, &check, slot->data))
        return NULL;
    slot->file = sections->file;
    slot->start = start;
    slot->bytes = bytes;
    return slot->data;
}

/* Copy bytes of the file that are inside of its pages. */
static bool copy(const Sections *sections, int64_t at, int64_t size, uint8_t *into)
{
    while (size > 0) {
        int64_t bytes = unit_at(sections, at), within = at % bytes;
        int64_t part = size < bytes - within ? size : bytes - within;
        const uint8_t *unit = kept_unit(sections, bytes, at / bytes);
        if (unit == NULL)
            return false;
        memcpy(into, unit + within, (size_t)part);
        into += part;
        at += part;
        size -= part;
    }
    return true;
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
    return copy(sections, section.offset + first, size, into);
}

/* Read whole units, many of them. */
static bool read_many(const Sections *sections, int64_t bytes, int64_t unit, int64_t size,
                      uint8_t *into)
{
    int64_t count = (size + bytes - 1) / bytes;
    uint32_t *checks = malloc((size_t)count * sizeof *checks);
    if (checks == NULL) {
        PyErr_NoMemory();
        return false;
    }
    bool good = copy_checks(sections, bytes, unit, count, checks)
        && read_units(sections, bytes, unit, size, checks, into);
    free(checks);
    return good;
}

bool read_slice(const Sections *sections, Section section, int64_t first, int64_t end, Slice *slice)
{
    *slice = (Slice){NULL, NULL, 0};
    if (first < 0 || end < first || !inside(sections, section, end))
        return contradiction(sections);
    int64_t start = section.offset + first, size = end - first;
    int64_t bytes = unit_at(sections, start + size), unit = start / bytes;
    int64_t whole = (start + size + bytes - 1) / bytes * bytes - unit * bytes;
    if (whole > sections->size - unit * bytes)
        whole = sections->size - unit * bytes;
    bool many = whole > FEW * bytes;
    slice->size = size;
    slice->owned = malloc((size_t)(many ? whole : size) + 1);
    if (slice->owned == NULL) {
        PyErr_NoMemory();
        return false;
    }
    slice->bytes = many ? slice->owned + start % bytes : slice->owned;
    bool good = many ? read_many(sections, bytes, unit, whole, slice->owned)
                     : copy(sections, start, size, slice->owned);
    if (!good)
        free_slice(slice);
    return good;
}

void free_slice(Slice *slice)
{
    free(slice->owned);
    *slice = (Slice){NULL, NULL, 0};
}
