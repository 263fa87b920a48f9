"""The two themes of our own, and the colours that every theme lends a House and a party."""

from __future__ import annotations

from textual.theme import Theme

ACCENTS_DARK = {"commons": "#6bb48c", "lords": "#d9737c", "committee": "#d6a956", "other-house": "#7fa7d1"}
ACCENTS_LIGHT = {"commons": "#1c6b46", "lords": "#a02637", "committee": "#8a5d00", "other-house": "#2c5a8c"}

CHAMBER = Theme(
    name="chamber",
    dark=True,
    primary="#6bb48c",
    secondary="#d6a956",
    accent="#6bb48c",
    warning="#d6a956",
    error="#d9737c",
    success="#6bb48c",
    foreground="#d9d6cd",
    background="#15191a",
    surface="#1b2122",
    panel="#232a2b",
    variables={
        "block-cursor-background": "#2c3a34",
        "block-cursor-foreground": "#f2efe6",
        "input-selection-background": "#3c5a4b",
        **ACCENTS_DARK,
    },
)
ORDER_PAPER = Theme(
    name="order-paper",
    dark=False,
    primary="#1c6b46",
    secondary="#8a5d00",
    accent="#1c6b46",
    warning="#8a5d00",
    error="#a02637",
    success="#1c6b46",
    foreground="#2a2823",
    background="#f7f2e6",
    surface="#f0eadb",
    panel="#e7dfcc",
    variables={
        "block-cursor-background": "#d9e3d2",
        "block-cursor-foreground": "#1d1b17",
        "input-selection-background": "#c3d8c4",
        **ACCENTS_LIGHT,
    },
)
OURS = (CHAMBER, ORDER_PAPER)


def house_accent(house: str, section: str) -> str:
    """Name of the theme variable that colours a House: green benches, red benches, amber for rooms upstairs."""
    if section in {"westminster_hall", "grand_committee", "public_bill_committee", "standing_committee", "committee"}:
        return "committee"
    return house if house in {"commons", "lords"} else "other-house"
