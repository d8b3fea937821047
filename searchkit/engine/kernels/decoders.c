/* How a query decodes the terms that lie in the file: block by block, and nothing of that is kept. */

#include "batches.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define COUNTED 16  /* of fewer postings for each match in a block all frequencies are decoded */

bool begin_coded(Arguments *arguments, Part *parts, int count, bool ranked)
{
    for (int i = 0; !arguments->failed && i < count; i++) {
        const Term *term = parts[i].term;
        if (term->ranks != NULL && ranked && scores(&parts[i]))
            parts[i].units = cleared(arguments, sizeof *parts[i].units);
        if (term->coded == NULL)
            continue;
        Decoder *decoder = parts[i].decoder = malloc(sizeof *decoder);
        if (decoder == NULL) {
            PyErr_NoMemory();
            arguments->failed = true;
            break;
        }
        memset(decoder, 0, offsetof(Decoder, ranks));
        decoder->table.units.rows = 0;
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
        free(parts[i].units);
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

/* Decodes more documents, or finds more bits; false where there are no more. */
static bool refill(const Part *part)
{
    Decoder *own = part->decoder;
    if (own->left == 0 || own->wrong)
        return false;
    int many = next_bits(&own->gaps, own->left, &own->string);
    if (many > 0) {
        own->next = (int64_t)(own->document + 1);
        own->document += (uint64_t)(own->string.end - own->string.at);
    } else {
        const int32_t *gaps = NULL;
        many = next_some(&own->gaps, own->left < CODED ? (int)own->left : CODED, &gaps);
        own->documents = gaps;  /* which become documents where they are */
        own->at = 0;
        own->count = many;
        own->document = add_gaps(own->document, gaps, many, (int32_t *)gaps);
    }
    own->left -= many;
    own->wrong = many == 0 || own->document >= (uint64_t)part->term->count;
    if (own->wrong) {
        own->count = own->at = 0;
        own->string.at = own->string.end;
    }
    return !own->wrong;
}

/* Uses what is decoded, those before `end`; returns how many. With `bits`, which begin with the document
   `first`, those of the documents are set. */
static int64_t use_documents(Decoder *own, int32_t end, int32_t first, uint64_t *bits)
{
    const int start = own->at;
    for (; own->at < own->count && own->documents[own->at] < end; own->at++)
        if (bits != NULL) {
            const int32_t at = own->documents[own->at] - first;
            ((uint8_t *)bits)[at >> 3] |= (uint8_t)(1 << (at & 7));  /* little endian */
        }
    return own->at - start;
}

static int64_t use_bits(Decoder *own, int32_t end, int32_t first, uint64_t *bits)
{
    Bits *string = &own->string;
    int64_t size = string->end - string->at, many;
    if (size > end - own->next)
        size = end - own->next;
    if (size <= 0)
        return 0;
    if (bits == NULL)
        many = count_ones(string->bytes, string->at, string->at + size);
    else
        many = or_bits(bits, own->next - first, string->bytes, string->size, string->at, string->at + size);
    string->at += size;
    own->next += size;
    return many;
}

/* Uses all postings before `end`. */
static int64_t use_postings(const Part *part, int32_t end, int32_t first, uint64_t *bits)
{
    Decoder *own = part->decoder;
    int64_t many = 0;
    do {
        many += use_documents(own, end, first, bits);
        many += use_bits(own, end, first, bits);
    } while (own->at == own->count && own->string.at == own->string.end && refill(part));
    return many;
}

const uint64_t *coded_bits(const Part *part, int32_t first, int32_t end)
{
    Decoder *own = part->decoder;
    if (own->first == first)
        return own->bits;
    own->passed += own->held + use_postings(part, first, 0, NULL);
    memset(own->bits, 0, sizeof own->bits);
    own->held = (int)use_postings(part, end, first, own->bits);
    own->first = first;
    own->ranked = false;
    return own->bits;
}

bool count_block(const Part *part)
{
    Decoder *own = part->decoder;
    const int32_t *fewer;
    pass(&own->frequencies, own->passed - own->taken);
    own->taken = own->passed + own->held;
    for (int at = 0; at < own->held;) {
        int many = next_some(&own->frequencies, own->held - at, &fewer);
        own->wrong |= many == 0;
        if (many == 0)
            return false;
        own->wide |= !add_one(fewer, many, own->often + at);
        at += many;
    }
    return true;
}

void count_seldom(const Part *part)
{
    Decoder *own = part->decoder;
    own->counted = false;
    own->taken = 0;
    begin_run(&part->term->coded->frequencies, &own->frequencies);
    own->frequencies.most = SELDOM;
}

static inline int64_t sum_up(const int32_t *fewer, int many)
{
    int64_t sum = many;
    for (int i = 0; i < many; i++)
        sum += (uint32_t)fewer[i];
    return sum;
}

/* Leaves frequencies out, those before that of a posting; for a word of a phrase they are added up. */
static void leave_out(Decoder *own, int64_t number)
{
    int64_t left = number - own->taken;
    if (!own->placed) {
        int most = left < CODED / 4 ? 2 * own->frequencies.most : own->frequencies.most / 2;
        own->frequencies.most = most < SELDOM ? SELDOM : most > CODED ? CODED : most;
        pass(&own->frequencies, left);
        return;
    }
    while (left > 0 && !own->wrong) {
        const int32_t *fewer;
        int many = next_some(&own->frequencies, left < CODED ? (int)left : CODED, &fewer);
        own->occurred += sum_up(fewer, many);
        own->wrong |= many == 0;
        left -= many;
    }
}

/* Decodes the frequency of a posting, and says how many occurrences are before its own. Postings are
   asked for in order. */
static void reach_frequency(Decoder *own, int64_t number)
{
    Cursor *cursor = &own->frequencies;
    const int64_t skipped = number - own->taken;
    if (skipped < 0)
        return;  /* it was the last one */
    if (skipped < cursor->ready - cursor->at) {
        if (own->placed)
            own->occurred += sum_up(cursor->values + cursor->at, (int)skipped);
        cursor->at += (int)skipped;
    } else {
        leave_out(own, number);
    }
    const int32_t *fewer;
    own->wrong |= next_some(cursor, 1, &fewer) == 0;
    own->taken = number + 1;
    own->last = own->wrong ? 1 : (int64_t)(uint32_t)*fewer + 1;
    own->before = own->occurred;
    own->occurred += own->last;
}

WIDE static void count_ranks(Decoder *own)
{
    int rank = 0;
    for (int i = 0; i < WORDS; i++) {
        own->ranks[i] = (uint16_t)rank;
        rank += COUNT(own->bits[i]);
    }
    own->ranked = true;
}

WIDE int64_t frequency_in(const Part *part, int32_t document)
{
    Decoder *own = part->decoder;
    if (!is_held(own, document))
        return 0;
    if (!own->ranked)
        count_ranks(own);
    const int rank = rank_in(own, document);
    if (own->counted)
        return own->often[rank];
    reach_frequency(own, own->passed + rank);
    return own->last;
}

bool count_matches(const Part *part, int many)
{
    Decoder *own = part->decoder;
    own->counted = !own->placed && own->held < COUNTED * many;
    if (!own->counted)
        return false;
    if (!own->ranked)
        count_ranks(own);
    own->frequencies.most = CODED;
    own->counted = count_block(part) && !own->wide;
    if (own->wide) {
        own->wide = false;
        count_seldom(part);
    }
    return own->counted;
}

int64_t occurrence_in(const Part *part, int32_t document)
{
    frequency_in(part, document);
    return part->decoder->before;
}
