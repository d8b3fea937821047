/* What the postings of a block add to the sums of its documents, of a set or as they lie in the file. */

#include "queries.h"

#include <string.h>

#define MANY 2000  /* from so many postings on a table of units costs less than it spares */

/* What so many occurrences in a document of this length add to a sum. */
static inline uint16_t units_of(const Part *part, uint32_t frequency, uint8_t code)
{
    double norm = part->term->lengths == NULL ? 0 : part->term->lengths[code];
    return (uint16_t)((impact(part->term, frequency, norm) * (uint32_t)part->factor >> 8) + 1);
}

/* The same for so many occurrences in documents of every length. */
WIDE static void fill_row(const Part *part, double frequency, uint16_t *restrict units)
{
    const double numerator = frequency * part->term->numerator, steps = 1 / part->term->step;
    const double *restrict lengths = part->term->lengths;
    const uint32_t factor = part->factor;
    for (int code = 0; code < 256; code++) {
        int step = (int)(numerator / (frequency + lengths[code]) * steps) + 1;
        units[code] = (uint16_t)(((uint32_t)(step > 255 ? 255 : step) * factor >> 8) + 1);
    }
}

WIDE static int most_of(const uint8_t *often, int size)
{
    uint8_t most = 0;
    for (int i = 0; i < size; i++)
        most = often[i] > most ? often[i] : most;
    return most;
}

/* Fills the table in up to so many occurrences, as far as it may hold them. */
static void fill_table(const Part *part, Units *units, int most)
{
    for (; units->rows <= most && units->rows < TABLED; units->rows++)
        fill_row(part, units->rows, units->of[units->rows]);
}

WIDE static void add_by_table(uint16_t *restrict sums, const Part *part, const Units *units,
                              const uint64_t *held, int words, const uint8_t *often,
                              const uint8_t *restrict norms)
{
    for (int word = 0; word < words; word++)
        for (uint64_t bits = held[word]; bits != 0; bits &= bits - 1) {
            const int at = 64 * word + lowest(bits), own = *often++;
            const int more = own < TABLED ? units->of[own][norms[at]] : units_of(part, (uint32_t)own, norms[at]);
            sums[at] = (uint16_t)(sums[at] + more);
        }
}

/* Adds documents up, a bit for each, which hold the term so often, at most `most` times. */
static void add_held(uint16_t *sums, const Part *part, Units *units, const uint64_t *held, int words,
                     const uint8_t *often, int most, int32_t first)
{
    const uint8_t *norms = part->term->norms;
    if (norms != NULL && part->term->lengths != NULL && part->term->size >= MANY) {
        fill_table(part, units, most);
        add_by_table(sums, part, units, held, words, often, norms + first);
        return;
    }
    for (int word = 0; word < words; word++)
        for (uint64_t bits = held[word]; bits != 0; bits &= bits - 1) {
            const int at = 64 * word + lowest(bits);
            sums[at] = (uint16_t)(sums[at] + units_of(part, *often++, norms == NULL ? 0 : norms[first + at]));
        }
}

void add_coded(uint16_t *sums, const Part *part, int32_t first, int32_t end)
{
    Decoder *own = part->decoder;
    const uint64_t *held = coded_bits(part, first, end);
    if (own->held > 0 && count_block(part))
        add_held(sums, part, &own->table.units, held, WORDS, own->often,
                 most_of(own->often, own->held), first);
}

void add_set(uint16_t *sums, const Part *part, int32_t first, int32_t end)
{
    const Term *term = part->term;
    add_held(sums, part, part->units, term->bits + (first >> 6), (end - first + 63) / 64,
             (const uint8_t *)term->frequencies + term->ranks[first / RANKED], term->most, first);
}
