"""Comments: lines of text for people, made so that no text can end the comment and become code.

Nobody reads a comment back, so what is dangerous is not escaped but spaced out, and hidden characters are named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.writers._characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE_END = regex(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_C_TOKEN = regex(r"(?<=\*)(?=/)|(?<=/)(?=\*)|(?<=\?)(?=\?)|(?<=\\)(?=u)")


def hash_comment(lines: Iterable[str]) -> str:
    """Write lines after `#`: Python, shell, TOML, YAML."""
    return "\n".join(f"# {line}".rstrip() for line in _plain(lines))


def slash_comment(lines: Iterable[str]) -> str:
    """Write lines after `//`: TypeScript, C, Go, Rust. A backslash does not continue a line."""
    return "\n".join(f"// {_spaced(line)}".rstrip() for line in _plain(lines))


def block_comment(lines: Iterable[str]) -> str:
    r"""Write lines between `/*` and `*/`: C, TypeScript, Java, CSS.

    Broken up are both delimiters, trigraphs, a backslash at the end of a line, and `\u`, which Java reads as an escape
    even in a comment.
    """
    return "\n".join(["/*", *(f" * {_spaced(line)}".rstrip() for line in _plain(lines)), " */"])


def html_comment(lines: Iterable[str]) -> str:
    """Write lines between `<!--` and `-->`, each of the two on a line of its own: Markdown, HTML, XML.

    No two hyphens stay together, which XML forbids and HTML reads as an end.
    """
    return "\n".join(["<!--", *(re.sub("-(?=-)", "- ", line).rstrip() for line in _plain(lines)), "-->"])


def _plain(lines: Iterable[str]) -> list[str]:
    return [visible(part) for line in lines for part in _LINE_END.split(line)]


def _spaced(line: str) -> str:
    spaced = _C_TOKEN.sub(" ", line)
    return spaced + "." if spaced.rstrip().endswith("\\") else spaced
