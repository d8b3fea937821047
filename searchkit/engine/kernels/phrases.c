/* Phrases in documents that hold all their words, where the words' places are decoded. */

#include "conjunction.h"

/* The number of a document among those of a word that it holds; none where positions lack it. */
static int32_t entry_in(Part *part, int32_t document)
{
    const Positions *where = part->positions;
    if (where->ranks != NULL && part->term->bits != NULL) {
        const uint64_t before = ((uint64_t)1 << (document & 63)) - 1;
        return (int32_t)where->ranks[document >> 6] + ones(part->term->bits[document >> 6] & before);
    }
    part->placed = seek(where->documents, where->size, part->placed, document);
    return part->placed < where->size && where->documents[part->placed] == document ? part->placed : -1;
}

/* Looks for the places of a word in a document that holds it; false where there are none. */
static bool find_places(Conjunction *own, int word, int32_t document)
{
    Part *part = &own->parts[own->phrase[word]];
    const Positions *where = part->positions;
    int32_t entry = entry_in(part, document);
    if (entry < 0 || entry >= where->size)
        return false;
    own->place[word] = where->starts[entry];
    own->end[word] = where->starts[entry + 1];
    return true;
}

/* Where the bitmaps let the phrase begin: bit p % 16 is set for a place p. */
static uint32_t beginnings(const Conjunction *own, int32_t document)
{
    uint32_t bits = UINT16_MAX;
    for (int word = 0; word < own->words; word++) {
        const uint16_t *bitmaps = own->parts[own->phrase[word]].positions->bitmaps;
        if (bitmaps != NULL)
            bits &= bitmaps[document] * 0x10001u >> (word & 15);
    }
    return bits;
}

/* Whether all words but the rarest stand where a phrase would that begins at `first`. */
static bool begins(Conjunction *own, int32_t document, int64_t first)
{
    for (int word = 0; word < own->words; word++) {
        if (word == own->rarest)
            continue;
        if (own->place[word] < 0 && !find_places(own, word, document))
            return false;
        const Positions *where = own->parts[own->phrase[word]].positions;
        int32_t at = own->place[word], end = own->end[word];
        while (at < end && number_at(where->places, where->width, at) < first + word)
            at++;
        own->place[word] = at;
        if (at == end || number_at(where->places, where->width, at) != first + word)
            return false;
    }
    return true;
}

bool stands(Conjunction *own, int32_t document)
{
    const uint32_t bits = beginnings(own, document);
    for (int word = 0; word < own->words; word++)
        own->place[word] = -1;
    if (bits == 0 || !find_places(own, own->rarest, document))
        return false;
    const Positions *where = own->parts[own->phrase[own->rarest]].positions;
    for (int32_t at = own->place[own->rarest]; at < own->end[own->rarest]; at++) {
        int64_t first = (int64_t)number_at(where->places, where->width, at) - own->rarest;
        if (first >= 0 && (bits >> (first & 15) & 1) != 0 && begins(own, document, first))
            return true;
    }
    return false;
}
