/* Spans of an array put behind one another. */

#include "text_kernels.h"

#include <string.h>

/* take_spans(values i4, bounds i8, spans i4, into: writable i4): write the values of each span; span n
   goes from bounds[n] to bounds[n + 1]. Returns how many it has written, or would write if there was
   room; nothing is written behind the end of `into`. */
KERNEL(take_spans)
{
    (void)module;
    Arguments arguments = ARGUMENTS;
    Array values = take_array(&arguments, "i4");
    Array bounds = take_array(&arguments, "i8");
    Array spans = take_array(&arguments, "i4");
    Array into = take_writable(&arguments, "i4");
    const int64_t *starts = bounds.data;
    const int32_t *wanted = spans.data;
    int64_t written = 0;
    for (Py_ssize_t at = 0; at < spans.length && !arguments.failed; at++) {
        if (wanted[at] < 0 || wanted[at] + (int64_t)1 >= bounds.length) {
            fail(&arguments, "there is no such span");
            break;
        }
        int64_t start = starts[wanted[at]], size = starts[wanted[at] + 1] - start;
        if (start < 0 || size < 0 || start + size > values.length) {
            fail(&arguments, "a span leads outside of the values");
            break;
        }
        if (written + size <= into.length)
            for (int64_t i = 0; i < size; i++)
                ((int32_t *)into.data)[written + i] = ((const int32_t *)values.data)[start + i];
        written += size;
    }
    return finished(&arguments, arguments.failed ? NULL : PyLong_FromLongLong(written));
}
