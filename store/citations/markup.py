"""Finished citations as plain text, Markdown and HTML, from one text with marks in it.

A style writes plain words and wraps titles and addresses with the functions here; the marks are control characters,
which no field of a `Reference` can hold, so that everything else can be escaped in one place.
"""

from __future__ import annotations

import html
import re

_ITALIC, _ITALIC_END, _BOLD, _BOLD_END, _LINK, _LINK_TEXT, _LINK_END = "\1\2\3\4\5\6\7"
_BARE, _ANGLED, _URL_END = "\x0e\x0f\x10"
_TOKEN = re.compile("([\1-\4\7]|\5[^\6]*\6|[\x0e\x0f][^\x10]*\x10)")
_MARKDOWN = re.compile(r"\\(?=[!-/:-@\[-`{-~])|[*_`<]|~~|&(?=#?\w+;)|(?<=\])[(\[:]|\[(?=[\^@])|!(?=\[)")
_BRACKETS = re.compile(r"[\[\]]")
_LINE_START = re.compile(r"^( *)(?:([#>=~+-])|(\d{1,9})(?=[.)](?:\s|$)))", re.MULTILINE)
_LOOSE_UNDERLINE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def italic(text: str) -> str:
    return f"{_ITALIC}{text}{_ITALIC_END}" if text else ""


def bold(text: str) -> str:
    return f"{_BOLD}{text}{_BOLD_END}" if text else ""


def link(text: str, url: str) -> str:
    """The text, leading to the address where there is one; as plain text the text alone."""
    return f"{_LINK}{url}{_LINK_TEXT}{text}{_LINK_END}" if url else text


def bare(url: str) -> str:
    """The address itself, printed."""
    return f"{_BARE}{url}{_URL_END}" if url else ""


def angled(url: str) -> str:
    """The address in angle brackets."""
    return f"{_ANGLED}{url}{_URL_END}" if url else ""


def render(marked: str, form: str) -> str:
    """The marked text as `text`, `markdown` or `html`."""
    return {"text": _as_text, "markdown": as_markdown, "html": as_html}[form](marked)


def _as_text(marked: str) -> str:
    parts = []
    for token in _TOKEN.split(marked):
        mark = token[:1]
        if mark == _BARE:
            parts.append(token[1:-1])
        elif mark == _ANGLED:
            parts.append(f"<{token[1:-1]}>")
        elif mark not in _MARKS:
            parts.append(token)
    return "".join(parts)


def as_markdown(marked: str) -> str:
    """CommonMark that shows exactly these words: what would act is escaped, other brackets stay as they are."""
    parts = []
    target = ""
    for token in _TOKEN.split(marked):
        mark = token[:1]
        if mark in (_BARE, _ANGLED):
            url = token[1:-1]
            parts.append(f"<{url}>" if mark == _ANGLED else _LOOSE_UNDERLINE.sub("%5F", url.replace("*", "%2A")))
        elif mark == _LINK:
            target = token[1:-1].replace("(", "%28").replace(")", "%29")
            parts.append("[")
        elif mark == _LINK_END:
            parts.append(f"]({target})")
            target = ""
        elif mark in _MARKS:
            parts.append("*" if mark in (_ITALIC, _ITALIC_END) else "**")
        elif token:
            text = _MARKDOWN.sub(r"\\\g<0>", token)
            parts.append(_BRACKETS.sub(r"\\\g<0>", text) if target else text)
    return _LINE_START.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or ''}", "".join(parts))


def as_html(marked: str) -> str:
    """HTML in which titles are `<i>` and addresses are links."""
    parts = []
    for token in _TOKEN.split(marked):
        mark = token[:1]
        if mark in (_BARE, _ANGLED):
            url = html.escape(token[1:-1])
            anchor = f'<a href="{url}">{url}</a>'
            parts.append(f"&lt;{anchor}&gt;" if mark == _ANGLED else anchor)
        elif mark == _LINK:
            parts.append(f'<a href="{html.escape(token[1:-1])}">')
        elif mark in _MARKS:
            parts.append(_MARKS[mark])
        elif token:
            parts.append(html.escape(token, quote=False))
    return "".join(parts)


_MARKS = {
    _ITALIC: "<i>", _ITALIC_END: "</i>", _BOLD: "<b>", _BOLD_END: "</b>", _LINK: "", _LINK_END: "</a>",
}  # fmt: skip
