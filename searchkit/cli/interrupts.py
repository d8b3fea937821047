"""Ctrl-C: one line and exit code 130; at once, or when the work under way has come to its end."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress

TYPE_CHECKING = False  # nothing is loaded here that takes long: Ctrl-C may come meanwhile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

INTERRUPTED = 130
"""Exit code of what Ctrl-C has stopped: 128 and the number of the signal, as shells count."""


def end_at_once(name: str) -> None:
    """Let Ctrl-C end this process from now on, with one line that begins with ``name``.

    Raising an exception, as Python does, would not do: one that comes while modules are loaded, or
    while the process ends, is shown as a traceback or dropped. Where Ctrl-C is ignored, as in what
    a shell runs in the background, it stays so.
    """

    def end(*_: object) -> None:
        with suppress(OSError):
            os.write(2, f"{name}: stopped\n".encode())
        os._exit(INTERRUPTED)

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, end)


@contextmanager
def ending_in_order() -> Iterator[Event]:
    """Let Ctrl-C and SIGTERM raise KeyboardInterrupt in the block, and set the event that it gives.

    The exception interrupts work that keeps what it has done. It alone may get lost: Python drops
    what is raised while it cleans up an object, and says so, but for this exception in the block.
    """
    import threading

    stopped = threading.Event()
    # In what a shell runs in the background Ctrl-C is ignored, and stays so; SIGTERM is not.
    is_heeded = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN

    def stop(*_: object) -> None:
        if is_heeded:
            stopped.set()
            raise KeyboardInterrupt

    def terminate(*_: object) -> None:
        nonlocal is_heeded
        is_heeded = True
        signal.raise_signal(signal.SIGINT)  # which the library holds back while it commits

    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    tell_of_dropped = sys.unraisablehook

    def tell(dropped: sys.UnraisableHookArgs) -> None:
        if not issubclass(dropped.exc_type, KeyboardInterrupt):
            tell_of_dropped(dropped)

    sys.unraisablehook = tell
    handlers = {signal.SIGTERM: terminate, signal.SIGINT: stop}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = tell_of_dropped
