/* Arguments of the kernels: arrays by the buffer protocol, and numbers. */

#include "arguments.h"

#include <stdlib.h>
#include <string.h>

void fail(Arguments *arguments, const char *what)
{
    if (!arguments->failed)
        PyErr_SetString(PyExc_ValueError, what);
    arguments->failed = true;
}

void *cleared(Arguments *arguments, size_t size)
{
    void *memory = arguments->failed ? NULL : calloc(1, size);
    if (memory == NULL && !arguments->failed) {
        PyErr_NoMemory();
        arguments->failed = true;
    }
    return memory;
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

bool next_is_of(Arguments *arguments, const char *type)
{
    if (arguments->failed || arguments->next >= arguments->count)
        return false;
    Py_buffer buffer;
    if (PyObject_GetBuffer(arguments->given[arguments->next], &buffer, PyBUF_FORMAT | PyBUF_ND) < 0) {
        PyErr_Clear();
        return false;
    }
    bool is = is_of(&buffer, type);
    PyBuffer_Release(&buffer);
    return is;
}

PyObject *take_list(Arguments *arguments)
{
    PyObject *argument = next_argument(arguments);
    if (argument != NULL && !PyList_Check(argument)) {
        PyErr_Format(PyExc_TypeError, "argument %zd must be a list", arguments->next);
        arguments->failed = true;
    }
    return argument;
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

PyObject *take_object(Arguments *arguments)
{
    return next_argument(arguments);
}

const char *take_text(Arguments *arguments)
{
    PyObject *argument = next_argument(arguments);
    const char *text = argument == NULL ? NULL : PyUnicode_AsUTF8AndSize(argument, NULL);
    if (argument != NULL && text == NULL)
        arguments->failed = true;
    return text;
}

void *take_capsule(Arguments *arguments, const char *name)
{
    PyObject *argument = next_argument(arguments);
    void *pointer = argument == NULL ? NULL : PyCapsule_GetPointer(argument, name);
    if (argument != NULL && pointer == NULL)
        arguments->failed = true;
    return pointer;
}

void drop_argument(Arguments *arguments, int number)
{
    PyBuffer_Release(&arguments->buffers[number]);
    arguments->held--;
    memmove(arguments->buffers + number, arguments->buffers + number + 1,
            sizeof *arguments->buffers * (size_t)(arguments->held - number));
}

static void free_content(PyObject *capsule)
{
    Py_XDECREF((PyObject *)PyCapsule_GetContext(capsule));
    free(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
}

PyObject *make_capsule(void *content, const char *name, PyObject *sections)
{
    PyObject *capsule = PyCapsule_New(content, name, free_content);
    if (capsule == NULL) {
        free(content);
        return NULL;
    }
    Py_INCREF(sections);
    PyCapsule_SetContext(capsule, sections);
    return capsule;
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
