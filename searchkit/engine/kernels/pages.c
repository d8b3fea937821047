/* Pages of section files: read, checked and kept, and slices of them handed out.

   Nothing is mapped: somebody may cut a file short while it is open, and a page of a mapping that
   has gone ends the process. What is read is checked before it is used, each time that it is read.
   All this is called with the GIL, which guards the pages that are kept. */

#include "sections.h"

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

/* A page or a piece of one that is kept; two of the same slot displace each other. */
typedef struct {
    uint64_t file;
    int64_t start, bytes, room;
    uint8_t *data;
} Slot;

static Slot slots[SLOTS];

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
