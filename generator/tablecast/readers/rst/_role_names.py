"""What the roles of docutils and Sphinx show, and where those of cross references point: text in, text out."""

from __future__ import annotations

import re
from typing import NamedTuple

from tablecast._regex import regex
from tablecast.readers.rst._escapes import unescape, with_backslashes

DEFAULT_ROLE = "title-reference"

_MARKUP = {
    "emphasis": "emphasis",
    "strong": "strong",
    "literal": "literal",
    "code": "literal",
    "math": "math",
    "sub": "subscript",
    "subscript": "subscript",
    "sup": "superscript",
    "superscript": "superscript",
}
"""The roles that are another spelling of inline markup."""

_VERBATIM = frozenset({"literal", "math"})
"""The markup that keeps its backslashes, as in docutils."""

_TEXT = frozenset(
    (
        *("title-reference", "title", "t", "abbreviation", "ab", "acronym", "ac", "abbr", "command", "dfn", "file"),
        *("guilabel", "kbd", "mailheader", "makevar", "manpage", "menuselection", "mimetype", "newsgroup", "program"),
        *("regexp", "samp"),
    )
)
"""The roles that point nowhere."""

_ALIASES = {
    "title": DEFAULT_ROLE,
    "t": DEFAULT_ROLE,
    "ab": "abbreviation",
    "ac": "acronym",
    "pep-reference": "pep",
    "rfc-reference": "rfc",
}

_DOMAIN_OBJECTS = frozenset(
    (
        *("attr", "class", "const", "data", "deco", "enum", "enumerator", "exc", "func", "macro", "member", "meth"),
        *("mod", "namespace", "obj", "struct", "type", "union", "var", "property"),
    )
)
"""The roles of programming languages' objects, in which `~` shows the last part of a name only."""

_TITLE_AND_TARGET = regex(r"^(.+?)\s*(?<!\x00)<([^<]*?)>$", re.DOTALL)


class Meaning(NamedTuple):
    """What interpreted text is: inline markup, or else text of a role that may point to a target.

    `text` has docutils' marks of escaped characters, unless `markup` keeps its backslashes.
    """

    role: str
    text: str
    markup: str = ""
    target: str | None = None
    titled: bool = False


def is_span(role: str, text: str) -> bool:
    """Whether interpreted text is a span role of a `flat-table`."""
    return role in {"rspan", "cspan"} and text.strip().isdecimal()


def meaning_of(role: str, text: str) -> Meaning:
    """Say what interpreted text is; `text` has docutils' marks of escaped characters."""
    role = _ALIASES.get(role, role)
    if role in _MARKUP:
        markup = _MARKUP[role]
        return Meaning(role, with_backslashes(text) if markup in _VERBATIM else text, markup)
    if role in _TEXT:
        return Meaning(role, _shown(role, text))
    return _cross_reference(role, text)


def _shown(role: str, text: str) -> str:
    """Give what Sphinx shows for text in which some characters are marks."""
    if role in {"guilabel", "menuselection"}:
        text = re.sub(r"&(.)", r"\1", text)
    if role == "menuselection":
        text = text.replace("-->", "\u2023")
    if role in {"file", "samp"}:
        text = re.sub(r"\{([^{}]+)\}", r"\1", text)
    return text


def _cross_reference(role: str, text: str) -> Meaning:
    """Read `title <target>`, `!text` and `~long.name` as Sphinx does."""
    if text.startswith("!"):
        return Meaning(role, text[1:])
    match = _TITLE_AND_TARGET.match(text)
    title, target = (match[1], match[2]) if match else (text, text)
    if role in {"pep", "rfc"} and not match:
        title = f"{role.upper()} {text}"
    if not match and text.startswith("~") and role.rpartition(":")[2] in _DOMAIN_OBJECTS:
        target = text[1:]
        title = target.rpartition(".")[2]
    return Meaning(role, title, "", " ".join(unescape(target).split()), bool(match))
