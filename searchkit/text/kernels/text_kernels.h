/* What the C files of the kernels for texts share: every function of the module. */

#ifndef SEARCHKIT_TEXT_KERNELS_H
#define SEARCHKIT_TEXT_KERNELS_H

#include "arguments.h"

/* pieces.c */
KERNEL(make_pieces);
KERNEL(number_pieces);
KERNEL(list_pieces);

/* keys.c */
KERNEL(number_pairs);
KERNEL(number_keys);

/* spans.c */
KERNEL(take_spans);

/* words.c */
KERNEL(find_words);

/* needles.c */
KERNEL(make_needles);
KERNEL(find_needles);

#endif
