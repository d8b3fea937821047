"""An open index, as a program holds it."""

from __future__ import annotations

from searchkit.library.reading import Reading
from searchkit.library.relating import Relating
from searchkit.library.searching import Searching
from searchkit.library.writing import Writing


class Index(Searching, Reading, Relating, Writing):
    """An open index. Searching and adding are safe from several threads and processes.

    Made by ``open_index``. A search sees every commit made before it, by whatever process.
    """
