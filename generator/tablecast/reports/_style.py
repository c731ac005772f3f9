"""What reports share: a function that paints a text or leaves it as it is, and counted nouns."""

from __future__ import annotations

from typing import Literal, Protocol

from tablecast._regex import regex

Tone = Literal["bad", "good", "warn", "place", "dim", "strong"]


class Paint(Protocol):
    """Give the text in a tone; a printer without colour gives it back unchanged."""

    def __call__(self, text: str, tone: Tone, /) -> str:
        """Paint a text."""
        ...


def plain(text: str, _: Tone, /) -> str:
    """Leave a text without colour."""
    return text


def count(number: int, noun: str) -> str:
    """Give `1 table`, `2 tables`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_LINE_END = regex(r"\s*[\r\n]\s*")


def one_line(shown: str) -> str:
    """Keep what a document says on its line: a CI service may take a line of its own for a command."""
    return _LINE_END.sub(" ", shown)
