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

int32_t with_light(const Disjunction *own, int32_t document, int32_t first, int32_t sum)
{
    const int at = document - first;
    int32_t more = own->more;
    for (int i = own->light - 1; i >= 0 && sum + more >= own->candidates.least; i--) {
        Part *part = &own->parts[own->order[i]];
        more -= part->most;
        if ((part->held[at >> 6] >> (at & 63) & 1) == 0)
            continue;
        sum += part->decoder != NULL
            ? part->most
            : (int32_t)((uint32_t)impact_in(part, document) * part->factor >> 8) + 1;
    }
    return sum + more >= own->candidates.least ? sum : 0;
}
