"""The styles with which the reading pane is painted: its component classes, and the colours of parties and codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.color import Color, ColorParseError, blend_rgb
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Ground
from textual.css.styles import RenderStyles
from textual.strip import Strip

from tui.layout.cells import width as cells

if TYPE_CHECKING:
    from store.records import Code

PARTS = (
    *("heading", "dim", "guide", "name", "quiet", "kind", "number", "here", "current", "caret", "selected"),
    *("note", "dot", "overlap", "moved", "hit", "hit-here", "bar", "thumb", "status", "key", "panel"),
    *("verdict", "meant", "gloss", "doubt"),
    *("commons", "lords", "committee", "other-house"),
)
"""The component classes of the pane, each without its `reading--`."""

CSS = """
ReadingView { width: 1fr; height: 1fr; background: $background; color: $foreground; }
ReadingView > .reading--heading { text-style: bold; color: $primary; }
ReadingView > .reading--name { text-style: bold; }
ReadingView > .reading--dim, ReadingView > .reading--kind { color: $foreground 62%; }
ReadingView > .reading--number { color: $foreground 58%; }
ReadingView > .reading--guide, ReadingView > .reading--bar { color: $foreground 25%; }
ReadingView > .reading--quiet { color: $foreground 62%; text-style: italic; }
ReadingView > .reading--commons { color: $commons; }
ReadingView > .reading--lords { color: $lords; }
ReadingView > .reading--committee { color: $committee; }
ReadingView > .reading--other-house { color: $other-house; }
ReadingView > .reading--here { color: $primary; text-style: bold; }
ReadingView > .reading--note { color: $secondary; text-style: underline; }
ReadingView > .reading--dot { color: $secondary; }
ReadingView > .reading--overlap { text-style: bold; background: $secondary 22%; }
ReadingView > .reading--moved { text-style: italic; }
ReadingView > .reading--hit { background: $warning 25%; text-style: underline; }
ReadingView > .reading--hit-here { background: $warning; color: $background; text-style: bold; }
ReadingView > .reading--selected { color: $foreground; background: $input-selection-background; text-style: underline; }
ReadingView > .reading--caret { text-style: reverse; }
ReadingView > .reading--verdict { color: $secondary; text-style: bold; }
ReadingView > .reading--meant { text-style: underline; }
ReadingView > .reading--gloss { color: $foreground 55%; text-style: italic; }
ReadingView > .reading--doubt { color: $error; text-style: italic; }
ReadingView > .reading--thumb { color: $foreground 45%; }
ReadingView > .reading--status { color: $foreground 70%; background: $surface; }
ReadingView > .reading--key { color: $foreground; text-style: bold; }
ReadingView > .reading--panel { background: $surface; }
"""
"""What the parts look like in every theme. Colours are mixed with the ground by `over`."""

PARTIES: Mapping[str, tuple[str, str]] = {
    "lab": ("#e8707a", "#b0142c"),
    "con": ("#6fa8dc", "#0b5394"),
    "ld": ("#e9a84c", "#9c5700"),
    "snp": ("#e6d36a", "#7a6a00"),
    "green": ("#7fc97f", "#2e7d32"),
    "pc": ("#63c5a5", "#00695c"),
    "reform": ("#5ec8d8", "#00707f"),
    "dup": ("#d88a7a", "#9a3324"),
    "sf": ("#58b98a", "#1b6a43"),
    "sdlp": ("#7dc29a", "#256b45"),
    "uup": ("#8fa7d9", "#34509a"),
    "alliance": ("#d9c55a", "#7c6a00"),
}
"""Colour by party, on dark and on light. The letters always stand beside it, so that it never has to be seen."""

SAME = {
    "labour": "lab",
    "conservative": "con",
    "liberal democrat": "ld",
    "lib dem": "ld",
    "scottish national party": "snp",
    "plaid cymru": "pc",
    "sinn féin": "sf",
    "democratic unionist party": "dup",
}

TINT = 0.3
"""How much of a code's colour lies under its words."""

SHAPES = {
    "underline": Style(underline=True),
    "bold": Style(bold=True),
    "italic": Style(italic=True),
    "reverse": Style(reverse=True),
    "strike": Style(strike=True),
}


@dataclass(frozen=True, slots=True)
class Ink:
    """Every style at hand for one theme and one codebook."""

    base: Style
    parts: Mapping[str, Style]
    dark: bool = True
    codes: Mapping[str, Code] = field(default_factory=dict)
    mixed: dict[tuple[str, ...], Style] = field(default_factory=dict)
    """Sums already made, by their looks."""
    panelled: dict[tuple[str, ...], Style] = field(default_factory=dict)
    """The same for a panel that lies over the text."""

    @property
    def on_panel(self) -> Ink:
        """The same on the ground of a panel that lies over the text."""
        ground = self.of("panel")
        return self if ground == self.base else Ink(ground, self.parts, self.dark, self.codes, self.panelled)

    def of(self, *looks: str) -> Style:
        """The base with looks over it, the last topmost: names of PARTS, `code:` and a code, `party:` and a party."""
        style = self.mixed.get(looks)
        if style is None:
            style = self.base
            for look in looks:
                style += self._one(look)
            self.mixed[looks] = style
        return style

    def _one(self, look: str) -> Style:
        sort, _, name = look.partition(":")
        if sort == "code" and name:
            return self._code(name)
        if sort == "party":
            known = name.casefold()
            known = SAME.get(known, known.partition("/")[0].partition(" ")[0])
            colours = PARTIES.get(known)
            return Style(color=colours[not self.dark]) if colours else self.parts.get("dim", Style.null())
        return self.parts.get(look, Style.null())

    def _code(self, name: str) -> Style:
        code = self.codes.get(name)
        if code is None:
            return self.parts.get("note", Style.null())
        return SHAPES.get(code.shape, SHAPES["underline"]) + self._tint(code.colour)

    def _tint(self, name: str) -> Style:
        """A ground of some of the colour, as of a highlighter, so that the words over it stay as easy to read."""
        ground = self.base.bgcolor
        try:
            colour = Color.parse(name).get_truecolor()
        except ColorParseError:
            return Style.null()
        if ground is None or ground.is_default:
            return Style.null()
        return Style(bgcolor=Color.from_triplet(blend_rgb(ground.get_truecolor(), colour, TINT)))


def over(styles: RenderStyles, ground: Ground) -> Style:
    """What a component's own rules add to whatever it is painted over, its colours mixed with the ground."""
    behind = ground + styles.background if styles.has_rule("background") else ground
    colour = None
    if styles.has_rule("auto_color") and styles.auto_color:
        colour = behind + behind.get_contrast_text(styles.color.a)
    elif styles.has_rule("color"):
        colour = behind + styles.color
    back = behind.rich_color if styles.has_rule("background") else None
    return Style(color=colour.rich_color if colour is not None else None, bgcolor=back) + styles.text_style


def strip(pieces: Iterable[tuple[str, Style]], width: int, base: Style) -> Strip:
    """Texts that are together no wider than the width, and blanks up to it."""
    segments, used = [], 0
    for text, style in pieces:
        if text:
            segments.append(Segment(text, style))
            used += cells(text)
    if used < width:
        segments.append(Segment(" " * (width - used), base))
        used = width
    made = Strip(segments, used)
    return made if used == width else made.crop(0, width)
