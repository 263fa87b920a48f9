"""Every real file through the whole program into one library: as many contributions as are counted in the file itself,
by patterns that know nothing of the importers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from store.intake import FileReport, bring_in
from store.library import Library
from store.model import Kind, Speech
from tests import oracle
from tests.libraries import NOW
from tests.mutations import DATA, OPTIONS


def _xml(data: str, *tags: str) -> int:
    return 0 if 'latest="no"' in data[:2000] else len(re.findall(rf"<(?:{'|'.join(tags)})[\s>]", data))


def _json(data: str) -> int:
    def said(value: Any) -> int:
        own = sum(bool(each["ItemType"] == "Contribution" and each["AttributedTo"]) for each in value["Items"])
        return own + sum(said(child) for child in value["ChildDebates"])

    return said(json.loads(data))


def _body(data: str, opens: str, closes: str) -> str:
    return data.partition(opens)[2].rpartition(closes)[0]


def everything(speech: Speech) -> bool:
    """But for the lists of divisions; "The House divided." may be a speech element of its own."""
    return not (speech.kind is Kind.DIVISION and speech.text.startswith("Division No. "))


def attributed(speech: Speech) -> bool:
    return bool(speech.attribution)


def spoken(speech: Speech) -> bool:
    return speech.speaker is not None


COUNTED: dict[str, tuple[Callable[[str], int], Callable[[Speech], bool]]] = {
    "theyworkforyou": (lambda data: _xml(data, "speech", "ques", "reply"), everything),
    "parlamint": (lambda data: _xml(_body(data, "<body>", "</body>"), "u"), spoken),
    "akoma-ntoso": (
        lambda data: _xml(re.sub(r"(?s)<!--.*?-->", "", data), "speech", "question", "answer"),
        spoken,
    ),
    "historic": (lambda data: _body(data, "<houselords>", "<index>").count("<member>"), attributed),
    "hansard-json": (_json, attributed),
    "hansard-text": (
        lambda data: sum("\n" in block for block in re.split(r"\n\s*\n", data.strip())),
        attributed,
    ),
    "parallel-parliament": (lambda data: data.count(" Portrait "), attributed),
}
NO_DEBATES = {"divisions_for_debate.json", "openapi-hansard-api.json", "search_debates_day.json"}
"""They hold no words, and are refused with a sentence."""


def files() -> list[Path]:
    return sorted(file for name in COUNTED for file in (DATA / name).glob("*.*"))


@pytest.mark.skipif(not files(), reason="the real debates are not here")
def test_every_real_file_comes_in_whole(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        paths = [str(file) for file in files()]
        reports = list(bring_in(library, paths, replace(OPTIONS, house="commons"), now=NOW))
        assert [report.path for report in reports] == paths
        for file, report in zip(files(), reports, strict=True):
            check(library, file, report)
        totals = library.totals()
        again = bring_in(library, paths, replace(OPTIONS, house="commons"), now=NOW)
        assert {(report.new, report.updated) for report in again} == {(0, 0)}
        assert library.totals() == totals
    oracle.sound(path)


def check(library: Library, file: Path, report: FileReport) -> None:
    if file.name in NO_DEBATES:
        assert report.error
        return
    assert report.error is None, report.error
    count, wanted = COUNTED[file.parent.name]
    expected = count(file.read_bytes().decode("latin-1"))
    speeches = [speech for debate in report.debates for speech in library.debate(debate).speeches]
    assert sum(map(wanted, speeches)) == expected, file.name
    assert len(speeches) == report.speeches == report.new + report.updated + report.unchanged, file.name
    if not expected:
        assert report.speeches == 0
        assert report.skipped[0].why, "it says why"
