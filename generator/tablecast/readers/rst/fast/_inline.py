"""Inline markup: the kinds that depend on nothing but the text itself.

The patterns are those of docutils' `Inliner`, in one scan from left to right, so that each text is cut as docutils
cuts it. What depends on the rest of the document (references by name, footnotes, inline targets) is left to docutils.
A text is therefore read the same way wherever it stands, and what it means may be remembered.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.content import (
    REMEMBERED,
    Emphasis,
    Image,
    Link,
    Literal,
    Math,
    Reference,
    Role,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from tablecast.readers.rst._escapes import escaped, unescape, with_backslashes
from tablecast.readers.rst._folding import fold, tidy
from tablecast.readers.rst._role_names import DEFAULT_ROLE, is_span, meaning_of
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tablecast.content import Inline

    Images = Mapping[str, Image]
    """The images that the substitutions of a document stand for, by name."""

_MARKUP = regex(r"[*`|\\@]|_(?![A-Za-z0-9])|:[^\s]")
"""What a text without any of holds no markup: no start of any, no end of a reference, no address."""

_SIMPLE_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_URI_CHARACTER = r"[-_.!~*'()[\];/:@&=+$,%a-zA-Z0-9\x00]"
_URI_END = rf"(?:[_~*/=+a-zA-Z0-9]|{_URI_CHARACTER}(?=[>]))"
_MAIL_CHARACTER = r"[-_!~*'{|}/#?^`&=+$%a-zA-Z0-9\x00]"
_MAIL = rf"{_MAIL_CHARACTER}+(?:\.{_MAIL_CHARACTER}+)*(?<!\x00)@{_MAIL_CHARACTER}+(?:\.{_MAIL_CHARACTER}*)*{_URI_END}"

_COMMON_SCHEMES = frozenset({"ftp", "http", "https", "mailto"})
"""Schemes that every version of docutils knows; it is asked about all others."""

_ASCII_PAIRS = frozenset({'""', "''", "()", "<>", "[]", "{}"})

_LONGEST_REMEMBERED = 400
"""Longer texts hardly come twice."""


class _Alphabet(NamedTuple):
    """The punctuation beside which inline markup may begin and end, as parts of character classes, and the pairs."""

    openers: str
    delimiters: str
    closing: str
    closers: str
    is_pair: Callable[[str, str], bool]


class _Patterns(NamedTuple):
    initial: re.Pattern[str]
    ends: dict[str, re.Pattern[str]]
    interpreted: re.Pattern[str]
    uri: re.Pattern[str]
    is_pair: Callable[[str, str], bool]


_EMBEDDED_URI = regex(r"(?:[ \n]+|^)<(?!\s)((?:[^<>]|\x00[<>])+)(?<![\s\x00])>$")
_ADDRESS = regex(_MAIL + "$")


def read_inline(text: str, images: Images) -> tuple[Inline, ...]:
    """Read a text, in which substitutions stand for images.

    Raises:
        UnusualError: The text has markup that depends on the rest of the document.
    """
    if _MARKUP.search(text) is None:
        folded = fold(text).strip(" ")
        return (Text(folded),) if folded else ()
    if "|" in text:
        return _read(text, images)
    return _remembered(text) if len(text) < _LONGEST_REMEMBERED else _read(text, {})


@lru_cache(REMEMBERED)
def _remembered(text: str) -> tuple[Inline, ...]:
    return _read(text, {})


forget = _remembered.cache_clear
"""Forgets them all."""


def _read(text: str, images: Images) -> tuple[Inline, ...]:
    patterns = _ascii() if text.isascii() else _unicode()
    return tidy(_Scan(patterns, images).read(escaped(text)))


class _Scan:
    """One scan over a text, in which a NUL stands before each character that is escaped."""

    def __init__(self, patterns: _Patterns, images: Images) -> None:
        self.patterns = patterns
        self.images = images

    def read(self, text: str) -> list[Inline]:
        """Cut a text into markup and what stands between, which may hold addresses."""
        inlines: list[Inline] = []
        before = ""
        while match := self.patterns.initial.search(text):
            start, found, rest = self._markup(match)
            before += text[:start]
            if found is not None:
                inlines += self._plain(before)
                inlines.append(found)
                before = ""
            text = text[rest:]
        return inlines + self._plain(before + text)

    def _markup(self, match: re.Match[str]) -> tuple[int, Inline | None, int]:
        """Read markup: the index of its begin, what it is, and the index after it; None where it is just text."""
        if match["start"]:
            return self._spanning(match)
        if match["backquote"]:
            return self._interpreted(match)
        message = f"a reference by name: {match['whole']}"
        raise UnusualError(message)

    def _spanning(self, match: re.Match[str]) -> tuple[int, Inline | None, int]:
        """Read markup with a start and an end that are alike; a start without an end is text that is shown."""
        mark, text = match["start"], match.string
        start, after = match.span("start")
        if self._is_quoted(match):
            return after, None, after
        if mark == "_`":
            message = "an inline target"
            raise UnusualError(message)
        end = self.patterns.ends[mark].search(text[after:])
        if end is None or not end.start(1):
            return start, Text(mark), after
        content = text[after : after + end.start(1)]
        if mark == "|" and end[1] != "|":
            message = "a substitution that is a reference"
            raise UnusualError(message)
        return start, self._span(mark, content), after + end.end(1)

    def _span(self, mark: str, text: str) -> Inline:
        if mark == "|":
            return self._substitution(text)
        if mark == "``":
            return Literal(re.sub(r" *\n *", " ", with_backslashes(text)))
        return (Strong if mark == "**" else Emphasis)(_children(text))

    def _substitution(self, text: str) -> Inline:
        """Read a substitution; one that the document does not define is kept as it is written."""
        name = unescape(text)
        if name != " ".join(name.split()):
            message = "a substitution whose name is not in one line"
            raise UnusualError(message)
        found = self.images.get(name) or self.images.get(name.lower())
        return found or Text(f"|{name}|")

    def _interpreted(self, match: re.Match[str]) -> tuple[int, Inline | None, int]:
        """Read text between backquotes, with a role before or after it or none, or a link with its address."""
        text, role = match.string, match["role"]
        after = match.end("backquote")
        if not role and self._is_quoted(match):
            return after, None, after
        end = self.patterns.interpreted.search(text[after:])
        if end is None or not end.start(1):
            return match.start("backquote"), Text("`"), after
        content = text[after : after + end.start(1)]
        if (role and (end["role"] or end["refend"])) or (end["role"] and end["refend"]):
            message = "interpreted text with two roles, or with a role and a reference"
            raise UnusualError(message)
        if end["refend"] == "_":
            message = "a reference by name"
            raise UnusualError(message)
        found = _link(content) if end["refend"] else _role((role or end["role"] or "")[1:-1], content)
        return match.start("role"), found, after + end.end()

    def _is_quoted(self, match: re.Match[str]) -> bool:
        """Whether markup begins between two characters that quote it, such as `"*"`, or at the end of the text."""
        start, end = match.span()
        if start == 0:
            return False
        return end == len(match.string) or self.patterns.is_pair(match.string[start - 1], match.string[end])

    def _plain(self, text: str) -> list[Inline]:
        """Read text without markup, in which addresses are links."""
        match = self.patterns.uri.search(text) if ":" in text or "@" in text else None
        if match is None or (match["scheme"] and not _is_scheme(match["scheme"].lower())):
            return [Text(fold(unescape(text)))] if text else []
        shown = match["whole"]
        link = Link(_children(shown), ("mailto:" if match["mail"] else "") + unescape(shown))
        return [*self._plain(text[: match.start()]), link, *self._plain(text[match.end() :])]


def _children(text: str) -> tuple[Inline, ...]:
    return tidy((Text(fold(unescape(text))),))


def _link(text: str) -> Link:
    """Read a phrase that brings its address along."""
    match = _EMBEDDED_URI.search(text)
    if match is None or not match.start() or "\0" in match[1] or match[1].endswith("_"):
        message = "an anonymous reference"
        raise UnusualError(message)
    uri = "".join(match[1].split())
    return Link(_children(text[: match.start()]), f"mailto:{uri}" if _ADDRESS.match(uri) else uri)


def _role(name: str, text: str) -> Inline:
    role = name.lower() or DEFAULT_ROLE
    if role == "raw" or is_span(role, text):
        message = f"interpreted text of the role '{role}'"
        raise UnusualError(message)
    meaning = meaning_of(role, text)
    if meaning.markup:
        return _BY_MARKUP[meaning.markup](meaning.text)
    if meaning.target is None:
        return Role(_children(meaning.text), meaning.role)
    return Reference(_children(meaning.text), meaning.role, meaning.target, meaning.titled)


_BY_MARKUP: dict[str, Callable[[str], Inline]] = {
    "emphasis": lambda text: Emphasis(_children(text)),
    "strong": lambda text: Strong(_children(text)),
    "literal": lambda text: Literal(re.sub(r" *\n *", " ", text)),
    "math": Math,
    "subscript": lambda text: Subscript(_children(text)),
    "superscript": lambda text: Superscript(_children(text)),
}


def _is_scheme(scheme: str) -> bool:
    if scheme in _COMMON_SCHEMES:
        return True
    from docutils.utils import urischemes  # noqa: PLC0415 - most documents never ask, and docutils is slow to import

    return scheme in urischemes.schemes


@cache
def _ascii() -> _Patterns:
    """Make the patterns for ASCII text, which holds no other punctuation."""
    return _patterns(_Alphabet(r"\"'(<\[{", r"\-/:", r"\\.,;!?", r"\"')>\]}", _is_ascii_pair))


def _is_ascii_pair(one: str, other: str) -> bool:
    return one + other in _ASCII_PAIRS


@cache
def _unicode() -> _Patterns:
    """Make the patterns for any text, with docutils' lists of punctuation."""
    from docutils.utils import punctuation_chars as known  # noqa: PLC0415 - as above

    return _patterns(
        _Alphabet(known.openers, known.delimiters, known.closing_delimiters, known.closers, known.match_chars)
    )


def _patterns(alphabet: _Alphabet) -> _Patterns:
    begin = rf"(?:^|(?<=\s|[{alphabet.openers}{alphabet.delimiters}]))"
    end = rf"(?:$|(?=\s|[\x00{alphabet.closing}{alphabet.delimiters}{alphabet.closers}]))"
    initial = rf"""{begin}(?:
        (?P<start>\*\*|\*(?!\*)|``|_`|\|(?!\|))(?!\s)
        |(?P<whole>{_SIMPLE_NAME}__?|\[(?:[0-9]+|\#(?:{_SIMPLE_NAME})?|\*|{_SIMPLE_NAME})\]_){end}
        |(?P<role>(?::{_SIMPLE_NAME}:)?)(?P<backquote>`(?!`))(?!\s)
    )"""
    unescaped = r"(?<![\s\x00])"
    ends = {
        "*": regex(rf"{unescaped}(\*){end}"),
        "**": regex(rf"{unescaped}(\*\*){end}"),
        "``": regex(rf"(?<!\s)(``){end}"),
        "|": regex(rf"{unescaped}(\|_{{0,2}}){end}"),
    }
    interpreted = rf"(?<!(?<!\x00)[\s\x00])(`(?P<suffix>(?P<role>:{_SIMPLE_NAME}:)?(?P<refend>__?)?)){end}"
    uri = rf"""{begin}(?P<whole>
        (?P<scheme>[a-zA-Z][a-zA-Z0-9.+-]*):(?://?)?{_URI_CHARACTER}*{_URI_END}
            (?:\?{_URI_CHARACTER}*{_URI_END})?(?:\#{_URI_CHARACTER}*{_URI_END})?
        |(?P<mail>{_MAIL})
    ){end}"""
    return _Patterns(regex(initial, re.VERBOSE), ends, regex(interpreted), regex(uri, re.VERBOSE), alphabet.is_pair)
