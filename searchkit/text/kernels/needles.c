/* Where words of a list stand in texts. */

#include "text_kernels.h"

#include <stdlib.h>
#include <string.h>

#define NAME "searchkit.needles"
#define LETTERS 0x10000  /* words begin with two of these */
#define MOST 255  /* words, and letters with which they begin */

typedef struct {
    const uint32_t *letters;
    int32_t length;
    uint8_t next;  /* one more than the number of the next word with the same first letter, or 0 */
} Word;

/* Few pairs of letters begin a word, so one look tells most places of a text, and tells them alike. */
typedef struct {
    uint8_t ids[LETTERS];  /* of the letters that are the first or second of a word; 0 for others */
    uint8_t pairs[MOST + 1][MOST + 1];  /* whether a word may begin with two letters, by their ids */
    uint8_t first[MOST + 1];  /* as `next`, by the id of the first letter */
    int letters_known;
    Word words[MOST];
    uint32_t letters[];  /* of all words */
} Words;

static int id_of(const Words *words, uint32_t letter)
{
    return letter < LETTERS ? words->ids[letter] : 0;
}

/* Copies the letters of a text; false with an exception set where it is none. */
static bool copy_letters(PyObject *text, uint32_t *into, Py_ssize_t length)
{
    return length == 0 || PyUnicode_AsUCS4(text, (Py_UCS4 *)into, length, 0) != NULL;
}

static Py_ssize_t length_of(Arguments *arguments, PyObject *text)
{
    Py_ssize_t length = text == NULL ? -1 : PyUnicode_GetLength(text);
    if (length < 0)
        arguments->failed = true;  /* with the TypeError of that function, or one from before */
    return length;
}

static int make_id(Arguments *arguments, Words *words, uint32_t letter)
{
    if (letter >= LETTERS || (words->ids[letter] == 0 && words->letters_known == MOST)) {
        fail(arguments, "words begin with a letter above U+FFFF, or with too many");
        return 0;
    }
    if (words->ids[letter] == 0)
        words->ids[letter] = (uint8_t)++words->letters_known;
    return words->ids[letter];
}

static void add_word(Arguments *arguments, Words *words, Py_ssize_t number, Word word)
{
    int own = make_id(arguments, words, word.letters[0]);
    if (word.length > 1)
        words->pairs[own][make_id(arguments, words, word.letters[1])] = 1;
    else
        memset(words->pairs[own], 1, sizeof words->pairs[own]);
    word.next = words->first[own];
    words->first[own] = (uint8_t)(number + 1);
    words->words[number] = word;
}

/* make_needles(words: list of str) -> a capsule for find_needles; no word is empty. */
KERNEL(make_needles)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    PyObject *list = take_list(&arguments);
    Py_ssize_t size = arguments.failed ? 0 : PyList_Size(list), total = 0;
    if (size > MOST)
        fail(&arguments, "too many words");
    for (Py_ssize_t i = 0; i < size && !arguments.failed; i++) {
        Py_ssize_t length = length_of(&arguments, PyList_GetItem(list, i));
        if (length == 0 || length > INT16_MAX)
            fail(&arguments, "a word is empty or too long");
        total += length;
    }
    Words *words = cleared(&arguments, sizeof *words + (size_t)total * sizeof(uint32_t));
    if (words == NULL)
        return finished(&arguments, NULL);
    uint32_t *letters = words->letters;
    for (Py_ssize_t i = size; i-- > 0 && !arguments.failed;) {  /* the last first: so `next` is later */
        PyObject *text = PyList_GetItem(list, i);
        Py_ssize_t length = PyUnicode_GetLength(text);
        if (copy_letters(text, letters, length))
            add_word(&arguments, words, i, (Word){letters, (int32_t)length, 0});
        else
            arguments.failed = true;
        letters += length;
    }
    if (arguments.failed) {
        free(words);
        return finished(&arguments, NULL);
    }
    return finished(&arguments, make_capsule(words, NAME, Py_None));
}

static bool append(PyObject *found, int64_t number)
{
    PyObject *item = PyLong_FromLongLong(number);
    bool done = item != NULL && PyList_Append(found, item) == 0;
    Py_XDECREF(item);
    return done;
}

/* Appends the number of each word that begins with the letter of an id, and stands at the place. */
static bool find_at(const Words *words, int id, const uint32_t *text, int64_t at, int64_t length,
                    PyObject *found)
{
    for (int one = words->first[id]; one != 0; one = words->words[one - 1].next) {
        const Word *word = &words->words[one - 1];
        int32_t same = 1;
        while (same < word->length && at + same < length && word->letters[same] == text[at + same])
            same++;
        if (same == word->length && !(append(found, at) && append(found, one - 1)))
            return false;
    }
    return true;
}

static bool find_all(const Words *words, const uint32_t *text, int64_t length, PyObject *found)
{
    int next = length > 0 ? id_of(words, text[0]) : 0;
    for (int64_t at = 0; at < length; at++) {
        int own = next;
        next = at + 1 < length ? id_of(words, text[at + 1]) : 0;
        if (words->pairs[own][next] && !find_at(words, own, text, at, length, found))
            return false;
    }
    return true;
}

/* find_needles(words, text: str) -> [where a word begins, its number, ...], by place and by number. */
KERNEL(find_needles)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    const Words *words = take_capsule(&arguments, NAME);
    PyObject *text = take_object(&arguments);
    Py_ssize_t length = length_of(&arguments, text);
    uint32_t *letters = arguments.failed ? NULL : malloc(((size_t)length + 1) * sizeof *letters);
    if (letters == NULL) {
        if (!arguments.failed)
            PyErr_NoMemory();
        arguments.failed = true;
        return finished(&arguments, NULL);
    }
    PyObject *found = PyList_New(0);
    if (found == NULL || !copy_letters(text, letters, length)
        || !find_all(words, letters, length, found))
        arguments.failed = true;
    free(letters);
    return finished(&arguments, found);
}
