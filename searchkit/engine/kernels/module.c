/* The extension module `_native`: all functions of the kernels, one table. */

#include "kernels.h"

#define ENTRY(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef functions[] = {
    ENTRY(check_pages),
    ENTRY(add_checks),
    ENTRY(open_sections),
    ENTRY(open_integers),
    ENTRY(decode_integers),
    ENTRY(encode_integers),
    ENTRY(find_span),
    ENTRY(encode_symbols),
    ENTRY(decode_symbols),
    ENTRY(open_terms),
    ENTRY(find_term),
    ENTRY(find_postings),
    ENTRY(decode_terms),
    ENTRY(decode_postings),
    ENTRY(mark_postings),
    ENTRY(unite),
    ENTRY(spread),
    ENTRY(make_term),
    ENTRY(make_set),
    ENTRY(read_term),
    ENTRY(make_positions),
    ENTRY(read_positions),
    ENTRY(rank_all),
    ENTRY(rank_coded),
    ENTRY(rank_any),
    ENTRY(match_any),
    {NULL, NULL, 0, NULL},
};

static int fill(PyObject *module)
{
    prepare_checksums();
    prepare_integers();
    return PyModule_AddIntConstant(module, "INTERFACE", 18);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)fill},
    {0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_native",
    .m_doc = "The compiled kernels; searchkit.engine.kernels.interface describes them.",
    .m_methods = functions,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__native(void)
{
    return PyModuleDef_Init(&definition);
}
