/* Keys, and pairs of numbers, numbered from 0 on in the order in which they come. */

#include "text_kernels.h"

#include <stdlib.h>

typedef struct {
    uint64_t key;     /* one more than it is; 0: the slot is free */
    int32_t number;
} Slot;

typedef struct {
    Slot *slots;
    int bits;         /* there are 1 << bits, at least twice as many as keys */
    int32_t count;
    uint64_t factor;  /* odd; spreads the keys over the slots */
} Table;

static inline Slot *slot_of(const Table *table, uint64_t key)
{
    uint64_t mask = ((uint64_t)1 << table->bits) - 1;
    uint64_t at = key * table->factor >> (64 - table->bits);
    while (table->slots[at].key != key && table->slots[at].key != 0)
        at = (at + 1) & mask;
    return &table->slots[at];
}

static bool widen(Table *table)
{
    Table wider = *table;
    wider.bits = table->bits + 2;
    wider.slots = calloc((size_t)1 << wider.bits, sizeof(Slot));
    if (wider.slots == NULL)
        return false;
    for (int64_t old = 0; old < (int64_t)1 << table->bits; old++)
        if (table->slots[old].key != 0)
            *slot_of(&wider, table->slots[old].key) = table->slots[old];
    free(table->slots);
    *table = wider;
    return true;
}

/* The number of a key below 2**63, which is the count so far for a new one. -1: memory is lacking. */
static inline int32_t number_of(Table *table, uint64_t key)
{
    Slot *slot = slot_of(table, key + 1);
    if (slot->key == 0) {
        if (2 * ((int64_t)table->count + 1) > (int64_t)1 << table->bits) {
            if (!widen(table))
                return -1;
            slot = slot_of(table, key + 1);
        }
        *slot = (Slot){key + 1, table->count++};
    }
    return slot->number;
}

static bool begin(Arguments *arguments, Table *table, int64_t factor)
{
    *table = (Table){.factor = (uint64_t)factor | 1, .bits = 12};
    table->slots = cleared(arguments, sizeof(Slot) << table->bits);
    return table->slots != NULL;
}

static PyObject *end(Arguments *arguments, Table *table, int64_t written)
{
    free(table->slots);
    PyObject *result = written < 0 ? PyErr_NoMemory()
        : Py_BuildValue("(Li)", (long long)written, (int)table->count);
    arguments->failed = result == NULL;
    return finished(arguments, result);
}

static int64_t write_pairs(Table *table, const int32_t *values, int64_t count, int64_t distance,
                           int32_t *into, int32_t *firsts, int32_t *seconds)
{
    int64_t written = 0, end = -1;  /* where the last 0 stands */
    for (int64_t at = 0; at < count; at++) {
        if (values[at] == 0)
            end = at;
        if (at - distance <= end)
            continue;
        int32_t first = values[at - distance], second = values[at], before = table->count;
        uint64_t key = (uint64_t)((uint32_t)first & INT32_MAX) << 32 | (uint32_t)second;
        int32_t number = number_of(table, key);
        if (number < 0)
            return -1;
        if (table->count > before) {
            firsts[number] = first;
            seconds[number] = second;
        }
        into[written++] = number;
    }
    return written;
}

/* number_pairs(values i4, distance i, factor i, into, firsts, seconds: writable i4) -> how many pairs
   there are, and how many distinct ones. A pair are two values >= 0, so many places apart, without a
   0 in either place or between; `factor`, any number, decides where they stand in a table. */
KERNEL(number_pairs)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Table table;
    Array values = take_array(&arguments, "i4");
    int64_t distance = take_integer(&arguments, 1, INT32_MAX);
    int64_t factor = take_integer(&arguments, 0, INT64_MAX);
    Array into = take_writable(&arguments, "i4");
    Array firsts = take_writable(&arguments, "i4");
    Array seconds = take_writable(&arguments, "i4");
    if (!arguments.failed && (into.length < values.length || firsts.length < values.length
                              || seconds.length < values.length || values.length > INT32_MAX))
        fail(&arguments, "there is no room for all pairs");
    if (!begin(&arguments, &table, factor))
        return finished(&arguments, NULL);
    int64_t written;
    Py_BEGIN_ALLOW_THREADS
    written = write_pairs(&table, values.data, values.length, distance, into.data, firsts.data,
                          seconds.data);
    Py_END_ALLOW_THREADS
    return end(&arguments, &table, written);
}

static int64_t write_keys(Table *table, const int64_t *keys, int64_t count, int32_t *into,
                          int64_t *distinct)
{
    for (int64_t at = 0; at < count; at++) {
        int32_t number = number_of(table, (uint64_t)keys[at] & INT64_MAX);
        if (number < 0)
            return -1;
        into[at] = number;
        distinct[number] = keys[at];
    }
    return count;
}

/* number_keys(keys i8, factor i, into: writable i4, distinct: writable i8) -> how many keys there
   are, and how many distinct ones. Keys are >= 0; `factor` as above. */
KERNEL(number_keys)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Table table;
    Array keys = take_array(&arguments, "i8");
    int64_t factor = take_integer(&arguments, 0, INT64_MAX);
    Array into = take_writable(&arguments, "i4");
    Array distinct = take_writable(&arguments, "i8");
    if (!arguments.failed && (into.length < keys.length || distinct.length < keys.length
                              || keys.length > INT32_MAX))
        fail(&arguments, "there is no room for all keys");
    if (!begin(&arguments, &table, factor))
        return finished(&arguments, NULL);
    int64_t written;
    Py_BEGIN_ALLOW_THREADS
    written = write_keys(&table, keys.data, keys.length, into.data, distinct.data);
    Py_END_ALLOW_THREADS
    return end(&arguments, &table, written);
}
