"""The lists of people and parties that a ParlaMint corpus keeps beside its sittings, and which sittings they are of."""

from __future__ import annotations

import re
from typing import Final

from store.importers import xml

_LIST: Final = re.compile(r"[^_]*list-?(person|org)[^_]*\.xml|ParlaMint-(?!taxonomy)[^_]+\.xml", re.IGNORECASE)
"""`ParlaMint-GB-listPerson.xml`, `listorg.xml`, and the root of a corpus, which may hold them; sittings have a date
behind a `_`."""
_HEAD: Final = 4096


def is_list(name: str) -> bool:
    """Whether a file of this name lists the people or parties of a corpus."""
    return _LIST.fullmatch(name.removesuffix(".gz").removesuffix(".xz")) is not None


def is_sitting(name: str, data: bytes) -> bool:
    """Whether a file may be a sitting beside which lists can stand."""
    return not is_list(name) and xml.root_name(data[:_HEAD]) in ("TEI", "teiCorpus")
