/* Terms of a disjunction that cannot make a document one of the best: where they are is decoded, and
   how often only in the few documents that the others bring near enough. After Turtle and Flood, "Query
   evaluation: strategies and optimizations" (Information Processing & Management 31, 1995), which calls
   this MAXSCORE. */

#include "disjunction.h"

#define LIGHT 2  /* light terms can add one part in so many of what the best have */

/* What a part can add to a sum, at most, beside the 1. */
static int32_t most_of(const Part *part)
{
    return (int32_t)(255u * part->factor >> 8);
}

void order_coded(Disjunction *own)
{
    for (int i = 0; i < own->count; i++) {
        const Part *part = &own->parts[i];
        if (part->decoder == NULL || !scores(part) || part->term->lengths == NULL)
            continue;  /* where frequencies are the scores, nothing says what they are at most */
        int at = own->ordered++;
        for (; at > 0 && most_of(&own->parts[own->order[at - 1]]) > most_of(part); at--)
            own->order[at] = own->order[at - 1];
        own->order[at] = i;
    }
}

void lighten(Disjunction *own)
{
    while (own->light < own->ordered) {
        const Part *part = &own->parts[own->order[own->light]];
        if (own->more + most_of(part) > own->candidates.least / LIGHT)
            break;
        make_light(part);
        own->more += most_of(part);
        own->light++;
    }
}

bool may_be_best(const Disjunction *own, int32_t document, int32_t sum)
{
    for (int i = 0; i < own->light; i++) {
        const Part *part = &own->parts[own->order[i]];
        if (part->decoder->held[document - part->decoder->first] != 0)
            sum += most_of(part);
    }
    return sum >= own->candidates.least;
}
