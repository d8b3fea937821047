/* Scores of documents that hold all of some terms: exact ones, of those that may be among the best. */

#include "intersection.h"

#include <math.h>
#include <string.h>

/* Fills the table of scores in up to what so many occurrences are. */
static void fill_scores(const Part *part, int often)
{
    for (; part->decoder->rows <= often; part->decoder->rows++)
        for (int code = 0; code < 256; code++)
            part->decoder->table.scores[part->decoder->rows][code] =
                score_of(part, part->decoder->rows, part->term->lengths[code]);
}

/* Adds the exact scores of a part in documents that hold it, whose frequencies are decoded. */
WIDE static void add_counted(Part *part, const int32_t *documents, int count, double *sums)
{
    const Decoder *decoder = part->decoder;
    const uint8_t *norms = part->term->norms;
    for (int i = 0; i < count; i++) {
        const uint8_t code = norms[documents[i]];
        const int often = decoder->often[rank_in(decoder, documents[i])];
        if (often >= TABLED) {
            sums[i] += score_of(part, often, part->term->lengths[code]);
            continue;
        }
        if (often >= decoder->rows)
            fill_scores(part, often);
        sums[i] += decoder->table.scores[often][code];
    }
}

/* What a part can add to a score. */
static double most_of(const Part *part)
{
    return part->term->lengths == NULL || part->weight < 0 ? INFINITY : part->term->numerator * part->weight;
}

/* Puts the parts that score in order. */
void put_in_order(Arguments *arguments, Intersection *own)
{
    own->scored = cleared(arguments, sizeof *own->scored * ((size_t)own->count + 1));
    own->values = cleared(arguments, sizeof *own->values * SOME * ((size_t)own->count + 1));
    for (int i = 0; !arguments->failed && i < own->count; i++) {
        if (own->parts[i].role != MUST)
            continue;
        int at = own->scores++;
        for (; at > 0 && most_of(&own->parts[own->scored[at - 1]]) < most_of(&own->parts[i]); at--)
            own->scored[at] = own->scored[at - 1];
        own->scored[at] = i;
    }
}

/* Adds the exact scores of a part in documents that hold it. */
static void add_scores(Part *part, const int32_t *documents, int count, double *sums)
{
    if (part->decoder != NULL && part->decoder->counted && part->term->norms != NULL
        && part->term->lengths != NULL)
        add_counted(part, documents, count, sums);
    else
        for (int at = 0; at < count; at++)
            sums[at] += score_in(part, documents[at]);
}

/* Ranks some documents of a block by what all parts add in each. */
void rank_exactly(const Intersection *own, const int32_t *documents, int count, Best *best,
                        int64_t offset)
{
    double sums[SOME];
    memset(sums, 0, (size_t)count * sizeof *sums);
    for (int i = 0; i < own->count; i++)
        if (own->parts[i].role == MUST)
            add_scores(&own->parts[i], documents, count, sums);
    for (int i = 0; i < count; i++)
        if (best->count < best->room || sums[i] > best->heap[0].score)
            consider(best, sums[i], documents[i] + offset);
}

/* Adds a part up in some documents, of which those go that cannot be among the best: the parts to come add
   `rest` at most. Returns how many are left. */
static int add_part(const Intersection *own, int number, int32_t *documents, int count, double *sums,
                    double rest, double least)
{
    int kept = 0;
    double *values = own->values + SOME * own->scored[number];
    memset(values, 0, (size_t)count * sizeof *values);
    add_scores(&own->parts[own->scored[number]], documents, count, values);
    for (int at = 0; at < count; at++) {
        const double sum = sums[at] + values[at];
        for (int i = 0; i <= number; i++)
            own->values[SOME * own->scored[i] + kept] = own->values[SOME * own->scored[i] + at];
        documents[kept] = documents[at];
        sums[kept] = sum;  /* the next takes its place where it goes: no branch, which nobody foresees */
        kept += !(sum + rest + 1e-9 * (fabs(sum) + rest) < least);  /* roundings are far below */
    }
    return kept;
}

/* Ranks those of some documents of a block that may be among the best. */
void rank_some(const Intersection *own, int32_t *documents, int count, Best *best, int64_t offset)
{
    double sums[SOME];
    if (best->count < best->room) {
        rank_exactly(own, documents, count, best, offset);
        return;
    }
    memset(sums, 0, (size_t)count * sizeof *sums);
    for (int i = 0; i < own->scores; i++) {
        double rest = 0;
        for (int later = i + 1; later < own->scores; later++)
            rest += most_of(&own->parts[own->scored[later]]);
        count = add_part(own, i, documents, count, sums, rest, best->heap[0].score);
    }
    for (int at = 0; at < count; at++) {
        double sum = 0;  /* in the order of the parts, as numpy's way has it */
        for (int i = 0; i < own->count; i++)
            if (own->parts[i].role == MUST)
                sum += own->values[SOME * i + at];
        consider(best, sum, documents[at] + offset);
    }
}

/* Decodes the frequencies of a block that are worth it: all, while there is room for all documents, and then
   those of the part that can add the most. */
void count_scored(const Intersection *own, const Best *best, int many)
{
    const int all = best->count < best->room ? own->scores : 1;
    for (int i = 0; i < own->scores; i++) {
        const Part *part = &own->parts[own->scored[i]];
        if (part->decoder != NULL)
            count_matches(part, i < all ? many : 0);
    }
}
