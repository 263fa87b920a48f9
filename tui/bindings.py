"""Every binding of the program, class by class: what docs/keys.md lists, and what the config may give other keys."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

import tui.app
import tui.handing
import tui.screens
import tui.widgets
from store.errors import StoreError
from tui.config import check_keys
from tui.keys import clashes, face
from tui.screens.base import View
from tui.screens.reader import ReaderScreen
from tui.screens.shelf import ShelfScreen
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.shelf_list import ShelfList


def panes() -> Iterator[tuple[str, list[Binding]]]:
    """Each class with bindings of its own, and those bindings."""
    for cls in _classes():
        if "BINDINGS" in vars(cls):
            yield cls.__name__, [binding for binding in cls.BINDINGS if isinstance(binding, Binding)]


def check(keys: Mapping[str, str], file: Path) -> None:
    """Refuse keys of the config for an action that there is not, or that another action of the same view has.

    Raises StoreError. Reads every view, so it is asked only where there are such keys.
    """
    check_keys(keys, {binding.id for _, bindings in panes() for binding in bindings if binding.id}, file)
    for together in _views():
        own = [binding for cls in together for binding in _own(cls)]
        new = set(clashes(_given(own, keys))) - set(clashes(_given(own, {})))
        for key, one, other in sorted(new):
            raise StoreError(f"{file}: [keys] gives {face(key)} to {one}, which {other} has in the same view")


def _views() -> Iterator[tuple[type[DOMNode], ...]]:
    """Classes whose keys are there at one time: a full view has those of the app, the reader also its pane's."""
    for cls in _classes():
        if issubclass(cls, ReaderScreen):
            yield tui.app.Dispatchbox, cls, ReadingPane
        elif issubclass(cls, ShelfScreen):
            yield tui.app.Dispatchbox, cls, ShelfList
        else:
            yield (tui.app.Dispatchbox, cls) if issubclass(cls, View) else (cls,)


def _own(cls: type[DOMNode]) -> list[Binding]:
    return [binding for base in cls.__mro__ for binding in vars(base).get("BINDINGS", ()) if binding.id]


def _given(bindings: list[Binding], keys: Mapping[str, str]) -> Iterator[Binding]:
    """Bindings with the keys that the config gives them, one a key."""
    for binding in bindings:
        yield from Binding.make_bindings([replace(binding, key=keys.get(binding.id or "", binding.key))])


def _classes() -> Iterator[type[DOMNode]]:
    modules = [tui.app, tui.handing]
    for package in (tui.screens, tui.widgets):
        names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
        modules += [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    for module in modules:
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__ and issubclass(cls, DOMNode):
                yield cls
