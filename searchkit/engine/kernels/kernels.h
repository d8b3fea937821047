/* What the C files of the engine's kernels share: every function of the module. */

#ifndef SEARCHKIT_KERNELS_H
#define SEARCHKIT_KERNELS_H

#include "arguments.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Loops that a compiler turns into vectors, for processors with wide ones too. */
#if defined(__GNUC__) && defined(__x86_64__) && defined(__gnu_linux__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* Bits. */
static inline int ones(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (int)(bits * 0x0101010101010101 >> 56);
}

/* The same, by one instruction in functions that are WIDE. */
#if defined(__GNUC__) || defined(__clang__)
#define COUNT __builtin_popcountll
#else
#define COUNT ones
#endif

static inline int lowest(uint64_t bits)  /* the number of the lowest one; there must be one */
{
#if defined(__GNUC__) || defined(__clang__)
    return __builtin_ctzll(bits);
#else
    return ones((bits & (~bits + 1)) - 1);
#endif
}

static inline int highest(uint64_t bits)  /* the number of the highest one; there must be one */
{
#if defined(__GNUC__) || defined(__clang__)
    return 63 - __builtin_clzll(bits);
#else
    for (int step = 1; step < 64; step <<= 1)
        bits |= bits >> step;
    return ones(bits) - 1;
#endif
}

/* Which of 64 bytes, or fewer, are not 0: low bits first. */
static inline uint64_t set_bits(const uint8_t *bytes, int many)
{
    uint64_t bits = 0, eight;
    int at = 0;
#if defined(__SSE2__)
    for (; at + 16 <= many; at += 16) {
        __m128i own = _mm_loadu_si128((const __m128i *)(bytes + at));
        int none = _mm_movemask_epi8(_mm_cmpeq_epi8(own, _mm_setzero_si128()));
        bits |= (uint64_t)(uint16_t)~none << at;
    }
#endif
    for (; at < many; at += 8) {
        eight = 0;
        memcpy(&eight, bytes + at, (size_t)(many - at < 8 ? many - at : 8));
        eight = ((eight & 0x7f7f7f7f7f7f7f7f) + 0x7f7f7f7f7f7f7f7f) | eight;  /* high bits: not 0 */
        eight = (eight >> 7 & 0x0101010101010101) * 0x0102040810204080 >> 56;
        bits |= eight << at;
    }
    return bits;
}

/* checksums.c */
void prepare_checksums(void);
uint32_t checksum(uint32_t before, const uint8_t *data, size_t size);  /* crc32 as zlib has it */
KERNEL(check_pages);
KERNEL(add_checks);

/* sections.c, pages.c */
#define PAGE 16384  /* bytes that have a checksum; engine/storage/FORMAT.md */
#define PIECE 4096  /* and so has each of these, but for the last ones of a file */

typedef struct Sections Sections;

/* Where a section lies in its file. */
typedef struct {
    int64_t offset, size;
} Section;

/* Bytes that were read and checked. */
typedef struct {
    const uint8_t *bytes;
    uint8_t *owned;
    int64_t size;
} Slice;

Sections *take_sections(Arguments *arguments);
/* Whether the section is one of the file, and has so many bytes. */
bool inside(const Sections *sections, Section section, int64_t bytes);
/* These return false with an exception set; where there is no such section its size is -1. */
bool find_section(const Sections *sections, const char *first, const char *last, Section *found);
/* These return false with an exception set where the bytes are not what was written. */
bool copy_bytes(const Sections *sections, Section section, int64_t first, int64_t size, void *into);
bool read_slice(const Sections *sections, Section section, int64_t first, int64_t end, Slice *slice);
void free_slice(Slice *slice);
bool contradiction(const Sections *sections);  /* what the file says cannot be; returns false */
KERNEL(open_sections);

/* integers.c */
#define CODED 1024     /* integers that lie in a block */
#define HEAD_BITS 24   /* of the head of a block that say how it is coded; the others, where it starts */
#define WIDTH_BITS 6   /* of these, for each level how many bits its chunks have */
#define UNARY 63       /* those of a block in which each integer is so many bits that are 0, and a 1 */

/* Integers as storage/integer_codec.py writes them. */
typedef struct {
    const Sections *sections;
    int64_t count;
    Section bytes, blocks;  /* of each block where it starts, and the widths of its levels */
    Section starts;  /* of spans: where every 64th starts */
} Integers;

bool open_codes(const Sections *sections, const char *name, Integers *integers);
const Integers *take_integers(Arguments *arguments);
bool decode(const Integers *integers, int64_t first, int64_t end, int32_t *into);
KERNEL(open_integers);
KERNEL(decode_integers);
/* Where a span starts and ends; false with an exception set where the file is damaged. */
bool span_at(const Integers *spans, int64_t index, int64_t *start, int64_t *end);
KERNEL(find_span);

/* integer_decoding.c */
/* Decodes those from `first` to `end` of the integers of a block; false where they would lie outside
   of its bytes. */
bool decode_coded_block(const uint8_t *bytes, int64_t left, int64_t head, int64_t count,
                        int64_t first, int64_t end, int32_t *into);
void prepare_integers(void);

static inline bool is_unary(int64_t head)
{
    return (head & (((int64_t)1 << HEAD_BITS) - 1)) == UNARY;
}

/* Of bits, where the one behind so many that are 1 is; -1 where there are fewer. */
int64_t behind_ones(const uint8_t *bytes, int64_t size, int64_t many);
/* Takes bits, ORs them `offset` bits behind the start of others, behind whose last 64 are spare, and
   returns how many of them are 1. */
int64_t or_bits(uint64_t *into, int64_t offset, const uint8_t *bytes, int64_t size, int64_t at,
                int64_t end);
/* Returns how many bits from `first` to `end` are 1. */
int64_t count_ones(const uint8_t *bytes, int64_t first, int64_t end);

/* integer_encoding.c */
KERNEL(encode_integers);

/* symbols.c */

/* Strings with a code of one byte; without a table `count` is -1, and bytes are what they are. */
typedef struct {
    int count;
    uint8_t sizes[255], bytes[255][8];
} Symbols;

bool open_symbols(const Sections *sections, const char *name, Symbols *symbols);
/* Decode until `room` bytes are there or the codes end; returns how many are, -1 where a code stands
   for nothing. Up to 8 bytes behind `room` are written, too. */
int64_t expand(const Symbols *symbols, const uint8_t *coded, int64_t size, int64_t *used,
               uint8_t *into, int64_t room);
KERNEL(encode_symbols);
KERNEL(decode_symbols);

/* dictionary.c */
KERNEL(open_terms);
KERNEL(find_term);
KERNEL(find_postings);
KERNEL(decode_terms);

/* postings.c */
KERNEL(decode_postings);
KERNEL(mark_postings);

/* sets.c */
KERNEL(unite);
KERNEL(spread);

/* terms.c, term_sets.c, coded_terms.c, positions.c, conjunction.c, phrases.c, intersection.c, disjunction.c,
   light_terms.c, matching.c */
KERNEL(make_term);
KERNEL(make_set);
KERNEL(read_term);
KERNEL(make_positions);
KERNEL(read_positions);
KERNEL(rank_all);
KERNEL(rank_coded);
KERNEL(rank_any);
KERNEL(match_any);

#endif
