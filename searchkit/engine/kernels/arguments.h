/* How the functions of a compiled module take what they are given; text/kernels shares it.

   Arrays come in by the buffer protocol, so that no header of numpy is needed, and the limited API
   of Python 3.11 makes one binary serve all later versions. A function trusts nothing that it is
   given: what would lead outside of an array is a ValueError. */

#ifndef SEARCHKIT_ARGUMENTS_H
#define SEARCHKIT_ARGUMENTS_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

/* What a function is given: each takes the next argument; after a failure all do nothing. */
typedef struct {
    PyObject *const *given;
    Py_ssize_t count;   /* arguments given */
    Py_ssize_t next;
    int held;           /* buffers to give back */
    bool failed;        /* an exception is set */
    Py_buffer buffers[24];
} Arguments;

/* A one-dimensional array of a numpy type, or of bytes. */
typedef struct {
    void *data;
    Py_ssize_t length;
} Array;

/* `type` is that of numpy's names: u1 u2 u4 u8 i4 i8 f4 f8, b1 for flags. */
Array take_array(Arguments *arguments, const char *type);
Array take_writable(Arguments *arguments, const char *type);
bool next_is_of(Arguments *arguments, const char *type);  /* an array of the type comes next */
PyObject *take_list(Arguments *arguments);
bool next_is_none(Arguments *arguments);  /* None is taken if it comes next */
int64_t take_integer(Arguments *arguments, int64_t least, int64_t most);
double take_float(Arguments *arguments);
PyObject *take_object(Arguments *arguments);
const char *take_text(Arguments *arguments);
void *take_capsule(Arguments *arguments, const char *name);
/* Capsules of what lies in a file keep its sections, which are the first argument. */
PyObject *make_capsule(void *content, const char *name, PyObject *sections);

void drop_argument(Arguments *arguments, int number);  /* gives one of the arrays back */
/* Ends a function: gives all buffers back, and returns `result`, or NULL after a failure. */
PyObject *finished(Arguments *arguments, PyObject *result);
void fail(Arguments *arguments, const char *what);  /* a ValueError, if none came before */
void *cleared(Arguments *arguments, size_t size);  /* memory that holds 0; NULL after a failure */

#define ARGUMENTS {.given = given, .count = count}
#define KERNEL(name) PyObject *name(PyObject *module, PyObject *const *given, Py_ssize_t count)

#endif
