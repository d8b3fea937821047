/* Codes of one byte for frequent strings, as storage/symbol_codes.py describes them. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>

#define ESCAPE 255  /* the next byte is meant itself */
#define ROW 9  /* bytes of a symbol in its section: its size, and 8 of which so many are it */

static bool fill(Symbols *symbols, const uint8_t *rows, int64_t size)
{
    symbols->count = (int)(size / ROW);
    for (int code = 0; code < symbols->count; code++, rows += ROW) {
        symbols->sizes[code] = rows[0];
        memcpy(symbols->bytes[code], rows + 1, 8);
        if (rows[0] < 1 || rows[0] > 8)
            return false;
    }
    return true;
}

bool open_symbols(const Sections *sections, const char *name, Symbols *symbols)
{
    uint8_t rows[ROW * ESCAPE];
    Section section;
    symbols->count = -1;
    if (!find_section(sections, name, ".symbols", &section))
        return false;
    if (section.size < 0)
        return true;
    if (section.size > (int64_t)sizeof rows || section.size % ROW != 0)
        return contradiction(sections);
    return copy_bytes(sections, section, 0, section.size, rows)
        && (fill(symbols, rows, section.size) || contradiction(sections));
}

int64_t expand(const Symbols *symbols, const uint8_t *coded, int64_t size, int64_t *used,
               uint8_t *into, int64_t room)
{
    int64_t at = 0, made = 0;
    while (at < size && made < room) {
        int code = symbols->count < 0 ? ESCAPE : coded[at];
        if (code == ESCAPE) {
            int64_t literal = symbols->count < 0 ? at : at + 1;
            if (literal == size)
                break;
            into[made++] = coded[literal];
            at = literal + 1;
        } else if (code >= symbols->count)
            return -1;
        else {
            memcpy(into + made, symbols->bytes[code], 8);
            made += symbols->sizes[code];
            at++;
        }
    }
    *used = at;
    return made;
}

/* For each first byte its symbols, long ones first. */
typedef struct {
    Symbols symbols;
    uint64_t words[ESCAPE], masks[ESCAPE];
    uint8_t order[ESCAPE];
    int starts[257];
} Coder;

static void prepare(Coder *coder)
{
    int next = 0;
    for (int byte = 0; byte < 256; byte++) {
        coder->starts[byte] = next;
        for (int size = 8; size > 0; size--)
            for (int code = 0; code < coder->symbols.count; code++)
                if (coder->symbols.bytes[code][0] == byte && coder->symbols.sizes[code] == size)
                    coder->order[next++] = (uint8_t)code;
    }
    coder->starts[256] = next;
    for (int code = 0; code < coder->symbols.count; code++) {
        int size = coder->symbols.sizes[code];
        memcpy(&coder->words[code], coder->symbols.bytes[code], 8);
        coder->masks[code] = size == 8 ? UINT64_MAX : ((uint64_t)1 << (8 * size)) - 1;
    }
}

/* The code of the longest symbol that the bytes begin with; ESCAPE where there is none. */
static int longest(const Coder *coder, const uint8_t *data, int64_t left)
{
    uint64_t word = 0;
    if (left >= 8)
        memcpy(&word, data, 8);
    else
        memcpy(&word, data, (size_t)left);
    for (int i = coder->starts[*data]; i < coder->starts[*data + 1]; i++) {
        int code = coder->order[i];
        if (((word ^ coder->words[code]) & coder->masks[code]) == 0
            && coder->symbols.sizes[code] <= left)
            return code;
    }
    return ESCAPE;
}

/* encode_symbols(rows: u1, data: u1, ends: i8, into: writable u1, coded_ends: writable i8): code
   the parts of the data, each by itself, that end where `ends` says; `into` has room for twice as
   many bytes. */
KERNEL(encode_symbols)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Coder coder;
    Array rows = take_array(&arguments, "u1");
    Array data = take_array(&arguments, "u1");
    Array ends = take_array(&arguments, "i8");
    Array into = take_writable(&arguments, "u1");
    Array coded_ends = take_writable(&arguments, "i8");
    if (!arguments.failed && (rows.length > ROW * ESCAPE || !fill(&coder.symbols, rows.data, rows.length)))
        fail(&arguments, "these are no symbols");
    if (!arguments.failed && (into.length / 2 < data.length || coded_ends.length != ends.length))
        fail(&arguments, "there is no room for all codes");
    if (arguments.failed)
        return finished(&arguments, NULL);
    prepare(&coder);
    const uint8_t *bytes = data.data;
    uint8_t *next = into.data;
    int64_t at = 0;
    bool follow = true;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t part = 0; part < ends.length && follow; part++) {
        int64_t end = ((const int64_t *)ends.data)[part];
        follow = end >= at && end <= data.length;
        while (at < end && follow) {
            int code = longest(&coder, bytes + at, end - at);
            *next++ = (uint8_t)code;
            if (code == ESCAPE)
                *next++ = bytes[at];
            at += code == ESCAPE ? 1 : coder.symbols.sizes[code];
        }
        ((int64_t *)coded_ends.data)[part] = next - (uint8_t *)into.data;
    }
    Py_END_ALLOW_THREADS
    if (!follow)
        fail(&arguments, "parts do not follow each other");
    Py_INCREF(Py_None);
    return finished(&arguments, Py_None);
}

/* decode_symbols(rows: u1, coded: u1) -> the bytes that the codes stand for */
KERNEL(decode_symbols)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Symbols symbols;
    Array rows = take_array(&arguments, "u1");
    Array coded = take_array(&arguments, "u1");
    if (!arguments.failed && (rows.length > ROW * ESCAPE || !fill(&symbols, rows.data, rows.length)))
        fail(&arguments, "these are no symbols");
    uint8_t *into = cleared(&arguments, 8 * (size_t)coded.length + 8);
    if (into == NULL)
        return finished(&arguments, NULL);
    int64_t used = 0, made = expand(&symbols, coded.data, coded.length, &used, into,
                                    8 * (int64_t)coded.length);
    if (made < 0 || used < coded.length)
        fail(&arguments, "a code stands for nothing");
    PyObject *result = arguments.failed ? NULL
        : PyBytes_FromStringAndSize((const char *)into, (Py_ssize_t)made);
    free(into);
    arguments.failed = result == NULL;
    return finished(&arguments, result);
}
