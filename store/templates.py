"""A reader's own citation templates: Jinja2 in its sandbox, over the fields of a reference.

A separator disappears with its empty field: on each line, the words between a field that is empty and the field before
it go with it (from their last comma, semicolon, full stop, dash or bracket on); so do the brackets or quotation marks
that would stay empty. A line of which every field is empty goes as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from store.citations import cite
from store.citations.columns import fewest, long_date, number_of, pinpoint, span, us_date, volume
from store.citations.houses import assembly, committee, debates
from store.citations.markup import as_html, as_markdown
from store.citations.quoting import AMERICAN, BRITISH, nest
from store.citations.reference import Reference, clean_prose
from store.citations.web import words_of
from store.errors import StoreError

_BEGIN, _END = "\x02", "\x03"
"""Around what a field gave."""
_FIELD = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_SEPARATOR = re.compile(r"[,;:.](?=\s|$)|\s[–—|·/-](?=\s|$)|(?<=[)\]}”’\"'>*_])")
_LEADING = re.compile(r"^\s*(?:[,;:.|·/–—-]+\s*|\s+)")
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", '"': '"', "<": ">", "*": "*", "_": "_", "'": "'"}


@dataclass(frozen=True)
class Template:
    """A template of the reader's own."""

    name: str
    source: str
    file: str
    """Where it is kept, for the sentence that tells of a mistake."""
    form: str = "text"
    """`text`, `markdown` or `html`, by the ending of its file: how the fields are escaped."""

    def write(self, reference: Reference) -> str:
        """The finished text. Raises StoreError, which names the file, the line and the field."""
        return self._render(values(reference), reference)

    @cached_property
    def quotes(self) -> bool:
        """Whether the template itself prints the words quoted."""
        from jinja2 import meta

        with _told(self):
            used = meta.find_undeclared_variables(_environment(self).parse(self.source, filename=self.file))
        return bool(used & {"quote", "quoted", "quoted_us"})

    @cached_property
    def wants(self) -> frozenset[str]:
        """The parts of a citation that it prints, as `missing` names them."""
        from jinja2 import meta

        with _told(self):
            used = meta.find_undeclared_variables(_environment(self).parse(self.source, filename=self.file))
        return frozenset(_PARTS[name] for name in used if name in _PARTS)

    @cached_property
    def _compiled(self) -> Any:
        with _told(self):
            environment = _environment(self)
            code = environment.compile(self.source, filename=self.file)
            from jinja2 import Template as Compiled

            return Compiled.from_code(environment, code, environment.globals)

    def _render(self, fields: Mapping[str, object], reference: Reference) -> str:
        with _told(self):
            marked = self._compiled.render(fields, cite=lambda style: cite(reference, style, self.form))
        result = clean_prose("\n".join(_lines(marked)))
        if not result:
            raise StoreError(f"{self.file}: the template “{self.name}” gives nothing for this speech")
        return result


class _told:  # noqa: N801 - reads as a verb
    """Turns what Jinja2 raises into a sentence with the line and the field."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, StoreError):
            return
        from jinja2 import TemplateError, TemplateSyntaxError

        if not isinstance(error, (TemplateError, *KNOWN_ERRORS)):
            return
        line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error, self._template.file)
        raise StoreError(f"{self._template.file}, line {line}: {_why(error)}") from None


def _line(error: BaseException, file: str) -> int:
    """The line of the template that raised an error: the innermost frame of its own."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _why(error: BaseException) -> str:
    told = " ".join(str(error).split()) or type(error).__name__
    if unknown := re.match(r"'(\w+)' is undefined", told):
        near = get_close_matches(unknown[1], FIELDS, 3)
        meant = f"; did you mean {' or '.join(near)}?" if near else "; docs/citations.md lists the fields"
        return f"there is no field “{unknown[1]}”{meant}"
    return told


def bounded(*, lists_change: bool = False) -> type[Any]:
    """Jinja2's sandbox, without the arithmetic by which a template of somebody else's never ends."""
    from jinja2 import TemplateRuntimeError
    from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

    kind: Any = SandboxedEnvironment if lists_change else ImmutableSandboxedEnvironment

    class Bounded(kind):  # type: ignore[misc]
        intercepted_binops = frozenset({"**", "*", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            numbers = all(isinstance(side, (int, float)) for side in (left, right))
            printed = operator == "%" and isinstance(left, str) and not re.search(r"\d{3}|\*", left)
            if not (numbers or printed) or (operator == "**" and max(abs(left), abs(right)) > SMALL):
                raise TemplateRuntimeError(f"“{operator}” is for small numbers only")
            return super().call_binop(context, operator, left, right)

    return Bounded


SMALL = 1000
"""The greatest number of which, and to which, a template may take a power."""
KNOWN_ERRORS = (
    *(TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError),
    *(SyntaxError, AssertionError),
)
"""What a template may raise besides Jinja2's own: the code that it becomes may nest too deeply for Python."""


def _environment(template: Template) -> Any:
    from jinja2 import StrictUndefined

    escape = {"markdown": as_markdown, "html": as_html}.get(template.form, str)

    def shown(value: object) -> object:
        text = "" if value is None else str(value)
        if _BEGIN in text:
            return text
        return f"{_BEGIN}{text if text.startswith(('http://', 'https://')) else escape(text)}{_END}"

    environment = bounded()(
        undefined=StrictUndefined, finalize=shown, keep_trailing_newline=False, autoescape=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.clear()
    return environment


def _lines(marked: str) -> Iterator[str]:
    """The lines of what was rendered, without those of which every field is empty."""
    for line in marked.split("\n"):
        parts = _FIELD.split(line)
        literals, fields = parts[::2], parts[1::2]
        if fields and not any(fields):
            continue
        yield (
            _without_empty(literals, fields)
            if "" in fields
            else "".join(text for pair in zip(literals, [*fields, ""], strict=True) for text in pair)
        )


def _without_empty(literals: list[str], fields: list[str]) -> str:
    """A line from which empty fields are gone with their separators."""
    out, pending, shown = "", literals[0], False
    for field, literal in zip(fields, literals[1:], strict=True):
        if field:
            out, pending, shown = out + pending + field, literal, True
            continue
        pending, following = _unpaired(pending, literal)
        if shown:
            ends = [found.start() for found in _SEPARATOR.finditer(pending)]
            pending = pending[: ends[-1]] if ends else ""
        else:
            following = _LEADING.sub("", following, count=1)
        pending += following
    return re.sub(r"(?<=\S) +(?=[,;.)\]](?:\s|$))", "", out + pending).strip()


def _unpaired(before: str, after: str) -> tuple[str, str]:
    """Brackets and quotation marks around an empty field go with it."""
    while (opening := before[-1:]) in _PAIRS and after.startswith(_PAIRS[opening]):
        before, after = before[:-1], after[1:]
    return before, after


def values(reference: Reference) -> dict[str, str]:
    """Every field by its name."""
    return {name: read(reference) for name, (read, _) in FIELDS.items()}


def _speaker(part: str) -> Any:
    return lambda reference: getattr(reference.speaker, part) if reference.speaker else ""


def _named(part: str) -> Any:
    return lambda r: getattr(r.speaker, part) if r.speaker and not r.speaker.literal else ""


FIELDS: Mapping[str, tuple[Any, str]] = {
    "speaker": (_speaker("full"), "the speaker’s name in its usual order"),
    "speaker_given": (_named("first"), "given names without forms of address; empty for peers and offices"),
    "speaker_family": (_named("family"), "family name; empty for peers and offices"),
    "speaker_inverted": (lambda r: r.speaker.inverted() if r.speaker else "", "`Marlow, Ada`; peers as they stand"),
    "speaker_initials": (lambda r: r.speaker.inverted("") if r.speaker else "", "`Marlow, A.`; peers as they stand"),
    "role": (_speaker("role"), "the office held that day"),
    "title": (lambda r: r.title, "of the debate"),
    "house": (lambda r: assembly(r).short, "`HC`, `HL`, `SP`"),
    "house_name": (lambda r: assembly(r).name, "`House of Commons`"),
    "deb": (debates, "`HC Deb`, `Ferries Bill Deb`"),
    "record": (lambda r: assembly(r).record, "`Hansard`, `Official Report`"),
    "section": (lambda r: r.section.value, "`chamber`, `written_answer`"),
    "committee": (committee, "the committee’s name"),
    "bill_title": (lambda r: r.bill_title, "of a public bill committee"),
    "date": (lambda r: long_date(r.date), "`5 March 2024`"),
    "date_us": (lambda r: us_date(r.date), "`March 5, 2024`"),
    "date_iso": (lambda r: r.date.isoformat() if r.date else "", "`2024-03-05`"),
    "year": (lambda r: str(r.date.year) if r.date else "", "`2024`"),
    "volume": (volume, "of the Official Report; committees have none"),
    "columns": (span, "`1283–86`, `71WH`, `GC148–49`, or the page"),
    "columns_short": (lambda r: span(r, fewest, "-"), "`1283-6`"),
    "col": (pinpoint, "with its label: `col 1283`, `cols 1283–86`, `p 39`"),
    "col_start": (lambda r: str(r.col_start.number) if r.col_start else "", "the first column’s number"),
    "col_end": (lambda r: str(r.col_end.number) if r.col_end else "", "the last one’s, where it is another"),
    "page": (lambda r: r.page, "where the report has pages"),
    "number": (number_of, "of a written question or statement"),
    "session": (lambda r: r.session, "`2014-15`"),
    "url": (lambda r: r.url, "the address"),
    "accessed": (lambda r: long_date(r.accessed) if r.url else "", "the day it was read"),
    "accessed_iso": (lambda r: r.accessed.isoformat() if r.accessed and r.url else "", "the same: `2024-04-01`"),
    "quote": (words_of, "the words quoted, as they stand in the record"),
    "quoted": (lambda r: nest(words_of(r), BRITISH), "the same, for single quotation marks around them"),
    "quoted_us": (lambda r: nest(words_of(r), AMERICAN), "the same, for double ones"),
}
_PARTS = {
    **dict.fromkeys(("speaker", "speaker_given", "speaker_family", "speaker_inverted", "speaker_initials"), "speaker"),
    **dict.fromkeys(("date", "date_us", "date_iso", "year"), "date"),
    **dict.fromkeys(("columns", "columns_short", "col", "col_start"), "column"),
    "volume": "volume", "title": "title", "url": "url",
}  # fmt: skip
