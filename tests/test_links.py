"""Where a speech stands on the web, and which addresses may be opened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.links import host, links
from store.model import Source
from tests.ferries import FERRIES

SPEECH = replace(
    FERRIES.speeches[1],
    key="uk.org.publicwhip/debate/2025-03-11.801.2",
    url="https://hansard.parliament.uk/Commons/2025-03-11/debates/A/Ferries#contribution-B",
)
DEBATE = replace(FERRIES, source=Source("debates2025-03-11b.xml", "TheyWorkForYou XML"))


def test_every_address_that_is_known() -> None:
    assert [(link.name, link.url) for link in links(DEBATE, SPEECH)] == [
        ("Hansard", SPEECH.url),
        ("example.org", "https://example.org/ferries"),
        ("TheyWorkForYou", "https://www.theyworkforyou.com/debates/?id=2025-03-11b.801.2"),
        ("Hansard, the day", "https://hansard.parliament.uk/Commons/2025-03-11"),
    ]


def test_words_chosen_have_a_link_of_their_own() -> None:
    found = links(DEBATE, SPEECH, "the ferry, I think")
    assert found[-1].name == "Hansard, the very words"
    assert found[-1].url == f"{SPEECH.url}:~:text=the%20ferry%2C%20I%20think"


def test_nothing_is_guessed() -> None:
    bare = replace(FERRIES, house="wales", url="javascript:alert(1)", source=Source("page.txt", "text"))
    assert links(bare, replace(FERRIES.speeches[0], url="file:///etc/passwd")) == ()
    assert links(bare, None, "words") == ()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a", "example.org"), ("HTTP://Example.org", "example.org"),
        ("https://user@example.org/", None), ("https://hansard.parliament.uk@evil.example/", None),
        ("javascript:alert(1)", None), ("file:///etc/passwd", None), ("https://", None), ("", None),
        ("https://[bad/", None), ("https://example.org\\@evil.example/", None), ("https://a b.example/", None),
        ("--help", None),
    ],
)  # fmt: skip
def test_only_the_web_is_opened(url: str, name: str | None) -> None:
    assert host(url) == name
