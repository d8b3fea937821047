/* Documents that hold all of some terms, block by block, where terms lie in the file. */

#include "intersection.h"

#include <stdlib.h>
#include <string.h>

/* Begins with the positions of a word in a document. */
static void reach(Word *word, int32_t document)
{
    Decoder *decoder = word->part->decoder;
    int64_t first = occurrence_in(word->part, document);
    word->reached = true;
    word->left = decoder->last;
    word->next = word->end = NULL;
    word->position = -1;
    if (first + word->left > word->part->places->end - word->part->places->first) {
        decoder->wrong = true;
        word->left = 0;
        return;
    }
    pass(&decoder->places, first - decoder->read);
    decoder->read = first;
}

/* Decodes more positions of a word; false where there is none. */
static bool decode_more(Word *word)
{
    Decoder *decoder = word->part->decoder;
    int many = next_some(&decoder->places, word->left < CODED ? (int)word->left : CODED, &word->next);
    decoder->wrong |= many == 0 && word->left > 0;
    decoder->read += many;
    word->left -= many;
    word->end = word->next + many;
    return many > 0;
}

/* Reads the next position of a word; false where there is none. */
static inline bool read_position(Word *word)
{
    if (word->next == word->end && !decode_more(word))
        return false;
    word->position += (int64_t)(uint32_t)*word->next++ + 1;
    return true;
}

/* Whether a word stands at a position in a document. Positions are asked for in order. */
static inline bool stands_at(Word *word, int32_t document, int64_t position)
{
    if (!word->reached)
        reach(word, document);
    while (word->position < position)
        if (!read_position(word))
            return false;
    return word->position == position;
}

/* Whether the words stand one behind the other in a document that holds them all. */
static bool stand(Intersection *own, int32_t document)
{
    Word *rarest = &own->words[0];
    for (int i = 1; i < own->length; i++)
        own->words[i].reached = false;
    for (reach(rarest, document); read_position(rarest);) {
        int64_t first = rarest->position - rarest->place;
        int i = first < 0 ? own->length + 1 : 1;
        for (; i < own->length; i++)
            if (!stands_at(&own->words[i], document, first + own->words[i].place))
                break;
        if (i == own->length)
            return true;
    }
    return false;
}

/* Takes some of the documents that have a bit, from the word `at` on; returns how many. */
static int take_some(const uint64_t *found, int words, int *at, int32_t first, int32_t *documents)
{
    int count = 0;
    for (; *at < words && count <= SOME - 64; ++*at)
        for (uint64_t bits = found[*at]; bits != 0; bits &= bits - 1)
            documents[count++] = first + 64 * *at + lowest(bits);
    return count;
}

/* Of documents that hold all words, ranks those in which they are the phrase, at once: what was decoded of
   one is gone when it is the turn of the next. Returns how many. */
static int rank_phrases(Intersection *own, const int32_t *documents, int count, Best *best, int64_t offset)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (!stand(own, documents[i]))
            continue;
        kept++;
        if (best->room > 0)
            rank_exactly(own, &documents[i], 1, best, offset);
    }
    return kept;
}

static int64_t find(Intersection *own, const Matching *matching, Best *best, int32_t all,
                    const uint8_t *mask, int64_t offset)
{
    uint64_t bits[WORDS];
    int32_t documents[SOME];
    int64_t total = 0;
    for (int32_t first = 0; first < all; first += BLOCK) {
        int32_t end = all - first < BLOCK ? all : first + BLOCK;
        int many = match(matching, bits, mask, first, end), words = (end - first + 63) / 64;
        if (own->length == 0)
            total += many;
        if (many == 0 || (own->length == 0 && best->room == 0))
            continue;
        count_scored(own, best, many);
        for (int at = 0; at < words;) {
            int count = take_some(bits, words, &at, first, documents);
            if (own->length > 0)
                total += rank_phrases(own, documents, count, best, offset);
            else
                rank_some(own, documents, count, best, offset);
        }
    }
    return total;
}

/* Says which parts are words of a phrase; false where one is not such as they must be. */
static bool begin_words(Intersection *own)
{
    for (int i = 0, place = 0; i < own->count; i++) {
        Part *part = &own->parts[i];
        if (part->role == MAY)
            return false;
        if (part->places == NULL)
            continue;
        if (part->decoder == NULL || part->role != MUST)
            return false;
        begin_run(part->places, &part->decoder->places);
        part->decoder->placed = true;
        int at = own->length++;
        for (; at > 0 && own->words[at - 1].part->term->size > part->term->size; at--)
            own->words[at] = own->words[at - 1];
        own->words[at] = (Word){.part = part, .place = place++};
    }
    return true;
}

/* rank_coded(count, terms, roles u1, weights f8, positions or None, mask b1 or None, offset,
   documents i8, scores f8): as rank_all. Words of a phrase must lie in the file, as their positions do;
   other terms may. */
KERNEL(rank_coded)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Intersection own = {0};
    Matching matching;
    int32_t total;
    own.parts = take_parts(&arguments, &total, &own.count);
    take_coded_positions(&arguments, own.parts, own.count);
    const uint8_t *mask = take_mask(&arguments, total);
    int64_t offset = take_integer(&arguments, 0, INT64_MAX / 2);
    Array documents = take_writable(&arguments, "i8"), scores = take_writable(&arguments, "f8");
    if (!arguments.failed && documents.length != scores.length)
        fail(&arguments, "there is not the same room for documents and scores");
    Best best = {.room = documents.length};
    best.heap = cleared(&arguments, sizeof *best.heap * (size_t)(best.room + 1));
    own.words = cleared(&arguments, sizeof *own.words * ((size_t)own.count + 1));
    int64_t found = 0;
    put_in_order(&arguments, &own);
    begin_matching(&arguments, &matching, own.parts, own.count);
    if (begin_coded(&arguments, own.parts, own.count, false) && !begin_words(&own))
        fail(&arguments, "a term may be there only, or is a word that does not lie in the file");
    else if (!arguments.failed
             && (matching.ordered == 0 || own.parts[matching.order[0]].role == NOT))
        fail(&arguments, "no term must be there");
    if (!arguments.failed) {
        Py_BEGIN_ALLOW_THREADS
        found = find(&own, &matching, &best, total, mask, offset);
        write_best(&best, documents.data, scores.data);
        Py_END_ALLOW_THREADS
    }
    found = end_coded(&arguments, own.parts, own.count, found);
    free(best.heap);
    free(own.words);
    free(own.scored);
    free(own.values);
    free(matching.order);
    free(own.parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
