"""Bringing an index up to date: what is new, changed or gone is read, analysed and written.

``options`` say how, ``planner`` decides what is to be done, with ``moves`` for files that are
elsewhere now, ``duplicates`` for copies and ``identities`` for ids; ``records`` does so for what
has no file of its own. ``tasks`` is the work, ``carrying`` takes documents over as they are stored,
``workers`` spreads it over processes, ``encoder`` makes batches for the engine. ``updater`` sees a
run through, which ``interrupts`` do not break, ``report`` says what was done, ``refusals``
what the back end did not take; ``renewal`` does it all anew.
"""
