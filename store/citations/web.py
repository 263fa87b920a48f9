"""Forms for the web: links to the very words, wikitext, schema.org."""

from __future__ import annotations

import json

from store.citations.columns import labelled, long_date, span, volume
from store.citations.houses import assembly
from store.citations.markup import bare, link
from store.citations.quoting import join_pieces
from store.citations.reference import Gloss, Reference, Turn
from store.citations.uk import oscola_core

_EXACT = 300
"""Characters up to which a text fragment holds all the words; beyond, its first and last."""
_ENDS = 5
_WIKI = str.maketrans({sign: f"&#{ord(sign)};" for sign in "|{}[]<>"})


def words_of(reference: Reference) -> str:
    """The words that the reference quotes: as given, else its chosen pieces joined; speeches are never joined so."""
    if reference.quote:
        return reference.quote
    pieces = [part for part in reference.quote_parts if not isinstance(part, Turn)]
    if len(pieces) == len(reference.quote_parts):
        return join_pieces(pieces)
    told = (labelled("", part.name, ": ") + part.text if isinstance(part, Turn) else join_pieces([part])
            for part in reference.quote_parts)  # fmt: skip
    return "\n\n".join(told)


def markdown_link(reference: Reference) -> str:
    """The OSCOLA citation, leading to the debate."""
    return link(oscola_core(reference), reference.url)


def _encoded(text: str) -> str:
    """Percent-encoded but for letters and digits, so that no comma, hyphen or ampersand acts."""
    return "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}" for byte in text.encode())


def _directive(words: str) -> str:
    if len(words) <= _EXACT and "\n" not in words:
        return _encoded(words)
    first, last = words.split("\n", 1)[0].split(), words.rsplit("\n", 1)[-1].split()
    return f"{_encoded(' '.join(first[:_ENDS]))},{_encoded(' '.join(last[-_ENDS:]))}"


def text_fragment(reference: Reference) -> str:
    """The address with the quoted words as text directives, one a piece (WICG URL Fragment Text Directives)."""
    if not reference.url:
        return ""
    chosen = reference.quote_parts if not reference.quote else (reference.quote,)
    words = [part.text if isinstance(part, Turn) else part for part in chosen if not isinstance(part, Gloss)]
    pieces = [piece for piece in words if piece]
    directives = "&".join(f"text={_directive(piece)}" for piece in pieces)
    if not directives:
        return bare(reference.url)
    return bare(f"{reference.url}{'' if '#' in reference.url else '#'}:~:{directives}")


def wikitext(reference: Reference) -> str:
    """Wikipedia's Cite Hansard template."""
    fields = {
        "title": reference.title,
        "house": assembly(reference).name,
        "date": long_date(reference.date),
        "volume": volume(reference),
        "column" if reference.col_start or not reference.page else "page": span(reference),
        "speaker": reference.speaker.full if reference.speaker else "",
    }
    shown = [f"|{name}={value.translate(_WIKI)}" for name, value in fields.items() if value]
    if reference.url:
        shown.append(f"|url={reference.url}")
        shown += [f"|access-date={long_date(reference.accessed)}"] if reference.accessed else []
    return f"{{{{{' '.join(['Cite Hansard', *shown])}}}}}"


def schema_jsonld(reference: Reference) -> str:
    """A schema.org Quotation."""
    fields = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "text": words_of(reference),
        "spokenByCharacter": reference.speaker and {"@type": "Person", "name": reference.speaker.full},
        "datePublished": reference.date and reference.date.isoformat(),
        "isPartOf": {"@type": "CreativeWork", "name": reference.title} if reference.title else None,
        "citation": oscola_core(reference),
        "url": reference.url,
    }
    shown = {name: value for name, value in fields.items() if value}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
