"""The desk: the one thread that touches the library, and how the app asks it for things.

A screen asks with `await self.app.desk(verb)`, where the verb takes the library; the value comes back when it is
done. What the desk has answered "done" to is on the disk.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from store.errors import StoreError

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

    from store.library import Library
    from store.library.starting import Starting

T = TypeVar("T")
P = ParamSpec("P")
Node = TypeVar("Node", bound="DOMNode")


class Desk:
    """One thread and the library that it opened."""

    def __init__(self, open_library: Callable[[], Starting], then: Callable[[], None] | None = None) -> None:
        """`then` is called in the thread of the desk once the library is open and its stamp taken."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self.stamp = 0
        """The library's stamp when it was opened."""
        self._opened: Future[Starting] = self._thread.submit(self._open, open_library, then)
        self._library: Library | None = None
        self._keeping: set[Future[None]] = set()
        self.trouble = ""
        """Why the last thing handed over could not be kept."""

    def _open(self, open_library: Callable[[], Starting], then: Callable[[], None] | None) -> Starting:
        library = open_library()
        self.stamp = library.stamp()
        if then is not None:
            then()
        return library

    @property
    def saving(self) -> bool:
        """Whether something handed over to be kept is not on the disk yet."""
        return bool(self._keeping)

    def keep(self, verb: Callable[[Library], None]) -> None:
        """Hand over something to be kept without waiting: a place, a draft, a setting."""
        keeping = self._submit(verb)
        self._keeping.add(keeping)
        keeping.add_done_callback(self._kept)

    def _kept(self, keeping: Future[None]) -> None:
        self._keeping.discard(keeping)
        error = keeping.exception()
        self.trouble = str(error) if isinstance(error, StoreError) else ""

    def ask(self, verb: Callable[[Library], T]) -> T:
        """Ask before there is a screen to hold up."""
        return self._submit(verb).result()

    def first(self, verb: Callable[[Starting], T]) -> T:
        """Ask for what the first frame shows, before there is one, without reading the code of all other verbs."""
        return self._thread.submit(lambda: verb(self._opened.result())).result()

    async def __call__(self, verb: Callable[[Library], T]) -> T:
        """Ask, and wait without holding up the screen."""
        return await asyncio.wrap_future(self._submit(verb))

    async def look(self, verb: Callable[[Starting], T]) -> T:
        """The same for what the shelf shows, with no more code than that takes."""
        return await asyncio.wrap_future(self._thread.submit(lambda: verb(self._opened.result())))

    async def change(self, verb: Callable[[Library], T]) -> T:
        """The same for a change: it is carried out even where whoever asked does not wait for it any more."""
        done = await asyncio.shield(asyncio.wrap_future(self._submit(verb)))
        self.trouble = ""
        return done

    def _submit(self, verb: Callable[[Library], T]) -> Future[T]:
        return self._thread.submit(lambda: verb(self._whole()))

    def _whole(self) -> Library:
        """The library with all its verbs, in its own thread."""
        if self._library is None:
            from store.library import Library  # takes a tenth of the start: not before it is needed

            self._library = self._opened.result().having(Library)
        return self._library

    def opened(self) -> Starting:
        """The library, once it is open; raises the StoreError that kept it shut."""
        return self._opened.result()

    def close(self) -> None:
        """Let what was asked be finished, then close the library."""
        if not self._opened.cancelled() and self._opened.exception() is None:
            self._thread.submit((self._library or self._opened.result()).close)
        self._thread.shutdown(wait=True)


def _stands(node: DOMNode) -> bool:
    """Whether a view has all its parts: not while it or the app is taken down, which begins with the parts."""
    return node.is_attached and node.app.is_running and not node._pruning


def _worker(
    method: Callable[Concatenate[Node, P], Coroutine[Any, Any, None]], *, exclusive: bool
) -> Callable[Concatenate[Node, P], Worker[None]]:
    @functools.wraps(method)
    def start(self: Node, /, *args: P.args, **kwargs: P.kwargs) -> Worker[None]:
        from textual.css.query import NoMatches  # the desk is set to work before Textual is read

        async def attempt() -> None:
            try:
                await method(self, *args, **kwargs)
            except NoMatches:
                if _stands(self):  # else the view was closed before its answer came
                    raise
            except StoreError as error:
                self.app.notify(str(error), severity="error", timeout=12, markup=False)

        return self.run_worker(attempt, group=method.__qualname__, exclusive=exclusive)

    return start


def background(
    method: Callable[Concatenate[Node, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Node, P], Worker[None]]:
    """Run an async method that reads as a worker: its next call replaces it, and an expected failure is told."""
    return _worker(method, exclusive=True)


def writing(
    method: Callable[Concatenate[Node, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Node, P], Worker[None]]:
    """The same for a method that changes the library: every call is carried out, in order."""
    return _worker(method, exclusive=False)
