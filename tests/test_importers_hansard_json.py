"""Debates of the Hansard API, invented ones and, where they are at hand, real ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from store.errors import SourceError
from store.importers import hansard_json
from store.model import ColumnMark, Kind, Section, Speaker
from store.parsed import ParsedDebate
from tests.mutations import DATA, OPTIONS, survives

REAL = sorted((DATA / "hansard-json").glob("debate*.json"))


def item(value: str, by: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"ItemType": "Contribution", "AttributedTo": by, "Value": value, "HRSTag": "hs_Para", **fields}


def overview(title: str = "Lamp Oil", **fields: Any) -> dict[str, Any]:
    guid = f"{title[:4].upper()}-0001"
    return {
        "Id": 2,
        "ExtId": guid,
        "Title": title,
        "House": "Commons",
        "Date": "2025-03-11T00:00:00",
        "Location": "Commons Chamber",
        "VolumeNo": 900,
        "HRSTag": "hs_2DebBill",
    } | fields


def debate(*items: dict[str, Any], children: tuple[Any, ...] = (), over: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "Overview": over or overview(),
        "Navigator": [],
        "Items": list(items),
        "ChildDebates": list(children),
    } | more


def parsed(value: Any) -> tuple[ParsedDebate, ...]:
    return hansard_json.parse(json.dumps(value).encode(), "debate.json", OPTIONS).debates


def test_column_breaks_are_no_speeches_and_are_carried_forward() -> None:
    span = '<span id="{0}" class="column-number" data-column-number="{0}"></span>'
    cross = '<span class="cross-reference" data-column-number="12">[Vol. 3, c. 12]</span>'
    [found] = parsed(
        debate(
            item(span.format(70), HRSTag="hs_ColumnNumber"),
            item(
                f"We ask.\r\n\r\nFor oil{span.format(71)} and wicks, as {cross} says.",
                "Ann Lee (Kirkholm) (Lab)",
                MemberId=7,
            ),
            item(f"{span.format(72)}Agreed.", "Ann Lee", MemberId=7),
        )
    )
    first, second = found.remarks
    assert first.text == "We ask.\nFor oil and wicks, as [Vol. 3, c. 12] says."
    assert (first.column, first.columns) == ("70", (ColumnMark(16, "71"),))
    assert (second.column, second.columns) == ("72", ())
    assert found.volume == "900"


def test_a_member_keeps_party_and_seat_after_the_first_attribution() -> None:
    [found] = parsed(
        debate(
            item("One.", "Ann Lee (Kirkholm) (Lab)", MemberId=7),
            item("Two.", "The Minister for Lamps (Bo Ray)", MemberId=8),
            item("Three.", "Ann Lee", MemberId=7),
            item("Four.", "Hon. Members"),
            item("<em>Question put and agreed to.</em>"),
        )
    )
    assert [remark.speaker for remark in found.remarks] == [
        Speaker("Ann Lee", "Lab", "Kirkholm", None, "7"),
        Speaker("Bo Ray", office="The Minister for Lamps", ref="8"),
        Speaker("Ann Lee", "Lab", "Kirkholm", None, "7"),
        None,
        None,
    ]
    assert [remark.attribution for remark in found.remarks][3:] == ["Hon. Members", ""]


def test_a_lone_bracket_is_a_party_in_the_lords() -> None:
    [found] = parsed(
        debate(
            item("One.", "Lord Quill (CB) [V]", MemberId=1),
            item("Two.", "The Minister of State, Lamp Office (Baroness Ray) (Con)", MemberId=2),
            over=overview(House="Lords", Location="Grand Committee"),
        )
    )
    assert found.section is Section.GRAND_COMMITTEE
    assert [remark.speaker for remark in found.remarks] == [
        Speaker("Lord Quill", "CB", ref="1"),
        Speaker("Baroness Ray", "Con", office="The Minister of State, Lamp Office", ref="2"),
    ]


@pytest.mark.parametrize(
    "tag",
    ["hs_CLMember", "hs_DebateType", "hs_AmendmentLevel2", "hs_TabledBy", "hs_Procedure", "hs_76fChair", "hs_brev"],
)
def test_what_nobody_said_is_procedural(tag: str) -> None:
    [found] = parsed(debate(item("That the lamp be lit.", HRSTag=tag), item("Aye.", "Ann Lee", MemberId=7)))
    assert found.remarks[0].label is Kind.PROCEDURAL
    assert found.remarks[0].speaker is None


def test_a_container_gives_its_debates_once() -> None:
    child = debate(
        item("Oil?", "Ann Lee", UIN="903456", MemberId=7), over=overview("Wick Supply", HRSTag="hs_8Question")
    )
    again = debate(
        item("Oil?", "Ann Lee", UIN="903456", MemberId=7),
        over=overview("Wick Supply", ExtId="wick-0001", HRSTag="hs_8Question"),
    )
    [found] = parsed(debate(children=(child, again), over=overview("Oral Answers", HRSTag="hs_3OralAnswers")))
    assert found.title == "Wick Supply"
    assert found.remarks[0].number == "903456"


def test_the_headings_above_come_from_the_navigator() -> None:
    places = [
        {"Id": 1, "Title": "Commons Chamber", "ParentId": None},
        {"Id": 3, "Title": "Petition", "ParentId": 1},
        {"Id": 2, "Title": "Lamp Oil", "ParentId": 3},
    ]
    [found] = parsed(debate(item("So."), Navigator=places))
    assert found.parents == ("Petition",)


def test_clocks_are_carried_forward_and_time_codes_are_not_read() -> None:
    clock = {"ItemType": "Timestamp", "Value": "9:05:00"}
    [found] = parsed(debate(clock, item("So.", "Ann Lee", Timecode="2025-03-11T23:00:00", MemberId=7)))
    assert found.remarks[0].time == "09:05:00"


def test_a_division_keeps_its_lists() -> None:
    voters = [{"DisplayAs": "Ann Lee"}, {"DisplayAs": "Cy Dow", "IsTeller": True}]
    division = {
        "ExternalId": "d1",
        "Number": "12",
        "AyesCount": 1,
        "NoesCount": 0,
        "AyeMembers": voters,
        "TextBeforeVote": "<em>The House divided:</em>",
        "TextAfterVote": "<em>Question agreed to.</em>",
    }
    [found] = parsed(
        debate(
            item("Divide.", "Ann Lee", MemberId=7), {"ItemType": "Division", "ExternalId": "D1"}, Divisions=[division]
        )
    )
    assert found.remarks[1].label is Kind.DIVISION
    assert found.remarks[1].text == (
        "The House divided:\nDivision No. 12\nAyes 1, Noes 0\nAyes\nAnn Lee\nTellers for the Ayes\nCy Dow\n"
        "Question agreed to."
    )


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"Results": [{"DebateSectionExtId": "x"}], "TotalResultCount": 1}, "lists 1 debate without the words"),
        ([{"AyesCount": 1, "DebateSection": "Lamp Oil"}], "fetch the debate “Lamp Oil” instead"),
        (["x"], "is a list and no debate"),
        (debate(), "without a word under it"),
        (debate(item("x"), over=overview(Date="soon")), "gives no date"),
        (debate({"Value": 3}), "holds no text in “Value”"),
        ({"Overview": overview(), "Items": 3}, "holds no list in “Items”"),
    ],
)
def test_what_holds_no_debate_says_so(value: Any, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        parsed(value)


@pytest.mark.parametrize(
    "data", [b"{", b"", b"\xff\xfe", b"[" * 100_000, b'{"Items": NaN}', b'{"a": 1, "a": 2}', b"9" * 9999]
)
def test_what_is_no_json_says_so(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"debate\.json, line 1: is "):
        hansard_json.parse(data, "debate.json", OPTIONS)


def test_damaged_files_end_in_a_sentence() -> None:
    data = json.dumps(
        debate(
            item(
                "Oil <em>and</em> wicks.\r\n\r\nMore.", "Ann Lee (Kirkholm) (Lab)", MemberId=7, ExternalId="g", UIN="9"
            ),
            {"ItemType": "Timestamp", "Value": "9:05:00"},
            children=(debate(item("Aye.", "Hon. Members")),),
        )
    ).encode()
    assert survives(hansard_json.parse, data, 2000) > 0


@pytest.mark.skipif(not REAL, reason="the real debates are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_debates_come_in_whole(path: Path) -> None:
    def said(value: Any) -> int:
        own = sum(1 for each in value["Items"] if each["ItemType"] == "Contribution" and each["AttributedTo"])
        return own + sum(said(child) for child in value["ChildDebates"])

    data = path.read_bytes()
    assert hansard_json.accepts(data[:65536], path.name)
    found = hansard_json.parse(data, path.name, OPTIONS)
    assert sum(1 for each in found.debates for remark in each.remarks if remark.attribution) == said(json.loads(data))
    assert survives(hansard_json.parse, data, 100) >= 0


@pytest.mark.skipif(not REAL, reason="the real debates are not here")
def test_the_description_of_the_api_is_no_debate() -> None:
    data = (DATA / "hansard-json" / "openapi-hansard-api.json").read_bytes()
    assert not hansard_json.accepts(data[:65536], "openapi.json")
