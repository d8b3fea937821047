/* Which tokens of texts make words, as segmentation/words.py says: entries of a word list, weights,
   the best labels, and pyvi's exceptions. */

#include "text_kernels.h"

typedef struct {
    int64_t base;          /* syllables have numbers below it */
    Array pairs;           /* a bit for each two that are an entry, */
    Array beginnings;      /* and for each two with which a longer one begins */
    Array longer[2];       /* the entries of 3 and 4 syllables, as digits of one number, ascending */
} Lexicon;

static bool has_bit(Array bits, int64_t place)
{
    return place >> 3 < bits.length && (((const uint8_t *)bits.data)[place >> 3] >> (place & 7) & 1) != 0;
}

static bool has_entry(Array entries, int64_t key)
{
    const int64_t *keys = entries.data;
    Py_ssize_t low = 0, high = entries.length;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < entries.length && keys[low] == key;
}

/* Of each position the bits 1 << n of the entries of n syllables that begin there. */
static void find_entries(const Lexicon *lexicon, const int32_t *numbers, int64_t count,
                         const int32_t *syllables, uint8_t *entries)
{
    for (int64_t at = 0; at < count; at++) {
        int64_t key = syllables[numbers[at]];
        int64_t second = at + 1 < count ? syllables[numbers[at + 1]] : 0;
        entries[at] = 0;
        if (key <= 0 || second <= 0)
            continue;
        key = key * lexicon->base + second;
        entries[at] |= has_bit(lexicon->pairs, key) ? 1 << 2 : 0;
        if (!has_bit(lexicon->beginnings, key))
            continue;
        for (int64_t size = 3; size <= 4 && at + size <= count; size++) {
            int64_t next = syllables[numbers[at + size - 1]];
            if (next <= 0)
                break;
            key = key * lexicon->base + next;
            entries[at] |= has_entry(lexicon->longer[size - 3], key) ? 1 << size : 0;
        }
    }
}

/* `around`: what an entry of two syllables, and of three, adds to its first and its last one. */
static void add_entries(const uint8_t *entries, int64_t count, const double *around, double *scores)
{
    for (int64_t at = 0; at < count; at++) {
        if (entries[at] & 1 << 2)
            scores[at] += around[0];
        if (at > 0 && entries[at - 1] & 1 << 2)
            scores[at] += around[1];
        if (entries[at] & 1 << 3)
            scores[at] += around[2];
        if (at > 1 && entries[at - 2] & 1 << 3)
            scores[at] += around[3];
    }
}

static inline double greater(double one, double other)
{
    return one > other ? one : other;
}

static inline bool begins(const int32_t *numbers, int64_t at)
{
    return at == 0 || numbers[at] == 0 || numbers[at - 1] == 0;  /* a 0 stands behind each text */
}

/* The best label of each position, true for 1; segmentation/viterbi.py says what `scores` are, and
   `weights`: of label 0 behind 0, of 1 behind 0, of 0 behind 1, of 1 behind 1. `leads`: how much
   better the best path is that ends in label 0. */
static void label_texts(const int32_t *numbers, const double *scores, const double *weights,
                        int64_t count, double *leads, bool *labels)
{
    double stay0 = weights[0], go1 = weights[1], go0 = weights[2], stay1 = weights[3];
    for (int64_t at = 0; at < count; at++)
        leads[at] = begins(numbers, at) ? scores[at]
            : greater(leads[at - 1] + stay0, go0) - greater(leads[at - 1] + go1, stay1) + scores[at];
    for (int64_t at = count - 1; at >= 0; at--) {
        if (at == count - 1 || begins(numbers, at + 1))
            labels[at] = leads[at] < 0;
        else
            labels[at] = labels[at + 1] ? leads[at] + go1 < stay1 : leads[at] + stay0 < go0;
    }
}

static bool are_below(Array values, int64_t most)
{
    const int32_t *numbers = values.data;
    bool wrong = false;
    for (Py_ssize_t at = 0; at < values.length; at++)
        wrong |= numbers[at] < 0 || numbers[at] >= most;
    return !wrong;
}

/* find_words(numbers i4, current f8, previous f8, next f8, syllables i4, closed b1, capital b1, base i,
   pairs u1, beginnings u1, triples i8, quadruples i8, around f8, transitions f8, room f8, joined,
   entries u1): write of each token whether it is joined to the one before, and the entries that begin
   there. `room` holds two numbers for each token. */
KERNEL(find_words)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array numbers = take_array(&arguments, "i4");
    Array weights[3], flags[2];
    for (int i = 0; i < 3; i++)
        weights[i] = take_array(&arguments, "f8");
    Array syllables = take_array(&arguments, "i4");
    for (int i = 0; i < 2; i++)
        flags[i] = take_array(&arguments, "b1");
    Lexicon lexicon = {.base = take_integer(&arguments, 1, 1 << 15)};
    lexicon.pairs = take_array(&arguments, "u1");
    lexicon.beginnings = take_array(&arguments, "u1");
    lexicon.longer[0] = take_array(&arguments, "i8");
    lexicon.longer[1] = take_array(&arguments, "i8");
    Array around = take_array(&arguments, "f8"), transitions = take_array(&arguments, "f8");
    Array room = take_writable(&arguments, "f8");
    Array joined = take_writable(&arguments, "b1");
    Array entries = take_writable(&arguments, "u1");
    int64_t many = numbers.length, known = syllables.length;
    if (!arguments.failed
        && (weights[0].length != known || weights[1].length != known || weights[2].length != known
            || flags[0].length != known || flags[1].length != known || around.length != 4
            || transitions.length != 4 || room.length != 2 * many || joined.length != many
            || entries.length != many || !are_below(numbers, known)
            || !are_below(syllables, lexicon.base)))
        fail(&arguments, "arrays do not fit each other");
    if (arguments.failed)
        return finished(&arguments, NULL);
    const int32_t *tokens = numbers.data;
    double *scores = room.data;
    bool *labels = joined.data;
    Py_BEGIN_ALLOW_THREADS
    find_entries(&lexicon, tokens, many, syllables.data, entries.data);
    for (int64_t at = 0; at < many; at++) {
        scores[at] = ((const double *)weights[0].data)[tokens[at]];
        if (at > 0)
            scores[at] += ((const double *)weights[1].data)[tokens[at - 1]];
        if (at + 1 < many)
            scores[at] += ((const double *)weights[2].data)[tokens[at + 1]];
    }
    add_entries(entries.data, many, around.data, scores);
    label_texts(tokens, scores, transitions.data, many, scores + many, labels);
    for (int64_t at = many - 1; at >= 0; at--) {
        const bool *closed = flags[0].data, *capital = flags[1].data;
        labels[at] = labels[at] && at > 0 && !closed[tokens[at]] && !closed[tokens[at - 1]]
            && (!capital[tokens[at]] || capital[tokens[at - 1]]);
    }
    Py_END_ALLOW_THREADS
    Py_INCREF(Py_None);
    return finished(&arguments, Py_None);
}
