"""Patterns: what the text of a value must look like, and which part of it is the value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast.types._messages import quoted

if TYPE_CHECKING:
    from tablecast.model import Field


def compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""Compile the pattern of a field.

    Its classes, such as `\d` and `\w`, match ASCII alone, so that a pattern means the same on every Python.

    Raises:
        re.error: The pattern is no regular expression, or has flags that contradict this.
    """
    try:
        return re.compile(pattern, re.ASCII)
    except ValueError as error:
        # Only the contradiction of two flags is reported so, by the same module.
        raise re.error(str(error), pattern) from None


def apply_pattern(text: str, field: Field) -> str:
    """Give the part of a text that the pattern of a field picks: all of it, where the pattern has no groups.

    The group that is named like the field is the part, or else the only one; "" if it took no part in the match.

    Raises:
        ValueError: The pattern does not match the text as a whole.
    """
    if not field.reading.pattern:
        return text
    pattern = compile_pattern(field.reading.pattern)
    match = pattern.fullmatch(text)
    if match is None:
        # A literal string of TOML, which patterns are best written as, doubles no backslash.
        shown = repr(field.reading.pattern).replace(r"\\", "\\")
        message = f"{quoted(text)} does not match the pattern {shown}{_hint(pattern, text)}"
        raise ValueError(message)
    if field.name in pattern.groupindex:
        return match[field.name] or ""
    return (match[1] or "") if pattern.groups == 1 else text


def _hint(pattern: re.Pattern[str], text: str) -> str:
    """Tell how a pattern that is meant for a line matches a cell of several, if that is all that is wrong."""
    over_lines = re.compile(pattern.pattern, pattern.flags | re.DOTALL)
    return "; begin it with (?s) for '.' to match line ends, too" if over_lines.fullmatch(text) else ""


def validate(text: str, field: Field) -> None:
    """Check the text of a value by a pattern without groups; one with groups picked the text from a longer one.

    Raises:
        ValueError: The pattern does not match the text as a whole.
    """
    if field.reading.pattern and not compile_pattern(field.reading.pattern).groups:
        apply_pattern(text, field)
