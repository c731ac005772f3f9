"""Explicit markup but for directives: comments, targets, and substitutions by images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import Image
from tablecast.readers.rst.fast import _syntax
from tablecast.readers.rst.fast._directives import run
from tablecast.readers.rst.fast._parts import cut_block
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    import re

    from tablecast.readers.rst.fast._parts import Parser
    from tablecast.readers.rst.fast._syntax import Node

_TARGET = regex(r"\.\. +_(?P<name>[^`\\:_ ](?:[^`\\:]*[^`\\: ])?):(?: +(?P<uri>[^\s\\`]*[^\s\\`_]))?$")
_SUBSTITUTION = regex(r"\.\. +\|(?P<name>[a-zA-Z0-9_-]+)\| +image::(?: +|$)")
_DIRECTIVE = regex(r"\.\. +(?P<name>[^\W_]+(?:[-._+:][^\W_]+)*) ?::(?: +|$)")
_NO_COMMENT = ("[", "_", "|", "end of inclusion from ")
"""How constructs begin that are left to docutils: footnotes, citations, and all targets and substitutions but ours."""


def explicit(parser: Parser, text: str, mark: int) -> list[Node]:
    """Parse explicit markup, whose mark has a width with the blanks after it."""
    match = _DIRECTIVE.match(text)
    if match is not None:
        return run(parser, match["name"], match.end())
    match = _TARGET.match(text)
    if match is not None:
        return [_target(parser, match)]
    match = _SUBSTITUTION.match(text)
    if match is not None:
        return [_substitution(parser, match)]
    if text[mark:].startswith(_NO_COMMENT):
        message = "explicit markup that is not known here"
        raise UnusualError(message)
    return [_comment(parser, text, mark)]


def _target(parser: Parser, match: re.Match[str]) -> Node:
    parser.at += 1
    if not parser.blank_at(parser.at) and parser.lines[parser.at][0] == " ":
        message = "a target of several lines"
        raise UnusualError(message)
    name = " ".join(match["name"].lower().split())
    return _syntax.Target(name, parser.line + parser.at - 1, match["uri"] is not None)


def _substitution(parser: Parser, match: re.Match[str]) -> Node:
    block = cut_block(parser.first_known_indented(match.end()))
    if "target" in block.options or not block.argument:
        message = "a substitution by an image that is a link, or has no address"
        raise UnusualError(message)
    uri = "".join(block.argument.split())
    return _syntax.Substitution(match["name"], Image(uri, block.options.get("alt", match["name"])))


def _comment(parser: Parser, text: str, mark: int) -> Node:
    if not text[mark:] and parser.blank_at(parser.at + 1):
        parser.at += 1
        return _syntax.Comment(is_empty=True)
    return _syntax.Comment(is_empty=not any(parser.first_known_indented(mark).lines))
