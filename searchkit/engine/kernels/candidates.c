/* Documents with coarse sums: those that may be among the best are kept. */

#include "queries.h"

#include <stdlib.h>
#include <string.h>

/* The sum that so many candidates reach: by counts of the high bytes, then of the low ones. */
static int32_t kth_greatest(const Candidates *own)
{
    Py_ssize_t counts[256], above = 0;
    int32_t prefix = -1;
    for (int shift = 8; shift >= 0; shift -= 8) {
        memset(counts, 0, sizeof counts);
        for (Py_ssize_t i = 0; i < own->count; i++)
            if (prefix < 0 || own->found[i].sum >> 8 == prefix)
                counts[own->found[i].sum >> shift & 255]++;
        int byte = 255;
        for (; byte > 0 && above + counts[byte] < own->wanted; byte--)
            above += counts[byte];
        if (shift == 0)
            return prefix << 8 | byte;
        prefix = byte;
    }
    return 0;
}

void tighten(Candidates *own)
{
    if (own->count < own->wanted)
        return;
    int32_t least = kth_greatest(own) - own->slack;
    if (least > own->least)
        own->least = least;
    Py_ssize_t kept = 0;
    for (Py_ssize_t i = 0; i < own->count; i++)
        if (own->found[i].sum >= own->least)
            own->found[kept++] = own->found[i];
    own->count = kept;
}

bool add_candidate(Candidates *own, int32_t document, uint16_t sum)
{
    if (own->count == own->room) {
        tighten(own);
        if (own->count > own->room / 2) {
            Candidate *more = realloc(own->found, sizeof *more * 2 * (size_t)own->room);
            if (more == NULL)
                return false;
            own->found = more;
            own->room *= 2;
        }
    }
    if (sum >= own->least)
        own->found[own->count++] = (Candidate){document, sum};
    return true;
}
