"""How the exported page looks: like a well-set page, light and dark, and on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.records import Code

STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1d1b; --quiet: #63625d; --rule: #dcd9d0;
  --note: #f3f0e8; --mark: #ece6d3; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181a; --ink: #e4e2dc; --quiet: #9b9a94; --rule: #33363a; --note: #1f2225; --mark: #3a3626; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 74rem; padding: 3rem 2rem; background: var(--paper); color: var(--ink);
  font: 1.05rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .3rem; font-weight: 600; }
h1 a { color: inherit; text-decoration: none; }
h2 { font-size: 1rem; margin: 0 0 .2rem; }
h2 small, .column { color: var(--quiet); font-weight: normal; font-size: .85em; }
h2 small { margin-left: .4em; } .column { margin-left: .6em; }
header { border-bottom: 1px solid var(--rule); margin: 0 0 2rem; padding: 0 0 1rem; }
article + article { margin-top: 4rem; }
.sitting, .parents { color: var(--quiet); margin: 0; }
.row { display: grid; grid-template-columns: minmax(0, 40rem) minmax(0, 1fr); gap: 0 2.5rem; margin: 0 0 1.3rem; }
.row p { margin: 0 0 .6rem; overflow-wrap: anywhere; }
.row > div { align-self: start; padding-left: .9rem; border-left: 3px solid transparent; }
.row.answer > div, .row.intervention > div { margin-left: 1.2rem; }
.row.whole > div { border-left-color: var(--quiet); }
.row.procedural, .row.division { color: var(--quiet); font-style: italic; }
mark { background: var(--mark); color: inherit; padding: .08em 0; border-bottom: 2px solid transparent; }
mark.unsure { border-bottom-style: dotted; border-bottom-color: currentColor; }
sup { font-size: .68em; line-height: 0; } sup a, .again a { color: var(--quiet); text-decoration: none; }
aside { font: .86rem/1.45 system-ui, sans-serif; }
.note { position: relative; background: var(--note); border-radius: 3px; padding: .6rem .8rem .5rem 2.1rem;
  margin: 0 0 .7rem; overflow-wrap: anywhere; }
.note:target { outline: 2px solid var(--quiet); }
.number { position: absolute; left: .75rem; top: .6rem; color: var(--quiet); }
.note p { margin: 0 0 .35rem; } .note ul, .note ol { margin: 0 0 .4rem; padding-left: 1.2rem; }
.note h1, .note h2, .note h3 { font-size: 1em; margin: 0 0 .3rem; }
.note > :last-child, .body > :last-child { margin-bottom: 0; } .body { margin-bottom: .35rem; }
.note pre { white-space: pre-wrap; margin: 0 0 .35rem; font-size: .92em; }
.body a, footer a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: .15em; }
.note blockquote { margin: 0 0 .35rem; padding-left: .7rem;
  border-left: 2px solid var(--rule); font-style: italic; }
.meta, .cite, .by, .again { color: var(--quiet); } .cite, .by { font-size: .92em; }
.note .cite { margin-bottom: 0; } .note .by { margin-top: 0; }
.tag { white-space: nowrap; } .code { font-weight: 600; padding: 0 .3em; border-radius: 2px; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; padding: 0; margin: 1rem 0 0;
  font: .84rem/1.4 system-ui, sans-serif; color: var(--quiet); }
footer { border-top: 1px solid var(--rule); margin-top: 3rem; padding-top: .8rem; color: var(--quiet);
  font: .8rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
footer p { margin: 0; } footer ul { margin: .2rem 0; }
@media (max-width: 52rem) { .row { grid-template-columns: 1fr; } body { padding: 1.5rem 1rem; }
  aside { margin: .2rem 0 0 .9rem; } }
@media print { :root { --paper: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --note: #fff; --mark: #eee; }
  @page { margin: 18mm 15mm; } p { orphans: 3; widows: 3; } a { text-decoration: none; }
  body { padding: 0; max-width: none; font-size: 10.5pt; } .note { border: 1px solid #bbb; break-inside: avoid; }
  h2 { break-after: avoid; } .row { grid-template-columns: minmax(0, 62%) 1fr; gap: 0 1.2rem; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

_NAMED = {
    "black": "#444444", "red": "#c0392b", "green": "#2e8b57", "yellow": "#b8860b", "blue": "#2f6fb3",
    "magenta": "#9b3f8f", "cyan": "#23868c", "white": "#8a8a8a",
}  # fmt: skip
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_SHAPES = {
    "underline": "border-bottom: 2px solid {0}",
    "bold": "font-weight: 700; border-bottom: 2px solid {0}",
    "italic": "font-style: italic; border-bottom: 2px solid {0}",
    "reverse": "background: {0}; color: #fff",
    "strike": "text-decoration: line-through {0} 1px; border-bottom: 2px dotted {0}",
}
"""Also without colour each code looks different."""


def colours(codes: Sequence[Code]) -> str:
    """The rules of the codes, by their place in the list."""
    rules = []
    for place, code in enumerate(codes):
        name = code.colour.lower().removeprefix("bright_").removeprefix("ansi_")
        colour = code.colour if _HEX.match(code.colour) else _NAMED.get(name, "#777777")
        shape = _SHAPES.get(code.shape, _SHAPES["underline"]).format(colour)
        tint = "" if code.shape == "reverse" else f"background: {colour}2b; "
        rules.append(f".c-{place} {{ {tint}{shape}; }}")
    return "\n".join(rules)
