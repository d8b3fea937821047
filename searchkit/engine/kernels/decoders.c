/* How a query decodes the terms that lie in the file: block by block, and nothing of that is kept. */

#include "batches.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define MANY 2000  /* from so many postings on a table of units costs less than it spares */

bool begin_coded(Arguments *arguments, Part *parts, int count, bool ranked)
{
    for (int i = 0; !arguments->failed && i < count; i++) {
        const Term *term = parts[i].term;
        if (term->coded == NULL)
            continue;
        Decoder *decoder = parts[i].decoder = malloc(sizeof *decoder);
        if (decoder == NULL) {
            PyErr_NoMemory();
            arguments->failed = true;
            break;
        }
        memset(decoder, 0, offsetof(Decoder, gaps));
        decoder->rows = 0;
        decoder->filled = true;  /* with what the memory had */
        decoder->counted = ranked && scores(&parts[i]);
        decoder->left = term->size;
        decoder->document = UINT64_MAX;  /* one before the first */
        decoder->first = -1;
        begin_run(&term->coded->gaps, &decoder->gaps);
        begin_run(&term->coded->frequencies, &decoder->frequencies);
    }
    return !arguments->failed;
}

int64_t end_coded(Arguments *arguments, Part *parts, int count, int64_t found)
{
    for (int i = 0; parts != NULL && i < count; i++) {
        Decoder *decoder = parts[i].decoder;
        if (decoder == NULL)
            continue;
        if (decoder->wrong && !arguments->failed)
            arguments->failed = !contradiction(parts[i].term->coded->sections);
        if (decoder->wide)
            found = -1;
        free(decoder);
    }
    return found;
}

/* The next documents; false where they are not of the segment. */
static bool decode_documents(const Part *part)
{
    Decoder *own = part->decoder;
    const int32_t *gaps;
    for (int at = 0; at < own->count;) {
        int many = next_some(&own->gaps, own->count - at, &gaps);
        if (many == 0)
            return false;
        own->document = add_gaps(own->document, gaps, many, own->documents + at);
        if (own->document >= (uint64_t)part->term->count)
            return false;
        at += many;
    }
    return true;
}

/* The next frequencies; false where there are not as many. */
static bool decode_frequencies(Decoder *own)
{
    const int32_t *fewer;
    for (int at = 0; at < own->count;) {
        int many = next_some(&own->frequencies, own->count - at, &fewer);
        if (many == 0)
            return false;
        own->wide |= !add_one(fewer, many, own->often + at);
        at += many;
    }
    return true;
}

/* Decodes the next postings; false where there are no more. */
static bool refill(const Part *part)
{
    Decoder *own = part->decoder;
    if (own->left == 0 || own->wrong)
        return false;
    own->at = 0;
    own->count = own->left < BATCH ? (int)own->left : BATCH;
    own->left -= own->count;
    own->wrong = !decode_documents(part) || (own->counted && !decode_frequencies(own));
    if (own->wrong)
        own->count = 0;
    return !own->wrong;
}

/* How many of the postings that are decoded and not used are before `end`; 0 where none is. */
static inline int postings_before(const Part *part, int32_t end)
{
    Decoder *own = part->decoder;
    if (own->at == own->count && !refill(part))
        return 0;
    if (own->documents[own->count - 1] < end)
        return own->count - own->at;
    int at = own->at;
    while (own->documents[at] < end)
        at++;
    return at - own->at;
}

/* Has done with some postings. */
static inline void use(Decoder *own, int many)
{
    if (own->placed)
        own->used += sum_of(own->often + own->at, many);
    own->at += many;
}

/* Leaves what is before a block behind. */
static inline void begin_block(const Part *part, int32_t first, int32_t end)
{
    Decoder *own = part->decoder;
    for (int many; (many = postings_before(part, first)) > 0;)
        use(own, many);
    own->first = own->reached = first;
    own->before = own->used;
    own->passed = part->term->size - own->left - (own->count - own->at);
    if (own->filled)
        memset(own->held, 0, sizeof own->held);
    own->filled = postings_before(part, end) > 0;
}

void hold_block(const Part *part, int32_t first, int32_t end)
{
    Decoder *own = part->decoder;
    if (own->first == first)
        return;
    begin_block(part, first, end);
    for (int many; (many = postings_before(part, end)) > 0; use(own, many)) {
        const int32_t *documents = own->documents + own->at;
        const uint8_t *often = own->often + own->at;
        uint8_t *held = own->held;
        if (own->counted)
            for (int i = 0; i < many; i++)
                held[documents[i] - first] = often[i];
        else
            for (int i = 0; i < many; i++)
                held[documents[i] - first] = 1;
    }
}

int64_t occurrence_in(const Part *part, int32_t document)
{
    Decoder *own = part->decoder;
    own->before += sum_of(own->held + (own->reached - own->first), document - own->reached);
    own->reached = document;
    return own->before;
}

void make_light(const Part *part)
{
    Decoder *own = part->decoder;
    own->light = true;
    own->counted = false;
    own->taken = 0;
    begin_run(&part->term->coded->frequencies, &own->frequencies);
}

int64_t frequency_in(const Part *part, int32_t document)
{
    Decoder *own = part->decoder;
    const int32_t *fewer;
    const int often = own->held[document - own->first];
    if (often == 0 || !own->light)
        return often;
    int64_t number = own->passed + occurrence_in(part, document);  /* each posting is held as 1 */
    pass(&own->frequencies, number - own->taken);
    own->taken = number + 1;
    if (next_some(&own->frequencies, 1, &fewer) == 1)
        return (int64_t)(uint32_t)*fewer + 1;
    own->wrong = true;
    return 0;
}

/* What so many occurrences in a document of this length add to a sum. */
static inline uint16_t units_of(const Part *part, uint32_t frequency, uint8_t code)
{
    double norm = part->term->lengths == NULL ? 0 : part->term->lengths[code];
    return (uint16_t)((impact(part->term, frequency, norm) * (uint32_t)part->factor >> 8) + 1);
}

/* Fills the table in for all that a batch has, if that is no more than it may hold. */
static bool fill_table(const Part *part, int many)
{
    Decoder *own = part->decoder;
    uint8_t most = 0;
    for (int i = 0; i < many; i++)
        most = own->often[own->at + i] > most ? own->often[own->at + i] : most;
    for (; own->rows <= most && most < TABLED; own->rows++)
        for (int code = 0; code < 256; code++)
            own->table.units[own->rows][code] = units_of(part, (uint32_t)own->rows, (uint8_t)code);
    return most < TABLED;
}

/* Adds up some of the postings. */
static void add_some(uint16_t *restrict sums, const Part *part, int32_t first, int many)
{
    Decoder *own = part->decoder;
    uint8_t *restrict held = own->held;
    const int32_t *restrict documents = own->documents + own->at;
    const uint8_t *restrict often = own->often + own->at, *restrict norms = part->term->norms;
    if (own->light) {
        for (int i = 0; i < many; i++) {
            held[documents[i] - first] = 1;
            sums[documents[i] - first] += 1;
        }
        return;
    }
    if (norms != NULL && part->term->size >= MANY && fill_table(part, many)) {
        for (int i = 0; i < many; i++) {
            const int32_t document = documents[i];
            held[document - first] = often[i];
            sums[document - first] += own->table.units[often[i]][norms[document]];
        }
        return;
    }
    for (int i = 0; i < many; i++) {
        held[documents[i] - first] = often[i];
        sums[documents[i] - first] += units_of(part, often[i], norms == NULL ? 0 : norms[documents[i]]);
    }
}

void add_coded(uint16_t *sums, const Part *part, int32_t first, int32_t end)
{
    begin_block(part, first, end);
    for (int many; (many = postings_before(part, end)) > 0; use(part->decoder, many))
        add_some(sums, part, first, many);
}
