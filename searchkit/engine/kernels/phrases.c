/* Phrases in documents that hold all their words, where the words' places are decoded. */

#include "conjunction.h"

/* Looks for the places of a word in a document that holds it; false where positions lack it. */
static bool find_places(Conjunction *own, int word, int32_t document)
{
    Part *part = &own->parts[own->phrase[word]];
    const Positions *where = part->positions;
    if (part->term->column)
        part->placed = seek(where->documents, where->size, part->placed, document);
    else
        part->placed = entry_of(part, document);
    int32_t entry = part->placed;
    if (entry < 0 || entry == where->size || where->documents[entry] != document)
        return false;
    own->place[word] = where->starts[entry];
    own->end[word] = where->starts[entry + 1];
    return true;
}

/* Whether the bitmaps let the phrase begin at `first`. */
static bool may_begin(const Conjunction *own, int32_t document, int64_t first)
{
    for (int word = 0; word < own->words; word++) {
        const uint16_t *bitmaps = own->parts[own->phrase[word]].positions->bitmaps;
        if (bitmaps != NULL && (bitmaps[document] >> ((first + word) & 15) & 1) == 0)
            return false;
    }
    return true;
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
    for (int word = 0; word < own->words; word++)
        own->place[word] = -1;
    if (!find_places(own, own->rarest, document))
        return false;
    const Positions *where = own->parts[own->phrase[own->rarest]].positions;
    for (int32_t at = own->place[own->rarest]; at < own->end[own->rarest]; at++) {
        int64_t first = (int64_t)number_at(where->places, where->width, at) - own->rarest;
        if (first >= 0 && may_begin(own, document, first) && begins(own, document, first))
            return true;
    }
    return false;
}
