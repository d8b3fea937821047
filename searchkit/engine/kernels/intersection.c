/* Documents that hold all of some terms, block by block, where terms lie in the file. */

#include "queries.h"

#include <stdlib.h>
#include <string.h>

#define SOME 256  /* documents that are scored together */

/* A word of a phrase in a document. */
typedef struct {
    Part *part;
    int place;           /* in the phrase */
    bool reached;        /* it was looked for in the document */
    int left;            /* its positions there that are still codes */
    const int32_t *next, *end;  /* and those that are not, as steps */
    int64_t position;    /* the last that was read, or -1 */
} Word;

typedef struct {
    Part *parts;
    int count;
    Word *words;  /* of a phrase, the rarest first */
    int length;
} Intersection;

/* Begins with the positions of a word in a document. */
static void reach(Word *word, int32_t document)
{
    Decoder *decoder = word->part->decoder;
    int64_t first = occurrence_in(word->part, document);
    word->reached = true;
    word->left = decoder->held[document - decoder->first];
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
    int many = word->left == 0 ? 0 : next_some(&decoder->places, word->left, &word->next);
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

/* Fills the table of scores in up to what so many occurrences are. */
static void fill_scores(const Part *part, int often)
{
    for (; part->decoder->rows <= often; part->decoder->rows++)
        for (int code = 0; code < 256; code++)
            part->decoder->table.scores[part->decoder->rows][code] =
                score_of(part, part->decoder->rows, part->term->lengths[code]);
}

/* Adds the exact scores of a part in documents that hold it; by a table where they may be in one. */
static void add_scores(Part *part, const int32_t *documents, int count, double *sums)
{
    Decoder *decoder = part->decoder;
    const uint8_t *norms = part->term->norms;
    if (decoder == NULL || norms == NULL || part->term->lengths == NULL) {
        for (int i = 0; i < count; i++)
            sums[i] += score_in(part, documents[i]);
        return;
    }
    for (int i = 0; i < count; i++) {
        const int32_t document = documents[i];
        const int often = decoder->held[document - decoder->first];
        if (often >= TABLED) {
            sums[i] += score_in(part, document);
            continue;
        }
        if (often >= decoder->rows)
            fill_scores(part, often);
        sums[i] += decoder->table.scores[often][norms[document]];
    }
}

/* Ranks some of the documents that match. */
static void rank(const Intersection *own, const int32_t *documents, int count, Best *best,
                 int64_t offset)
{
    double sums[SOME] = {0};
    for (int i = 0; i < own->count; i++)
        if (own->parts[i].role == MUST)
            add_scores(&own->parts[i], documents, count, sums);
    for (int i = 0; i < count; i++)
        if (best->count < best->room || sums[i] > best->heap[0].score)
            consider(best, sums[i], documents[i] + offset);
}

/* Takes some of the documents that have a flag, from the place `at` on; returns how many. */
static int take_some(const uint8_t *flags, int size, int *at, int32_t first, int32_t *documents)
{
    int count = 0;
    for (; *at < size && count <= SOME - 64; *at += 64) {
        uint64_t bits = set_bits(flags + *at, size - *at < 64 ? size - *at : 64);
        for (; bits != 0; bits &= bits - 1)
            documents[count++] = first + *at + lowest(bits);
    }
    return count;
}

/* Of documents that hold all words, those in which they are the phrase; returns how many. */
static int keep_phrases(Intersection *own, int32_t *documents, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (stand(own, documents[i]))
            documents[kept++] = documents[i];
    return kept;
}

static int64_t find(Intersection *own, const Matching *matching, Best *best, int32_t all,
                    const uint8_t *mask, int64_t offset)
{
    uint8_t flags[BLOCK];
    int32_t documents[SOME];
    int64_t total = 0;
    for (int32_t first = 0; first < all; first += BLOCK) {
        int32_t end = all - first < BLOCK ? all : first + BLOCK;
        if (match(matching, flags, mask, first, end) == 0)
            continue;
        for (int at = 0; at < end - first;) {
            int count = take_some(flags, end - first, &at, first, documents);
            if (own->length > 0)
                count = keep_phrases(own, documents, count);
            if (best->room > 0)
                rank(own, documents, count, best, offset);
            total += count;
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
   documents i8, scores f8): as rank_all, or -1 as from rank_any. Words of a phrase must lie in the file,
   as their positions do; other terms may. */
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
    begin_matching(&arguments, &matching, own.parts, own.count);
    if (begin_coded(&arguments, own.parts, own.count, true) && !begin_words(&own))
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
    free(matching.order);
    free(own.parts);
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(found));
}
