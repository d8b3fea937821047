/* Terms of a disjunction that cannot make a document one of the best: only the bits of their documents
   are looked at, and how often these hold them only in the few documents that the others bring near
   enough. After Turtle and Flood, "Query evaluation: strategies and optimizations" (Information
   Processing & Management 31, 1995), which calls this MAXSCORE. */

#include "disjunction.h"

#include <stdlib.h>

/* Of what the best have, light terms can add so much: less where many are wanted, for then more documents
   come near. */
#define SHARE 0.6
#define SHARE_OF_MANY 0.4
#define MANY 100

bool order_parts(Disjunction *own)
{
    int without = 0;
    for (int i = 0; i < own->count; i++) {
        Part *part = &own->parts[i];
        if (!scores(part) || (part->decoder != NULL && part->term->lengths == NULL))
            continue;  /* where frequencies are the scores, nothing says what they are at most */
        part->most = (int32_t)((uint32_t)part->term->highest * part->factor >> 8) + 1;
        int at = own->ordered++;
        for (; at > 0 && own->parts[own->order[at - 1]].most > part->most; at--)
            own->order[at] = own->order[at - 1];
        own->order[at] = i;
        without += part->decoder == NULL && part->term->bits == NULL;
    }
    if (without > 0)
        own->rooms = malloc(sizeof(uint64_t) * WORDS * (size_t)without);
    return without == 0 || own->rooms != NULL;
}

void lighten(Disjunction *own)
{
    if (!own->coded)
        tighten(&own->candidates);
    const double share = own->candidates.wanted < MANY ? SHARE : SHARE_OF_MANY;
    while (own->light < own->ordered) {
        Part *part = &own->parts[own->order[own->light]];
        if (own->more + part->most > share * own->candidates.least)
            break;
        if (part->decoder != NULL)
            count_seldom(part);
        part->light = true;
        own->more += part->most;
        own->light++;
    }
}

void unite_light(Disjunction *own, uint64_t *bits, int32_t first, int32_t end)
{
    uint64_t *room = own->rooms;
    for (int i = 0; i < own->light; i++) {
        Part *part = &own->parts[own->order[i]];
        part->held = held_in(part, room, first, end);
        if (part->held == room)
            room += WORDS;
        unite_bits(bits, part->held, (end - first + 63) / 64);
    }
}

static inline bool is_in(const Part *part, int at)
{
    return (part->held[at >> 6] >> (at & 63) & 1) != 0;
}

/* What a light part adds to the sum of a document that holds it. */
static int32_t units_in(Part *part, int32_t document)
{
    const Term *term = part->term;
    const int step = part->decoder == NULL
        ? impact_in(part, document)
        : impact(term, (double)frequency_in(part, document), norm_in(term, document));
    return (int32_t)((uint32_t)step * part->factor >> 8) + 1;
}

/* First by what the parts add at most, which is known by bits alone. */
int32_t with_light(const Disjunction *own, int32_t document, int32_t first, int32_t sum)
{
    const int at = document - first;
    int32_t more = own->more, held = 0;
    for (int i = own->light - 1; i >= 0; i--) {
        const Part *part = &own->parts[own->order[i]];
        more -= part->most;
        held += is_in(part, at) ? part->most : 0;
        if (sum + held + more < own->candidates.least)
            return 0;
    }
    for (int i = own->light - 1; i >= 0; i--) {
        Part *part = &own->parts[own->order[i]];
        if (!is_in(part, at))
            continue;
        held -= part->most;
        sum += units_in(part, document);
        if (sum + held < own->candidates.least)
            return 0;
    }
    return sum;
}
