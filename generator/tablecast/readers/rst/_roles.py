"""Interpreted text roles: what docutils and Sphinx show for them, and where cross references point.

The roles of a document are in a table of its own. docutils' table of roles is global, and what one document defines
there changes how the next one is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes, utils
from docutils.parsers.rst import states

from tablecast._regex import regex
from tablecast.readers.rst._nodes import CrossReference, RoleText, Span
from tablecast.readers.rst._numbers import integer
from tablecast.readers.rst._role_names import DEFAULT_ROLE, is_span, meaning_of

if TYPE_CHECKING:
    from tablecast.readers.rst._reading import Reading

_MARKUP: dict[str, type[nodes.TextElement]] = {
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
    "literal": nodes.literal,
    "math": nodes.math,
    "subscript": nodes.subscript,
    "superscript": nodes.superscript,
}

_ROLE_DEFINITION = regex(rf"({states.Inliner.simplename})\s*(?:\(\s*({states.Inliner.simplename})\s*\))?$")


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
    if role == "raw":
        return nodes.raw(rawsource, utils.unescape(text, restore_backslashes=True), format=language or "html")
    if role.startswith("."):
        return RoleText(rawsource, text, role=role[1:])
    if is_span(role, text):
        return Span(rawsource, kind=role, count=integer(text.strip()) or 0)
    meaning = meaning_of(role, text)
    if meaning.markup:
        return _MARKUP[meaning.markup](rawsource, meaning.text)
    if meaning.target is None:
        return RoleText(rawsource, meaning.text, role=meaning.role)
    return CrossReference(rawsource, meaning.text, role=meaning.role, target=meaning.target, titled=meaning.titled)
