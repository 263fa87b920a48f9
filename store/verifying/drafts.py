"""A draft by the kind of file that it is."""

from __future__ import annotations

import re

from store.errors import StoreError
from store.verifying import plain
from store.verifying.passages import Passage

KINDS = ("markdown", "text", "word", "html")
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<body|<p[\s>]|<div[\s>]|<blockquote[\s>]|<article[\s>])", re.IGNORECASE)


def kind_of(name: str, data: bytes) -> str:
    """What a draft is, by what it holds and then by its name."""
    ending = name.rpartition(".")[2].lower()
    if data.startswith(b"PK\x03\x04"):
        return "word"
    if ending in ("html", "htm", "xhtml") or _PAGE.match(data[:1024].decode("utf-8", "replace")):
        return "html"
    return "text" if ending in ("txt", "text") else "markdown"


def passages(name: str, data: bytes) -> list[Passage]:
    """The passages of a draft. Raises StoreError for one that cannot be read."""
    kind = kind_of(name, data)
    if kind == "word":
        from store.verifying.documents import word  # with lxml, which plain text needs not

        return word(data, name)
    text = _decoded(name, data)
    if kind == "html":
        from store.verifying.documents import page

        return page(text, name)
    return plain.passages(text, markup=kind == "markdown")


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        raise StoreError(f"{name}: is no text; give a draft in Markdown, plain text, HTML or Word (.docx)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
