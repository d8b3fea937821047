/* crc32, the polynomial of zlib, at the speed of memory, and the checks of pages by it.

   On x86-64 the bytes are folded by carry-less multiplication, after Gopal and others, "Fast CRC
   computation for generic polynomials using PCLMULQDQ instruction" (Intel, 2009), of which the
   constants are; elsewhere eight tables take eight bytes at a step, after Kounavis and Berry, "A
   systematic approach to building high performance software-based CRC generators" (ISCC 2005). */

#include "kernels.h"

#include <string.h>

#if (defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__)))
#include <immintrin.h>
#define FOLDING 1
#else
#define FOLDING 0
#endif

static uint32_t tables[8][256];

static uint32_t by_tables(uint32_t check, const uint8_t *data, size_t size)
{
    for (; size >= 8; size -= 8, data += 8) {
        check ^= (uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16
            | (uint32_t)data[3] << 24;
        check = tables[7][check & 255] ^ tables[6][check >> 8 & 255] ^ tables[5][check >> 16 & 255]
            ^ tables[4][check >> 24] ^ tables[3][data[4]] ^ tables[2][data[5]]
            ^ tables[1][data[6]] ^ tables[0][data[7]];
    }
    for (; size > 0; size--)
        check = check >> 8 ^ tables[0][(check ^ *data++) & 255];
    return check;
}

#if FOLDING

#define FOLD(row, by, with)                                                                        \
    _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(row, by, 0x00),                               \
                                _mm_clmulepi64_si128(row, by, 0x11)), with)

/* At least 64 bytes, of which all but the last size % 16 are taken. */
__attribute__((target("pclmul,sse4.1"))) static uint32_t
by_folding(uint32_t check, const uint8_t *data, size_t size)
{
    const __m128i by_four = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const __m128i by_one = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    const __m128i by_half = _mm_set_epi64x(0, 0x0163cd6124);
    const __m128i reduction = _mm_set_epi64x(0x01f7011641, 0x01db710641);
    const __m128i low = _mm_setr_epi32(~0, 0, ~0, 0);
    const __m128i *next = (const __m128i *)data;
    __m128i rows[4];
    for (int i = 0; i < 4; i++)
        rows[i] = _mm_loadu_si128(next++);
    rows[0] = _mm_xor_si128(rows[0], _mm_cvtsi32_si128((int)check));
    for (size -= 64; size >= 64; size -= 64)
        for (int i = 0; i < 4; i++, next++)
            rows[i] = FOLD(rows[i], by_four, _mm_loadu_si128(next));
    __m128i row = rows[0];
    for (int i = 1; i < 4; i++)
        row = FOLD(row, by_one, rows[i]);
    for (; size >= 16; size -= 16, next++)
        row = FOLD(row, by_one, _mm_loadu_si128(next));
    row = _mm_xor_si128(_mm_srli_si128(row, 8), _mm_clmulepi64_si128(row, by_one, 0x10));
    row = _mm_xor_si128(_mm_srli_si128(row, 4),
                        _mm_clmulepi64_si128(_mm_and_si128(row, low), by_half, 0x00));
    __m128i quotient = _mm_clmulepi64_si128(_mm_and_si128(row, low), reduction, 0x10);
    quotient = _mm_clmulepi64_si128(_mm_and_si128(quotient, low), reduction, 0x00);
    return (uint32_t)_mm_extract_epi32(_mm_xor_si128(row, quotient), 1);
}

static bool folds;

#endif

void prepare_checksums(void)
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t check = byte;
        for (int bit = 0; bit < 8; bit++)
            check = check >> 1 ^ (check & 1 ? 0xedb88320 : 0);
        tables[0][byte] = check;
    }
    for (int table = 1; table < 8; table++)
        for (int byte = 0; byte < 256; byte++) {
            uint32_t before = tables[table - 1][byte];
            tables[table][byte] = before >> 8 ^ tables[0][before & 255];
        }
#if FOLDING
    folds = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
#endif
}

uint32_t checksum(uint32_t before, const uint8_t *data, size_t size)
{
    uint32_t check = ~before;
#if FOLDING
    if (folds && size >= 64) {
        check = by_folding(check, data, size);
        data += size & ~(size_t)15;
        size &= 15;
    }
#endif
    return ~by_tables(check, data, size);
}

/* check_pages(data: u1, page: int, checks: u4, first: int) -> the number of the first page whose
   checksum is not that of the table, or -1; `first` is the number of the page with which the data
   begin. */
KERNEL(check_pages)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array data = take_array(&arguments, "u1");
    int64_t page = take_integer(&arguments, 1, INT32_MAX);
    Array checks = take_array(&arguments, "u4");
    int64_t first = take_integer(&arguments, 0, checks.length);
    if (!arguments.failed && (data.length + page - 1) / page > checks.length - first)
        fail(&arguments, "there is no checksum for a page");
    if (arguments.failed)
        return finished(&arguments, NULL);
    int64_t wrong = -1;
    Py_BEGIN_ALLOW_THREADS
    for (int64_t at = 0; at < data.length && wrong < 0; at += page, first++) {
        int64_t size = data.length - at < page ? data.length - at : page;
        if (checksum(0, (const uint8_t *)data.data + at, (size_t)size)
            != ((const uint32_t *)checks.data)[first])
            wrong = first;
    }
    Py_END_ALLOW_THREADS
    return finished(&arguments, PyLong_FromLongLong(wrong));
}

/* add_checks(data: u1, page, done, check, into: writable u4) -> the check of the bytes that are left.
   `done` bytes of the page with which the data begin came before, `check` is theirs; `into` gets the
   checks of the pages that are full now. */
KERNEL(add_checks)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array data = take_array(&arguments, "u1");
    int64_t page = take_integer(&arguments, 1, INT32_MAX);
    int64_t done = take_integer(&arguments, 0, page - 1);
    uint32_t check = (uint32_t)take_integer(&arguments, 0, UINT32_MAX);
    Array into = take_writable(&arguments, "u4");
    if (!arguments.failed && into.length != (done + data.length) / page)
        fail(&arguments, "there must be room for the checks of all full pages");
    if (arguments.failed)
        return finished(&arguments, NULL);
    uint32_t *next = into.data;
    Py_BEGIN_ALLOW_THREADS
    for (int64_t at = 0; at < data.length; done = 0) {
        int64_t part = page - done < data.length - at ? page - done : data.length - at;
        check = checksum(check, (const uint8_t *)data.data + at, (size_t)part);
        at += part;
        if (done + part == page) {
            *next++ = check;
            check = 0;
        }
    }
    Py_END_ALLOW_THREADS
    return finished(&arguments, PyLong_FromUnsignedLong(check));
}
