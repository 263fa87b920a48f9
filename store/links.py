"""Where a speech stands on the web: the address that its source gives, those that follow from its key, and the words.

Nothing is guessed: Hansard is known by the address of its source, TheyWorkForYou by the key and the edition letter in
the name of its file. Of a day of the Commons or the Lords Hansard has a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from store.citations.reference import Reference
from store.citations.web import text_fragment
from store.citing import address
from store.model import Debate, Speech

_PAGES = {
    "debate": "debates", "westminhall": "whall", "wrans": "wrans", "wms": "wms", "lords": "lords", "spor": "sp",
    "ni": "ni", "senedd": "senedd",
}  # fmt: skip
_KEY = re.compile(r"uk\.org\.publicwhip/(\w+)/(\d{4}-\d\d-\d\d)(\..+)")
_EDITION = re.compile(r"\d{4}-\d\d-\d\d([a-z])\b")
_SITES = {
    "hansard.parliament.uk": "Hansard", "api.parliament.uk": "Historic Hansard",
    "publications.parliament.uk": "Parliament’s publications", "theyworkforyou.com": "TheyWorkForYou",
    "parallelparliament.co.uk": "Parallel Parliament",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """An address and what is there."""

    name: str
    url: str


def links(debate: Debate, speech: Speech | None, words: str = "") -> tuple[Link, ...]:
    """The addresses of a speech, the source's first; with the very words where some are given."""
    found = [Link(_site(url), url) for url in _given(debate, speech)]
    found += [link for link in _made(debate, speech) if link.url not in {one.url for one in found}]
    if words and found:
        fragment = text_fragment(replace(Reference(), url=found[0].url, quote=words))
        found.append(Link(f"{found[0].name}, the very words", "".join(sign for sign in fragment if sign.isprintable())))
    return tuple(found)


def _given(debate: Debate, speech: Speech | None) -> Iterator[str]:
    urls = (speech.url if speech else "", debate.url)
    yield from dict.fromkeys(url for url in map(address, urls) if url)


def _made(debate: Debate, speech: Speech | None) -> Iterator[Link]:
    key = _KEY.fullmatch(speech.key if speech else debate.key)
    edition = _EDITION.search(debate.source.name)
    if key and key[1] in _PAGES and (edition or key[1] in ("ni", "senedd", "spor")):
        letter = edition[1] if edition else ""
        yield Link("TheyWorkForYou", f"https://www.theyworkforyou.com/{_PAGES[key[1]]}/?id={key[2]}{letter}{key[3]}")
    if debate.house in ("commons", "lords"):
        house = debate.house.capitalize()
        yield Link("Hansard, the day", f"https://hansard.parliament.uk/{house}/{debate.date.isoformat()}")


def host(url: str) -> str | None:
    """The machine to which an address leads, where it is one that may be opened: http or https, with no name of a user
    that would pass for the machine's."""
    try:
        parts = urlsplit(url)
        name = parts.hostname
    except ValueError:  # of brackets that hold no address of a machine
        return None
    if parts.scheme.lower() not in ("http", "https") or not name or parts.username is not None or "\\" in url:
        return None
    return name if url.isprintable() and " " not in url else None


def _site(url: str) -> str:
    name = (host(url) or "").removeprefix("www.")
    return _SITES.get(name, name or "the source")
