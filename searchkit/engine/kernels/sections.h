/* A section file that is open. */

#ifndef SEARCHKIT_SECTIONS_H
#define SEARCHKIT_SECTIONS_H

#include "kernels.h"

struct Sections {
    int descriptor;
    uint64_t file;
    int64_t size;
    uint32_t *checks;  /* one for each page */
    Section pieces;  /* one for each piece before this section */
    PyObject *directory;  /* of each section its offset, its bytes, its type */
    PyObject *report;  /* raises the error for damage */
};

/* Raises the error for damage: `report` words it, and names the file; returns false. */
bool damaged(const Sections *sections, const char *kind, int64_t first, int64_t end);

#endif
