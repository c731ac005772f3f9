"""Interpreted text roles: what docutils and Sphinx show for them, and where cross references point.

The roles of a document are in a table of its own. docutils' table of roles is global, and what one document defines
there changes how the next one is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes, utils
from docutils.parsers.rst import states

from tablecast.readers.rst._nodes import CrossReference, RoleText, Span
from tablecast.readers.rst._numbers import integer

if TYPE_CHECKING:
    from tablecast.readers.rst._reading import Reading

DEFAULT_ROLE = "title-reference"

_MARKUP: dict[str, type[nodes.TextElement]] = {
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
    "literal": nodes.literal,
    "code": nodes.literal,
    "math": nodes.math,
    "sub": nodes.subscript,
    "subscript": nodes.subscript,
    "sup": nodes.superscript,
    "superscript": nodes.superscript,
}
"""The roles that are another spelling of inline markup."""

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
    "raw": "raw",
}

_DOMAIN_OBJECTS = frozenset(
    (
        *("attr", "class", "const", "data", "deco", "enum", "enumerator", "exc", "func", "macro", "member", "meth"),
        *("mod", "namespace", "obj", "struct", "type", "union", "var", "property"),
    )
)
"""The roles of programming languages' objects, in which `~` shows the last part of a name only."""

_TITLE_AND_TARGET = re.compile(r"^(.+?)\s*(?<!\x00)<([^<]*?)>$", re.DOTALL)
_ROLE_DEFINITION = re.compile(rf"({states.Inliner.simplename})\s*(?:\(\s*({states.Inliner.simplename})\s*\))?$")


class Inliner(states.Inliner):
    """docutils' parser of inline markup, with roles looked up per document."""

    def __init__(self, reading: Reading) -> None:
        """Begin a document."""
        super().__init__()
        self.reading = reading

    def interpreted(self, rawsource: str, text: str, role: str | None, lineno: int) -> Any:  # noqa: ARG002 - docutils'
        """Make the nodes of interpreted text; no role is unknown."""
        name = (role or "").lower()
        base, language = self.reading.roles.get(name, (name or DEFAULT_ROLE, ""))
        return [interpreted_text(base, rawsource, text, language)], []


# `init_customizations` looks the patterns up in the very class of the instance, not in its bases.
for _name, _value in vars(states.Inliner).items():
    if isinstance(_value, str) and not _name.startswith("__"):
        setattr(Inliner, _name, _value)


def define_role(roles: dict[str, tuple[str, str]], lines: list[str]) -> None:
    """Note what a `role` directive defines: the role that it is based on, and the format of raw text."""
    match = _ROLE_DEFINITION.match(lines[0].strip()) if lines else None
    if match is None:
        return
    name, base = match.group(1).lower(), (match.group(2) or "").lower()
    options = (line.split(":", 2) for line in lines[1:] if line.startswith(":"))
    formats = [option[2].strip() for option in options if len(option) == 3 and option[1] == "format"]  # noqa: PLR2004
    inherited = roles.get(base, (base or f".{name}", ""))
    roles[name] = (inherited[0], formats[0] if formats else inherited[1])


def interpreted_text(role: str, rawsource: str, text: str, language: str = "") -> nodes.Node:
    """Make the node of interpreted text; `text` has docutils' marks of escaped characters."""
    role = _ALIASES.get(role, role)
    if role in _MARKUP:
        return _markup(_MARKUP[role], rawsource, text)
    if role == "raw":
        return nodes.raw(rawsource, utils.unescape(text, restore_backslashes=True), format=language or "html")
    if role.startswith("."):
        return RoleText(rawsource, text, role=role[1:])
    if role in {"rspan", "cspan"} and text.strip().isdecimal():
        return Span(rawsource, kind=role, count=integer(text.strip()) or 0)
    if role in _TEXT:
        return RoleText(rawsource, _shown(role, text), role=role)
    return _cross_reference(role, rawsource, text)


def _markup(node: type[nodes.TextElement], rawsource: str, text: str) -> nodes.Node:
    """Code and formulas keep their backslashes, as in docutils."""
    if node in {nodes.literal, nodes.math}:
        text = utils.unescape(text, restore_backslashes=True)
    return node(rawsource, text)


def _shown(role: str, text: str) -> str:
    """Give what Sphinx shows for text in which some characters are marks."""
    if role in {"guilabel", "menuselection"}:
        text = re.sub(r"&(.)", r"\1", text)
    if role == "menuselection":
        text = text.replace("-->", "\u2023")
    if role in {"file", "samp"}:
        text = re.sub(r"\{([^{}]+)\}", r"\1", text)
    return text


def _cross_reference(role: str, rawsource: str, text: str) -> nodes.Node:
    """Read `title <target>`, `!text` and `~long.name` as Sphinx does."""
    if text.startswith("!"):
        return RoleText(rawsource, text[1:], role=role)
    match = _TITLE_AND_TARGET.match(text)
    title, target = (match[1], match[2]) if match else (text, text)
    if role in {"pep", "rfc"} and not match:
        title = f"{role.upper()} {text}"
    if not match and text.startswith("~") and role.rpartition(":")[2] in _DOMAIN_OBJECTS:
        target = text[1:]
        title = target.rpartition(".")[2]
    return CrossReference(rawsource, title, role=role, target=_folded(target), titled=bool(match))


def _folded(target: str) -> str:
    return " ".join(utils.unescape(target).split())
