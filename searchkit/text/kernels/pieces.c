/* Pieces of texts, numbered from 1 on in the order in which they come: a table of their hashes. */

#include "text_kernels.h"

#include <stdlib.h>
#include <string.h>

#define NAME "searchkit.pieces"
#define FEWEST 1024  /* slots */

typedef struct {
    uint32_t hash, number;  /* 0: the slot is free */
} Slot;

typedef struct {
    uint64_t seeds[2];  /* so that nobody can write a text whose pieces all meet in one slot */
    Slot *slots;
    uint32_t mask;      /* the slots, a power of two, minus one: at least twice as many as pieces */
    uint32_t count;
    uint8_t *bytes;     /* of all pieces, one behind the other: */
    int64_t *ends;      /* piece n ends at ends[n], and begins where the one before ends */
    int64_t bytes_room, ends_room;
} Pieces;

static inline uint64_t turned(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

static inline void stir(uint64_t v[4])
{
    v[0] += v[1], v[1] = turned(v[1], 13) ^ v[0], v[0] = turned(v[0], 32);
    v[2] += v[3], v[3] = turned(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = turned(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = turned(v[1], 17) ^ v[2], v[2] = turned(v[2], 32);
}

/* SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012), as Python hashes. */
static uint32_t hash_of(const uint64_t seeds[2], const uint8_t *bytes, int64_t size)
{
    uint64_t v[4] = {seeds[0] ^ 0x736f6d6570736575, seeds[1] ^ 0x646f72616e646f6d,
                     seeds[0] ^ 0x6c7967656e657261, seeds[1] ^ 0x7465646279746573};
    uint64_t word, last = (uint64_t)size << 56;
    int64_t at = 0;
    for (; at + 8 <= size; at += 8) {
        memcpy(&word, bytes + at, 8);
        v[3] ^= word;
        stir(v);
        v[0] ^= word;
    }
    for (int shift = 0; at < size; at++, shift += 8)
        last |= (uint64_t)bytes[at] << shift;
    v[3] ^= last;
    stir(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    stir(v), stir(v), stir(v);
    return (uint32_t)(v[0] ^ v[1] ^ v[2] ^ v[3]);
}

static void let_pieces_go(PyObject *capsule)
{
    Pieces *pieces = PyCapsule_GetPointer(capsule, NAME);
    free(pieces->slots);
    free(pieces->bytes);
    free(pieces->ends);
    free(pieces);
}

/* make_pieces(seed i, seed i) -> a table without pieces */
KERNEL(make_pieces)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    uint64_t first = (uint64_t)take_integer(&arguments, 0, INT64_MAX);
    uint64_t second = (uint64_t)take_integer(&arguments, 0, INT64_MAX);
    Pieces *pieces = cleared(&arguments, sizeof *pieces);
    if (pieces == NULL)
        return finished(&arguments, NULL);
    *pieces = (Pieces){.seeds = {first, second}, .mask = FEWEST - 1, .ends_room = FEWEST,
                       .slots = calloc(FEWEST, sizeof(Slot)),
                       .ends = calloc(FEWEST, sizeof(int64_t))};
    PyObject *capsule = NULL;
    if (pieces->slots == NULL || pieces->ends == NULL)
        PyErr_NoMemory();
    else
        capsule = PyCapsule_New(pieces, NAME, let_pieces_go);
    if (capsule == NULL) {
        free(pieces->slots);
        free(pieces->ends);
        free(pieces);
        arguments.failed = true;
    }
    return finished(&arguments, capsule);
}

/* Where a piece stands in the table, or the free slot where it would. */
static inline Slot *slot_of(const Pieces *pieces, uint32_t hash, const uint8_t *bytes, int64_t size)
{
    for (uint32_t at = hash & pieces->mask;; at = (at + 1) & pieces->mask) {
        Slot *slot = &pieces->slots[at];
        if (slot->number == 0)
            return slot;
        if (slot->hash == hash) {
            const int64_t *end = &pieces->ends[slot->number];
            if (end[0] - end[-1] == size && memcmp(pieces->bytes + end[-1], bytes, (size_t)size) == 0)
                return slot;
        }
    }
}

static bool widen_slots(Pieces *pieces)
{
    uint32_t mask = 2 * pieces->mask + 1;
    Slot *slots = calloc((size_t)mask + 1, sizeof *slots);
    if (slots == NULL)
        return false;
    for (uint32_t old = 0; old <= pieces->mask; old++) {
        if (pieces->slots[old].number == 0)
            continue;
        uint32_t at = pieces->slots[old].hash & mask;
        while (slots[at].number != 0)
            at = (at + 1) & mask;
        slots[at] = pieces->slots[old];
    }
    free(pieces->slots);
    pieces->slots = slots;
    pieces->mask = mask;
    return true;
}

/* Let the memory hold so many items; it stays as it is where there is no more. */
static bool widen(void **memory, int64_t *room, int64_t wanted, size_t item)
{
    if (wanted <= *room)
        return true;
    int64_t wider = wanted + wanted / 2;
    void *moved = realloc(*memory, (size_t)wider * item);
    if (moved == NULL)
        return false;
    *memory = moved;
    *room = wider;
    return true;
}

/* The number of a piece, which is a new one if it has not come before; 0 where memory is lacking. */
static uint32_t number_of(Pieces *pieces, const uint8_t *bytes, int64_t size)
{
    uint32_t hash = hash_of(pieces->seeds, bytes, size);
    Slot *slot = slot_of(pieces, hash, bytes, size);
    if (slot->number != 0)
        return slot->number;
    int64_t used = pieces->ends[pieces->count];
    if (pieces->count >= (uint32_t)INT32_MAX / 4
        || !widen((void **)&pieces->bytes, &pieces->bytes_room, used + size + 1, 1)
        || !widen((void **)&pieces->ends, &pieces->ends_room, pieces->count + 2, sizeof used))
        return 0;
    if (2 * (pieces->count + 1) > pieces->mask) {
        if (!widen_slots(pieces))
            return 0;
        slot = slot_of(pieces, hash, bytes, size);
    }
    memcpy(pieces->bytes + used, bytes, (size_t)size);
    pieces->ends[++pieces->count] = used + size;
    *slot = (Slot){hash, pieces->count};
    return pieces->count;
}

/* Numbers that are written, and those who write them. */
typedef struct {
    Pieces *pieces;
    int32_t *into;
    int64_t written, room;
    bool lacks_memory, lacks_room;
} Numbers;

static inline void write_number(Numbers *numbers, uint32_t number)
{
    if (numbers->written < numbers->room)
        numbers->into[numbers->written++] = (int32_t)number;
    else
        numbers->lacks_room = true;
}

static inline void write_piece(Numbers *numbers, const uint8_t *bytes, int64_t size)
{
    uint32_t number = number_of(numbers->pieces, bytes, size);
    numbers->lacks_memory |= number == 0;
    write_number(numbers, number);
}

static void write_text(Numbers *numbers, const uint8_t *bytes, int64_t size)
{
    int64_t begin = 0;
    for (int64_t at = 0; at < size; at++) {
        if (bytes[at] != ' ' && bytes[at] != '\n')
            continue;
        write_piece(numbers, bytes + begin, at - begin);
        if (bytes[at] == '\n')
            write_piece(numbers, bytes + at, 1);
        begin = at + 1;
    }
    write_piece(numbers, bytes + begin, size - begin);
    write_number(numbers, 0);
}

/* number_pieces(pieces, data u1, ends i8, cut i, into: writable i4) -> how many numbers it writes.
   The data are texts that end where `ends` says. With `cut` they are cut at each space, a line end is
   a piece of its own, and a 0 comes behind each text; without, each is one piece. */
KERNEL(number_pieces)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Numbers numbers = {.pieces = take_capsule(&arguments, NAME)};
    Array data = take_array(&arguments, "u1");
    Array ends = take_array(&arguments, "i8");
    bool cut = take_integer(&arguments, 0, 1) == 1;
    Array into = take_writable(&arguments, "i4");
    if (arguments.failed)
        return finished(&arguments, NULL);
    numbers.into = into.data;
    numbers.room = into.length;
    int64_t begin = 0;
    for (Py_ssize_t text = 0; text < ends.length && !arguments.failed; text++) {
        int64_t end = ((const int64_t *)ends.data)[text];
        if (end < begin || end > data.length)
            fail(&arguments, "texts do not follow each other");
        else if (cut)
            write_text(&numbers, (const uint8_t *)data.data + begin, end - begin);
        else
            write_piece(&numbers, (const uint8_t *)data.data + begin, end - begin);
        begin = end;
        if (numbers.lacks_room)
            fail(&arguments, "there is no room for all numbers");
        if (numbers.lacks_memory && !arguments.failed) {
            PyErr_NoMemory();
            arguments.failed = true;
        }
    }
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(numbers.written));
}

/* list_pieces(pieces, first i) -> the pieces from this number on */
KERNEL(list_pieces)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Pieces *pieces = take_capsule(&arguments, NAME);
    int64_t first = take_integer(&arguments, 1, INT64_MAX);
    PyObject *list = arguments.failed ? NULL : PyList_New(0);
    if (list == NULL) {
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    for (int64_t number = first; number <= pieces->count && !arguments.failed; number++) {
        int64_t begin = pieces->ends[number - 1];
        PyObject *text = PyUnicode_DecodeUTF8((const char *)pieces->bytes + begin,
                                              (Py_ssize_t)(pieces->ends[number] - begin),
                                              "surrogatepass");
        arguments.failed = text == NULL || PyList_Append(list, text) < 0;
        Py_XDECREF(text);
    }
    return finished(&arguments, list);
}
