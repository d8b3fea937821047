/* What the postings of a block of a term that lies in the file add to the sums of its documents. */

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

/* Fills the table in for all that a block has, if that is no more than it may hold. */
static bool fill_table(const Part *part)
{
    Decoder *own = part->decoder;
    uint8_t most = 0;
    for (int i = 0; i < own->held; i++)
        most = own->often[i] > most ? own->often[i] : most;
    for (; own->rows <= most && most < TABLED; own->rows++)
        fill_row(part, own->rows, own->table.units[own->rows]);
    return most < TABLED;
}

WIDE static void add_by_table(uint16_t *restrict sums, const Decoder *own, const uint8_t *restrict norms)
{
    const uint8_t *often = own->often;
    for (int word = 0; word < WORDS; word++)
        for (uint64_t bits = own->bits[word]; bits != 0; bits &= bits - 1) {
            const int at = 64 * word + lowest(bits);
            sums[at] = (uint16_t)(sums[at] + own->table.units[*often++][norms[at]]);
        }
}

void add_coded(uint16_t *sums, const Part *part, int32_t first, int32_t end)
{
    Decoder *own = part->decoder;
    const uint8_t *norms = part->term->norms, *often = own->often;
    coded_bits(part, first, end);
    if (own->held == 0 || !count_block(part))
        return;
    if (norms != NULL && part->term->lengths != NULL && part->term->size >= MANY && fill_table(part)) {
        add_by_table(sums, own, norms + first);
        return;
    }
    for (int word = 0; word < WORDS; word++)
        for (uint64_t bits = own->bits[word]; bits != 0; bits &= bits - 1) {
            const int at = 64 * word + lowest(bits);
            sums[at] = (uint16_t)(sums[at] + units_of(part, *often++, norms == NULL ? 0 : norms[first + at]));
        }
}
