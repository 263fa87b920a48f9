"""The library with all its verbs, one module a subject."""

from __future__ import annotations

from store.library.basket import Basket
from store.library.history import History
from store.library.importing import Importing
from store.library.judging import Judging
from store.library.notebook import Notebook
from store.library.people import Peopled
from store.library.reading import Reading
from store.library.remembering import Remembering
from store.library.seeing import Seeing
from store.library.selecting import Selecting
from store.library.tending import Tending
from store.library.verifying import Verifying


class Library(
    Seeing, Peopled, History, Reading, Importing, Verifying, Basket, Judging, Notebook, Selecting, Remembering, Tending
):
    """The only thing that touches SQLite. One thread runs it; what a verb that writes has returned from is on the disk.

    Every verb raises `LibraryError` where the file cannot be read or written, with a sentence that names it.
    """
