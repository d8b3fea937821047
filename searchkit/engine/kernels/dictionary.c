/* The term dictionary, as storage/term_dictionary.py describes and writes it. */

#include "kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 16
#define SIZE_BITS 24  /* of a head, which has where its block starts above them */
#define PIECE_OF_HEAD 32  /* codes that are read at a time */

static const char *const name = "searchkit.terms";

typedef struct {
    const Sections *sections;
    Integers shared, lengths;
    Symbols symbols;
    Section suffixes, heads;  /* the codes; of each block where it starts, and its first term's size */
} Terms;

/* The terms of a block, each behind the other. */
typedef struct {
    uint8_t *bytes;
    int64_t ends[BLOCK + 1];
    int count;
} Block;

/* open_terms(sections, name) -> terms */
KERNEL(open_terms)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Sections *sections = take_sections(&arguments);
    const char *section = take_text(&arguments);
    char part[256];
    Terms *terms = arguments.failed ? NULL : malloc(sizeof *terms);
    bool good = terms != NULL && find_section(sections, section, ".suffixes", &terms->suffixes)
        && find_section(sections, section, ".heads", &terms->heads)
        && open_symbols(sections, section, &terms->symbols);
    if (good) {
        terms->sections = sections;
        snprintf(part, sizeof part, "%s.shared", section);
        good = open_codes(sections, part, &terms->shared);
        snprintf(part, sizeof part, "%s.lengths", section);
        good = good && open_codes(sections, part, &terms->lengths);
    }
    if (!good) {
        free(terms);
        if (!PyErr_Occurred())
            PyErr_NoMemory();
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    return finished(&arguments, make_capsule(terms, name, given[0]));
}

static int compare(const uint8_t *one, int64_t size, const uint8_t *other, int64_t length)
{
    int order = memcmp(one, other, (size_t)(size < length ? size : length));
    return order != 0 ? order : (size > length) - (size < length);
}

/* Where the codes of a block start, and the size of its first term. */
static bool read_head(const Terms *terms, int64_t block, int64_t *start, int64_t *size)
{
    int64_t head;
    if (!copy_bytes(terms->sections, terms->heads, block * 8, 8, &head))
        return false;
    *start = head >> SIZE_BITS;
    *size = head & (((int64_t)1 << SIZE_BITS) - 1);
    return (*start >= 0 && *start <= terms->suffixes.size) || contradiction(terms->sections);
}

/* Tell how the first term of a block sorts against a term; no more bytes than that are read. */
static bool compare_head(const Terms *terms, int64_t block, const uint8_t *term, int64_t length,
                         int *order)
{
    uint8_t coded[PIECE_OF_HEAD], piece[8 * PIECE_OF_HEAD + 8];
    int64_t start, size, used = 0;
    if (!read_head(terms, block, &start, &size))
        return false;
    int64_t both = size < length ? size : length;
    *order = 0;
    for (int64_t at = 0; *order == 0 && at < both; start += used) {
        int64_t left = terms->suffixes.size - start, part = left < PIECE_OF_HEAD ? left : PIECE_OF_HEAD;
        if (!copy_bytes(terms->sections, terms->suffixes, start, part, coded))
            return false;
        int64_t made = expand(&terms->symbols, coded, part, &used, piece, 8 * PIECE_OF_HEAD);
        if (made <= 0)
            return contradiction(terms->sections);
        int64_t wanted = both - at < made ? both - at : made;
        *order = memcmp(piece, term + at, (size_t)wanted);
        at += wanted;
    }
    if (*order == 0)
        *order = (size > length) - (size < length);
    return true;
}

/* Decode the bytes of a block's terms, of which there are `size`, one more than `number` is the next. */
static uint8_t *expand_block(const Terms *terms, int64_t number, int64_t size)
{
    int64_t start, end = terms->suffixes.size, own, used;
    if (!read_head(terms, number, &start, &own)
        || (8 * (number + 1) < terms->heads.size && !read_head(terms, number + 1, &end, &own)))
        return NULL;
    Slice coded;
    if (!read_slice(terms->sections, terms->suffixes, start, end, &coded))
        return NULL;
    uint8_t *bytes = malloc((size_t)size + 8);
    if (bytes == NULL)
        PyErr_NoMemory();
    else if (expand(&terms->symbols, coded.bytes, end - start, &used, bytes, size) != size) {
        free(bytes);
        bytes = NULL;
        contradiction(terms->sections);
    }
    free_slice(&coded);
    return bytes;
}

/* Decode the terms of a block. */
static bool decode_block(const Terms *terms, int64_t number, Block *block)
{
    int32_t lengths[BLOCK], shared[BLOCK];
    int64_t first = number * BLOCK, size = 0, all = 0, before = 0;
    int64_t left = terms->lengths.count - first;
    block->bytes = NULL;
    block->count = (int)(left < BLOCK ? left : BLOCK);
    if (!decode(&terms->lengths, first, first + block->count, lengths)
        || !decode(&terms->shared, first, first + block->count, shared))
        return false;
    for (int i = 0; i < block->count; i++) {
        if (lengths[i] < 0 || shared[i] < 0 || shared[i] > before)
            return contradiction(terms->sections);
        size += lengths[i];
        before = (int64_t)shared[i] + lengths[i];
        all += before;
    }
    if (size > 8 * terms->suffixes.size)
        return contradiction(terms->sections);
    uint8_t *suffixes = expand_block(terms, number, size);
    if (suffixes == NULL)
        return false;
    block->bytes = malloc((size_t)all + 1);
    if (block->bytes == NULL) {
        free(suffixes);
        PyErr_NoMemory();
        return false;
    }
    const uint8_t *next = suffixes;
    uint8_t *into = block->bytes, *last = block->bytes;
    for (int i = 0; i < block->count; i++) {
        block->ends[i] = into - block->bytes;
        memcpy(into, last, (size_t)shared[i]);
        memcpy(into + shared[i], next, (size_t)lengths[i]);
        next += lengths[i];
        last = into;
        into += shared[i] + lengths[i];
    }
    block->ends[block->count] = into - block->bytes;
    free(suffixes);
    return true;
}

/* Return where a term stands or would stand; below 0 (and an exception set) after a failure. */
static int64_t place(const Terms *terms, const uint8_t *term, int64_t length, bool *there)
{
    int64_t low = 0, high = terms->heads.size / 8;
    *there = false;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        int order = 0;
        if (!compare_head(terms, middle, term, length, &order))
            return -1;
        if (order <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0;
    Block block;
    if (!decode_block(terms, low - 1, &block))
        return -1;
    int within = 0, order = -1;
    for (; within < block.count; within++) {
        int64_t start = block.ends[within];
        order = compare(block.bytes + start, block.ends[within + 1] - start, term, length);
        if (order >= 0)
            break;
    }
    *there = within < block.count && order == 0;
    free(block.bytes);
    return (low - 1) * BLOCK + within;
}

/* find_term(terms, term: u1) -> its ordinal n; -1 - n if it would stand there and does not */
KERNEL(find_term)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Terms *terms = take_capsule(&arguments, name);
    Array term = take_array(&arguments, "u1");
    bool there = false;
    int64_t found = arguments.failed ? -1 : place(terms, term.data, term.length, &there);
    if (found < 0) {
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    return finished(&arguments, PyLong_FromLongLong(there ? found : -1 - found));
}

/* find_postings(terms, sizes, term: u1) -> (ordinal, start, end) of a term and of its postings, whose
   sizes are the spans; None if it is not there */
KERNEL(find_postings)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Terms *terms = take_capsule(&arguments, name);
    const Integers *sizes = take_integers(&arguments);
    Array term = take_array(&arguments, "u1");
    bool there = false;
    int64_t start = 0, end = 0, found = arguments.failed ? -1 : place(terms, term.data, term.length, &there);
    if (found < 0 || (there && !span_at(sizes, found, &start, &end))) {
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    if (!there)
        return finished(&arguments, Py_NewRef(Py_None));
    return finished(&arguments, Py_BuildValue("LLL", (long long)found, (long long)start, (long long)end));
}

/* decode_terms(terms, first, end) -> a list of bytes */
KERNEL(decode_terms)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Terms *terms = take_capsule(&arguments, name);
    int64_t all = arguments.failed ? 0 : terms->lengths.count;
    int64_t first = take_integer(&arguments, 0, all);
    int64_t end = take_integer(&arguments, first, all);
    PyObject *list = arguments.failed ? NULL : PyList_New(0);
    for (int64_t number = first / BLOCK; list != NULL && number * BLOCK < end; number++) {
        Block block;
        if (!decode_block(terms, number, &block)) {
            Py_CLEAR(list);
            break;
        }
        for (int i = 0; i < block.count && list != NULL; i++) {
            int64_t ordinal = number * BLOCK + i, start = block.ends[i];
            if (ordinal < first || ordinal >= end)
                continue;
            PyObject *term = PyBytes_FromStringAndSize((const char *)block.bytes + start,
                                                       (Py_ssize_t)(block.ends[i + 1] - start));
            if (term == NULL || PyList_Append(list, term) < 0)
                Py_CLEAR(list);
            Py_XDECREF(term);
        }
        free(block.bytes);
    }
    if (list == NULL)
        arguments.failed = true;
    return finished(&arguments, list);
}
