"""The library: one SQLite file, and the verbs of everything that is kept in it.

with Library.open(path) as library:
    library.add(parsed, source, now=now)
    for shelved in library.shelf(limit=60): ...
    debate = library.debate(shelved.id)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.library.basket import Basket
from store.library.history import History
from store.library.importing import Importing
from store.library.judging import Judging
from store.library.notebook import Notebook
from store.library.pairs import Pairs
from store.library.people import Peopled
from store.library.reading import Reading
from store.library.selecting import Selecting
from store.library.tending import Tending
from store.library.verifying import Verifying

if TYPE_CHECKING:
    from store.library.importer import Added, Importer

__all__ = ["Added", "Importer", "Library"]


class Library(Pairs, Peopled, History, Reading, Importing, Verifying, Basket, Judging, Notebook, Selecting, Tending):
    """The only thing that touches SQLite. One thread runs it; what a verb that writes has returned from is on the disk.

    Every verb raises `LibraryError` where the file cannot be read or written, with a sentence that names it.
    """
