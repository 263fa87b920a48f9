"""Drafts as HTML pages and Word documents, read into passages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from store.errors import StoreError
from store.verifying.passages import NOTE, NOTE_END, Passage, passage

LARGEST = 64 * 1024 * 1024
"""Bytes that any part of a document may unpack to."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_QUOTING = re.compile(r"quot|block ?text|extract", re.IGNORECASE)
_INDENTED = 360
"""Twentieths of a point from which a paragraph of Word stands out as a quotation: a quarter of an inch."""
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg", "select", "nav"})
_INLINE = frozenset(
    "a abbr b bdi cite code em font i img ins kbd mark q s small span strong sub sup time u wbr".split()  # noqa: SIM905
)
_FATAL = 3


def word(data: bytes, name: str) -> list[Passage]:
    """The passages of a .docx file. Raises StoreError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {part: _part(packed, part, name) for part in ("document", "footnotes", "endnotes", "styles")}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise StoreError(f"{name}: is no Word document that can be read ({error})") from None
    body = parts["document"]
    if body is None:
        raise StoreError(f"{name}: is a packed file without a Word document in it")
    notes: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        root = parts[f"{kind}s"]
        for note in root.iter(f"{_WORD}{kind}") if root is not None else ():
            notes[f"{kind}{note.get(f'{_WORD}id')}"] = " ".join(_text(note).split())
    quoting = set(_quoting_styles(parts["styles"]))
    return list(_paragraphs(body, notes, quoting))


def _part(packed: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    inside = f"word/{part}.xml"
    if inside not in packed.namelist():
        return None
    if packed.getinfo(inside).file_size > LARGEST:
        raise StoreError(f"{name}: unpacks to more than {LARGEST >> 20} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with packed.open(inside) as stream:
            return etree.fromstring(stream.read(LARGEST), parser)
    except etree.XMLSyntaxError as error:
        raise StoreError(f"{name}: {inside} is damaged ({error})") from None


def _quoting_styles(styles: etree._Element | None) -> Iterator[str]:
    for style in styles.iter(f"{_WORD}style") if styles is not None else ():
        named = style.find(f"{_WORD}name")
        if named is not None and _QUOTING.search(named.get(f"{_WORD}val", "")):
            yield style.get(f"{_WORD}styleId", "")


def _paragraphs(body: etree._Element, notes: dict[str, str], quoting: set[str]) -> Iterator[Passage]:
    block, before = 0, False
    for number, paragraph in enumerate(body.iter(f"{_WORD}p"), 1):
        marked = _text(paragraph)
        if not marked.strip():
            continue
        set_off = _set_off(paragraph, quoting)
        block += set_off and not before
        before = set_off
        speaker, marked = _spoken(marked, _bold(paragraph)) if set_off else ("", marked)
        made = passage(marked, number, notes, block if set_off else 0, speaker)
        if made is not None:
            yield made


def _set_off(paragraph: etree._Element, quoting: set[str]) -> bool:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    named = style.get(f"{_WORD}val", "") if style is not None else ""
    if named in quoting or _QUOTING.search(named):
        return True
    indent = paragraph.find(f"{_WORD}pPr/{_WORD}ind")
    listed = paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None
    left = "0" if indent is None else indent.get(f"{_WORD}left") or indent.get(f"{_WORD}start") or "0"
    return not listed and left.isdecimal() and int(left) >= _INDENTED


def _bold(paragraph: etree._Element) -> str:
    """The bold words with which a paragraph begins."""
    words = ""
    for run in paragraph.iter(f"{_WORD}r"):
        if run.find(f"{_WORD}rPr/{_WORD}b") is None:
            break
        words += _text(run)
    return words


def _spoken(marked: str, bold: str) -> tuple[str, str]:
    """(speaker, words) of a paragraph that begins with a name in bold."""
    if not bold.strip() or not marked.startswith(bold):
        return "", marked
    rest = marked[len(bold) :]
    if not bold.rstrip().endswith(":") and not rest.lstrip().startswith(":"):
        return "", marked
    return bold.strip().rstrip(":").strip(), rest.lstrip(" :")


def _text(element: etree._Element) -> str:
    """The words of Word's runs, footnotes marked; what was deleted under revision is not among them."""
    out = []
    for part in element.iter():
        match part.tag.removeprefix(_WORD) if isinstance(part.tag, str) else "":
            case "t":
                out.append((part.text or "").replace(NOTE, " ").replace(NOTE_END, " "))
            case "tab" | "br" | "cr":
                out.append(" ")
            case "noBreakHyphen":
                out.append("-")
            case "footnoteReference" | "endnoteReference" as kind:
                out.append(f"{NOTE}{kind.removesuffix('Reference')}{part.get(f'{_WORD}id')}{NOTE_END}")
    return "".join(out)


def page(text: str, name: str) -> list[Passage]:
    """The passages of an HTML page. Raises StoreError for one that is nested too deeply to be read whole."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser) if text.strip() else None
    if root is None:
        return []
    if any(entry.level >= _FATAL for entry in parser.error_log):
        raise StoreError(f"{name}: is a page that cannot be read whole; save it again")
    targets = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    reader = _Page(targets)
    reader.walk(root, 0)
    reader.end()
    return reader.passages


class _Page:
    """Gathers the blocks of a page."""

    def __init__(self, targets: dict[str, etree._Element]) -> None:
        self.passages: list[Passage] = []
        self._targets, self._notes = targets, dict[str, str]()
        self._marked, self._speaker = "", ""
        self._block, self._blocks = 0, 0
        self._line = 1

    def end(self) -> None:
        made = passage(self._marked, self._line, self._notes, self._block, self._speaker)
        if made is not None:
            self.passages.append(made)
        self._marked, self._speaker = "", ""

    def walk(self, element: etree._Element, block: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT:
            return
        if tag == "blockquote":
            self._blocks += 1
            block = self._blocks
        if self._is_note(element):
            return
        edge = tag not in _INLINE
        if edge:
            self.end()
            self._block = block
            line = element.sourceline
            self._line = line if isinstance(line, int) else self._line
        self._marked += {"q": "“", "br": " "}.get(tag, "")
        self._name(element, tag)
        for child in element:
            self.walk(child, block)
            if edge and isinstance(child.tag, str) and child.tag not in _INLINE:
                self.end()
                self._block = block
            self._add(child.tail)
        self._marked += "”" if tag == "q" else ""
        if edge:
            self.end()

    def _name(self, element: etree._Element, tag: str) -> None:
        """The words at the head of an element; bold ones before a colon in a block are who speaks."""
        text = element.text or ""
        if self._block and tag in ("b", "strong") and not self._marked.strip() and text.rstrip().endswith(":"):
            self._speaker = " ".join(text.split()).rstrip(":")
        else:
            self._add(text)

    def _add(self, text: str | None) -> None:
        if text:
            self._marked += text.replace(NOTE, " ").replace(NOTE_END, " ")

    def _is_note(self, element: etree._Element) -> bool:
        """A link to a footnote of this page: what stands there is taken down."""
        target = self._targets.get(element.get("href", "").removeprefix("#")) if element.tag == "a" else None
        if target is None or not element.get("href", "").startswith("#"):
            return False
        label = element.get("href", "")
        words = " ".join("".join(map(str, target.itertext())).split()).strip("↩︎ ^")
        if not re.fullmatch(r"[\[(]?[\w*†‡]{1,4}[\])]?", "".join(map(str, element.itertext())).strip()):
            return False
        self._notes[label] = words
        self._marked += f"{NOTE}{label}{NOTE_END}"
        return True
