/* The extension module `_native` of the kernels for texts: all functions, one table. */

#include "text_kernels.h"

#define ENTRY(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef functions[] = {
    ENTRY(make_pieces),
    ENTRY(number_pieces),
    ENTRY(list_pieces),
    ENTRY(number_pairs),
    ENTRY(number_keys),
    ENTRY(take_spans),
    ENTRY(find_words),
    ENTRY(make_needles),
    ENTRY(find_needles),
    {NULL, NULL, 0, NULL},
};

static int fill(PyObject *module)
{
    return PyModule_AddIntConstant(module, "INTERFACE", 2);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)fill},
    {0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_native",
    .m_doc = "The compiled kernels for texts; searchkit.text.kernels.interface describes them.",
    .m_methods = functions,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__native(void)
{
    return PyModuleDef_Init(&definition);
}
