/* Some integers at a time, by wide instructions where a processor has them. */

#ifndef SEARCHKIT_BATCHES_H
#define SEARCHKIT_BATCHES_H

#include "queries.h"

/* The sum of so many bytes; SPARE more may be read. */
static inline int64_t sum_of(const uint8_t *bytes, int32_t size)
{
#if defined(__SSE2__)
    static const uint8_t kept[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255};
    __m128i sums = _mm_setzero_si128();
    for (; size > 0; size -= 16, bytes += 16) {
        __m128i own = _mm_loadu_si128((const __m128i *)bytes);
        if (size < 16)
            own = _mm_and_si128(own, _mm_loadu_si128((const __m128i *)(kept + 16 - size)));
        sums = _mm_add_epi32(sums, _mm_sad_epu8(own, _mm_setzero_si128()));
    }
    return _mm_cvtsi128_si32(_mm_add_epi32(sums, _mm_srli_si128(sums, 8)));
#else
    int64_t sum = 0;
    for (int32_t i = 0; i < size; i++)
        sum += bytes[i];
    return sum;
#endif
}

/* Documents out of at most CODED gaps less one, and returns the last one; they may pass all that there are. */
static inline uint64_t add_gaps(uint64_t document, const int32_t *gaps, int count, int32_t *documents)
{
    int at = 0;
#if defined(__SSE2__)
    __m128i bits = _mm_setzero_si128(), last = _mm_set1_epi32((int)(uint32_t)document);
    for (int i = 0; i + 4 <= count; i += 4)
        bits = _mm_or_si128(bits, _mm_srli_epi32(_mm_loadu_si128((const __m128i *)(gaps + i)), 21));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(bits, _mm_setzero_si128())) == 0xffff)
        for (; at + 4 <= count; at += 4) {  /* their sum, with a document, fits 32 bits */
            __m128i four = _mm_loadu_si128((const __m128i *)(gaps + at));
            four = _mm_add_epi32(four, _mm_slli_si128(four, 4));
            four = _mm_add_epi32(four, _mm_slli_si128(four, 8));
            four = _mm_add_epi32(_mm_add_epi32(four, _mm_setr_epi32(1, 2, 3, 4)), last);
            _mm_storeu_si128((__m128i *)(documents + at), four);
            last = _mm_shuffle_epi32(four, 0xff);
        }
    if (at > 0)
        document = (uint32_t)documents[at - 1];
#endif
    for (; at < count; at++) {
        document += (uint64_t)(uint32_t)gaps[at] + 1;
        documents[at] = (int32_t)document;
    }
    return document;
}

/* Frequencies out of what is above one; returns whether all fit in a byte. */
static inline bool add_one(const int32_t *fewer, int count, uint8_t *often)
{
    uint32_t bits = 0;
    int at = 0;
#if defined(__SSE2__)
    const __m128i one = _mm_set1_epi32(1);
    __m128i all = _mm_setzero_si128();
    for (; at + 16 <= count; at += 16) {
        __m128i four[4];
        for (int i = 0; i < 4; i++) {
            four[i] = _mm_add_epi32(_mm_loadu_si128((const __m128i *)(fewer + at + 4 * i)), one);
            all = _mm_or_si128(all, four[i]);
            four[i] = _mm_and_si128(four[i], _mm_set1_epi32(255));
        }
        _mm_storeu_si128((__m128i *)(often + at), _mm_packus_epi16(_mm_packs_epi32(four[0], four[1]),
                                                                   _mm_packs_epi32(four[2], four[3])));
    }
    int32_t lanes[4];
    _mm_storeu_si128((__m128i *)lanes, all);
    bits = (uint32_t)(lanes[0] | lanes[1] | lanes[2] | lanes[3]);
#endif
    for (; at < count; at++) {
        bits |= (uint32_t)fewer[at] + 1;
        often[at] = (uint8_t)(fewer[at] + 1);
    }
    return bits <= 255;
}

#endif
