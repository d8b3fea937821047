/* Arguments of the kernels: arrays by the buffer protocol, and numbers. */

#include "kernels.h"

#include <string.h>

void fail(Arguments *arguments, const char *what)
{
    if (!arguments->failed)
        PyErr_SetString(PyExc_ValueError, what);
    arguments->failed = true;
}

static PyObject *next_argument(Arguments *arguments)
{
    if (arguments->failed)
        return NULL;
    if (arguments->next >= arguments->count) {
        fail(arguments, "an argument is missing");
        return NULL;
    }
    return arguments->given[arguments->next++];
}

/* The letters with which the buffer protocol writes a type; which ones depends on the system. */
static bool is_of(const Py_buffer *buffer, const char *type)
{
    const char *format = buffer->format == NULL ? "B" : buffer->format;
    const char *letters = type[0] == 'u' ? "BHILQ" : type[0] == 'i' ? "bhilq" : type[0] == 'f' ? "fd" : "?";
    if (*format == '<' || *format == '=' || *format == '@')
        format++;
    return format[0] != '\0' && format[1] == '\0' && strchr(letters, format[0]) != NULL
        && buffer->itemsize == type[1] - '0';
}

static Array take(Arguments *arguments, const char *type, int flags)
{
    Array nothing = {NULL, 0};
    PyObject *argument = next_argument(arguments);
    if (argument == NULL)
        return nothing;
    if (arguments->held == (int)(sizeof arguments->buffers / sizeof *arguments->buffers)) {
        fail(arguments, "too many arrays");
        return nothing;
    }
    Py_buffer *buffer = &arguments->buffers[arguments->held];
    if (PyObject_GetBuffer(argument, buffer, flags | PyBUF_FORMAT | PyBUF_ND) < 0) {
        arguments->failed = true;
        return nothing;
    }
    arguments->held++;
    if (buffer->ndim > 1 || !is_of(buffer, type)) {
        PyErr_Format(PyExc_TypeError, "argument %zd must be a row of %s", arguments->next, type);
        arguments->failed = true;
        return nothing;
    }
    if ((uintptr_t)buffer->buf % (uintptr_t)buffer->itemsize != 0) {
        fail(arguments, "an array is not aligned");
        return nothing;
    }
    Array array = {buffer->buf, buffer->len / buffer->itemsize};
    return array;
}

Array take_array(Arguments *arguments, const char *type)
{
    return take(arguments, type, 0);
}

Array take_writable(Arguments *arguments, const char *type)
{
    return take(arguments, type, PyBUF_WRITABLE);
}

bool next_is_none(Arguments *arguments)
{
    if (arguments->failed || arguments->next >= arguments->count)
        return false;
    if (arguments->given[arguments->next] != Py_None)
        return false;
    arguments->next++;
    return true;
}

int64_t take_integer(Arguments *arguments, int64_t least, int64_t most)
{
    PyObject *argument = next_argument(arguments);
    if (argument == NULL)
        return 0;
    int64_t number = PyLong_AsLongLong(argument);
    if (number == -1 && PyErr_Occurred()) {
        arguments->failed = true;
        return 0;
    }
    if (number < least || number > most)
        fail(arguments, "a number is out of range");
    return number;
}

double take_float(Arguments *arguments)
{
    PyObject *argument = next_argument(arguments);
    if (argument == NULL)
        return 0;
    double number = PyFloat_AsDouble(argument);
    if (number == -1 && PyErr_Occurred())
        arguments->failed = true;
    return number;
}

PyObject *finished(Arguments *arguments, PyObject *result)
{
    if (!arguments->failed && arguments->next < arguments->count)
        fail(arguments, "too many arguments");
    while (arguments->held > 0)
        PyBuffer_Release(&arguments->buffers[--arguments->held]);
    if (arguments->failed) {
        Py_XDECREF(result);
        return NULL;
    }
    return result;
}
