"""The rules by which a sentence of an answer promises something.

They ask who is to act and when: what others should do, what is refused, what was done and what is only said to be
possible are no promises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

VERSION: Final = 1
"""Of these rules: what was found by another is found anew."""

_SELF = (
    r"(?:\bI|\b[Ww]e|\b(?:the|my|our|this|The|My|Our) (?:(?:right )?hon\.? (?:and \w+ )?(?:Friend|friend),?"
    r"(?: the)? )?(?:Government|Department|Ministry|Executive|Office|Minister|Ministers|officials|Secretary of State"
    r"|Home Secretary|Foreign Secretary|Chancellor|Prime Minister|Scottish Government|Welsh Government|\w+ Secretary)"
    r"|\b(?:Ministers|Officials|officials))"
)
"""The one who answers and those for whom they answer."""
_ADVERB = (
    r"(?: (?:also|now|then|of course|indeed|therefore|soon|very|be able to|endeavour to|try to|seek to"
    r"|ensure that (?:I|we)|make sure that (?:I|we)|always|in turn|continue to|all|both|just|have to|need to|want to"
    r"|\w+ly)){0,4}"
)
_PARENTHESIS = r"(?:,[^,.;]{1,40},)?"
_GLAD = (
    r"(?:(?:am|are|would be|will be|shall be|’d be|'d be|’m|'m)(?: (?:also|always|very|more than|only too|quite|most"
    r"|of course|\w+ly)){0,3} (?:happy|glad|pleased|delighted|willing|content|keen) to)"
)
_SHALL = rf"(?:(?: (?:will|shall)|’ll|'ll){_PARENTHESIS}(?! not\b){_ADVERB})"
_MEANS = (
    r"(?: (?:intend|plan|propose|expect|undertake|promise|aim|hope|am going|are going|intends|plans|proposes|expects"
    r"|aims|hopes|is going|am determined|are determined)(?: to| that (?:I|we) (?:will|shall)))(?: be able to)?"
)
_WOULD = rf"(?:{_SHALL}| {_GLAD}|{_MEANS})(?: be)?"
_DO: Final = rf"{_SELF}{_WOULD} "
_WHOM = (
    r"(?:him|her|them|you|both|all|with|my|the (?:hon|right|noble|Member|Chair|gallant|learned|Committee|group|families"
    r"|family|delegation|all-party|council|constituent)|any|his|your|hon|colleagues|representatives|a delegation"
    r"|Members|constituents|those|anyone|anybody|people|Lord|Lady)"
)
_REMARK = r"(?! (?:that|to me)\b)"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a promise is known by."""

    name: str
    told: str
    """For the reader, after the sentence: `will write`."""
    words: tuple[str, ...]
    """One of these pieces of words must be there: looked for first, because that is quick."""
    pattern: re.Pattern[str]

    def finds(self, sentence: str) -> bool:
        return any(word in sentence for word in self.words) and self.pattern.search(sentence) is not None


def _rule(name: str, told: str, words: str, *patterns: str) -> Rule:
    return Rule(name, told, tuple(words.split("|")), re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))


ACTS: Final = (
    _rule(
        "write", "will write",
        "writ|drop|send|reply|respond",
        rf"{_DO}(?:then )?(?:writ(?:e|ing) (?:again )?(?:to|back|with|on|about|separately)\b(?! me\b)"
        r"|writ(?:e|ing)[.;])",
        rf"{_DO}(?:drop|send) {_WHOM}[^.]{{0,40}} (?:a (?:line|note|letter)|details|the details|copies|a copy)",
        rf"{_SELF} can write to {_WHOM}",
        r"\b(?:I|[Ww]e) (?:have|will|shall)(?: also)? ask(?:ed)? [^.]{3,120}? to (?:write|reply|respond) to\b(?! me\b)",
    ),
    _rule(
        "meet", "will meet",
        "meet|visit|see |talk|speak|discuss|sit ",
        rf"{_SELF} {_GLAD} (?:meet(?! (?:the|that|those|this|any|all|these) (?:need|cost|demand|challenge|target"
        r"|require|commit|standard|obligat|deadline))|visit|have a meeting|sit down with|see (?:him|her|them)"
        r"|discuss (?:it|this|that|the|these|those)|talk (?:to|with)|speak (?:to|with))\b",
        rf"{_SELF}{_SHALL} (?:meet|see|visit|talk to|speak to|sit down with) {_WHOM}\b",
        rf"{_SELF}{_SHALL} (?:arrange|set up|organise|fix) (?:a|that|the|such a|for a) (?:\w+ )?meeting",
        rf"{_SELF} can (?:arrange|agree to) (?:a|that|the) meeting",
    ),
    _rule(
        "publish", "will publish",
        "ublish|ublic|releas|issu|available",
        rf"{_DO}(?:publish(?:ing)?|releas(?:e|ing) (?:the|a|our|its|further|data|figures|details)|issu(?:e|ing)"
        r" (?:the|a|our|its|further|new|revised|updated) )",
        r"(?:\bwill|\bshall)(?: also| now| then| shortly| soon)?(?:,[^,.;]{1,40},)? be(?: \w+ly)?"
        r" (?:published|made (?:public|available)|available (?:in|on|from|by|for))",
        r"\b(?:is|are) (?:due|expected|to be|scheduled) (?:to be |for )?(?:published|publication)",
    ),
    _rule(
        "library", "will lay or place in the Library",
        "Librar|before |laid ",
        rf"{_DO}(?:plac(?:e|ing)|put(?:ting)?|deposit(?:ing)?) [^.]{{2,120}}? (?:in|before) the"
        r" (?:\w+ )?(?:Library|Libraries|House)",
        r"(?:\bwill|\bshall) (?:also |then )?be (?:placed|put|deposited|laid) (?:in|before)",
        rf"{_DO}(?:arrange|ensure)[^.]{{2,140}}? (?:placed|put) in the (?:\w+ )?Librar",
        rf"{_DO}lay(?:ing)? (?:\w+ ){{1,8}}?before (?:the House|Parliament|this House|both Houses)",
    ),
    _rule(
        "answer", "will come back with an answer",
        " back|revert|repl|respond|inform|suppl|provid|let |give |send ",
        rf"{_DO}(?:com(?:e|ing) back to|get(?:ting)? back to|report(?:ing)? back|revert(?:ing)? to|repl(?:y|ying) to"
        r"|respond(?:ing)?(?: fully| formally)?(?: to (?:it|that|them|the (?:report|review|consultation|committee|hon))"
        r"|,? (?:in due|shortly|soon|by|before|later|when))"
        rf"|inform {_WHOM}|suppl(?:y|ying) |provid(?:e|ing) {_WHOM}|let {_WHOM}[^.]{{0,40}} (?:know|have)\b"
        r"|give (?:him|her|them|the House) (?:a|the|more|further|an) (?:\w+ )?(?:answer|reply|details|information))",
        rf"{_SELF}{_SHALL} send (?:\w+ )?{_WHOM}",
    ),
    _rule(
        "tell", "will tell the House",
        "nnounce|statement|set|updat|keep|report|confirm|say|returning|return|come",
        rf"{_DO}(?:announc(?:e|ing)|mak(?:e|ing) (?:an|a|our|further|any|that|another|the|his|her) (?:\w+ ){{0,3}}"
        r"(?:announcements?|statement)|set(?:ting)? out|updat(?:e|ing) (?:the|him|her|them|hon|Members|this)"
        r"|keep(?:ing)? (?:the House|him|her|them|Members|hon)|report(?:ing)? (?:to|on)"
        r"|confirm(?:ing)? (?:the|that|our)"
        r"|say(?:ing)? more|hav(?:e|ing) more to say|return(?:ing)? to the House|come to the House)\b",
    ),
    _rule(
        "bring", "will bring forward",
        "bring|introduc|consult|launch|commission|legislat|tabl",
        rf"{_DO}(?:bring(?:ing)? forward|introduc(?:e|ing)|consult(?:ing)?(?: on| with| further)|launch(?:ing)?"
        r"|commission(?:ing)?|legislat(?:e|ing)|tabl(?:e|ing))\b",
    ),
    _rule(
        "look", "will look into it",
        "look|consider|reflect|nvestigat|review|check|follow|pursu|rais|tak|pass|draw|explor|examin",
        rf"{_DO}(?:look(?:ing)? (?:into|at|again|carefully|closely|very|further)|consider(?:ing)?|reflect(?:ing)?"
        r"|investigat(?:e|ing)|review(?:ing)?|check(?:ing)?|follow(?:ing)? (?:that|this|it|up)|pursu(?:e|ing)"
        r"|rais(?:e|ing) (?:it|that|this|the|these|those|his|her|my)|tak(?:e|ing) (?:\w+ ){1,5}"
        r"(?:away|up|back|forward)|pass(?:ing)? (?:\w+ ){1,5}(?:on|to)|draw (?:\w+ ){1,5}to the attention"
        r"|explor(?:e|ing)|examin(?:e|ing))"
        rf"\b{_REMARK}",
    ),
    _rule(
        "undertake", "gives an undertaking",
        "ndertak|promise|commitment|assurance",
        r"\bI (?:can |will |shall |do |happily |gladly )?(?:undertake|promise)"
        r"(?: (?:him|her|them|the \w+|my hon\. Friend|the hon\. \w+))? (?:to|that)\b",
        r"\bI (?:can |will |shall |do |am happy to |gladly ){0,2}give (?:[\w.]+ ){0,4}(?:that|an|a|this|the|my)"
        r" (?:absolute |clear |firm |personal )?(?:undertaking|commitment|assurance)",
    ),
)  # fmt: skip
_AHEAD = r"\b(?:will|shall|’ll|to be|expect|hope|intend|plan|aim|look forward)\b"
TIMES: Final = (
    _rule("due-course", "in due course", "due course", r"\b[Ii]n due course\b"),
    _rule(
        "shortly",
        "shortly",
        "hortly|soon|near future",
        r"\b(?:shortly|very soon|in the near future|soon)\b"
        r"(?! (?:after|before|as|enough|afterwards|discover|to begin))",
    ),
    _rule(
        "by",
        "names a time",
        "next |coming |later this|before |end of|new year|autumn|spring|summer",
        r"\b(?:(?:in|over|within) the (?:next|coming) (?:\w+ )?(?:days?|weeks?|months?|year)"
        r"|later this (?:week|month|year|autumn|spring|summer|winter|session)"
        r"|before the (?:summer|Christmas|Easter|end of|[Rr]ecess)"
        r"|by the end of (?:the|this|next) (?:year|month|week|session)|in the (?:new year|autumn|spring|summer)"
        r"|early (?:in the )?(?:next|new) year|next (?:week|month|spring|autumn|summer))\b",
    ),
)
"""When something is to be done. Alone it makes a promise only where the sentence looks ahead and says that the
speaker's side, or nobody in particular, will act."""

_ACTIVE = re.compile(rf"{_DO}(?!know\b|see\b|have to\b|need\b|want\b|go forward\b)")
_ALONE = re.compile(
    rf"{_ACTIVE.pattern}|(?:\bwill|\bshall|\bto) (?:\w+ )?be (?:\w+ly )?"
    r"(?:\w+ed|made|set|sent|given|laid|told|known|available)\b"
)
_NOT_YET = re.compile(_AHEAD)
_REFUSED = re.compile(
    r"\b(?:no (?:current |immediate )?(?:plans?|intention)|(?:do|does|did) not (?:intend|plan|propose|expect)"
    r"|(?:will|shall|would|can) not be|cannot|unable to|refuse|will never)\b"
)
_MAY: Final = re.compile(
    r"ill\b|hall\b|’ll|'ll|appy|glad|leased|elighted|willing|ontent|keen|due course|hortly|soon|expect|intend|plan"
    r"|propose|ndertak|romise|hope|aim|going to|ask|can |assurance|commitment|publication|determined"
)


def rules_of(sentence: str) -> tuple[str, ...]:
    """The names of the rules by which a sentence promises something; none where it does not."""
    if not _MAY.search(sentence):
        return ()
    acts = [rule.name for rule in ACTS if rule.finds(sentence)]
    times = [rule.name for rule in TIMES if rule.finds(sentence)]
    if acts:
        return (*acts, *times)
    alone = _ACTIVE if times == ["by"] else _ALONE
    if times and _NOT_YET.search(sentence) and alone.search(sentence) and not _REFUSED.search(sentence):
        return tuple(times)
    return ()


_RULES: Final = {rule.name: rule for rule in (*ACTS, *TIMES)}


def promise_at(sentence: str, rules: tuple[str, ...]) -> int:
    """Where in the sentence the words stand by which the first rule knows it; 0 where it does not find them."""
    rule = _RULES.get(rules[0]) if rules else None
    found = rule.pattern.search(sentence) if rule else None
    return found.start() if found else 0


_TOLD: Final = {rule.name: rule.told for rule in (*ACTS, *TIMES)}


def told(rules: tuple[str, ...]) -> str:
    """The rules for the reader: `will publish, in due course`."""
    return ", ".join(_TOLD.get(rule, rule) for rule in rules[:1] + tuple(r for r in rules[1:] if r in _WHEN))


_WHEN: Final = frozenset(rule.name for rule in TIMES)
