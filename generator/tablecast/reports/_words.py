"""Two texts word by word: what differs, and as much around it as there is room for in a terminal."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TOKEN = regex(r"\s|\w+|[^\w\s]")
_MOST_TOKENS = 2000
"""Up to how many words, of both texts together, these are compared; beyond that only equal ends are told apart."""

_LEAST_CONTEXT = 12
"""How many letters of equal text are kept around what differs, at least."""

_ELLIPSIS = "..."
_ZERO_WIDTH = frozenset(("Cf", "Me", "Mn"))
"""The general categories of what is drawn onto the character before it, or not at all."""

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}")
"""What a terminal would obey instead of showing it."""


class Piece(NamedTuple):
    """A part of a text, and whether the other text says it otherwise."""

    text: str
    differs: bool = False


def width(text: str) -> int:
    """Count terminal cells: East Asian wide characters take two, combining and invisible ones none (Unicode annex 11).

    A tab counts as the one space that it is shown as.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def folded(text: str) -> str:
    """Give a text on one line, without control characters."""
    return " ".join(text.split()).translate(_CONTROLS)


def cut(text: str, room: int) -> str:
    """Give as much of a text as there is room for."""
    return text if width(text) <= room else _beginning(text, room - len(_ELLIPSIS)).rstrip() + _ELLIPSIS


def _beginning(text: str, room: int) -> str:
    ends = accumulate(map(_cells, text))
    return "".join(character for character, end in zip(text, ends, strict=True) if end <= room)


def side_by_side(before: str, after: str, room: int) -> tuple[list[Piece], list[Piece]]:
    """Give the pieces of two texts on one line each, shortened around what differs where there is no room for all."""
    pieces = tuple(map(_merged, _differences(_TOKEN.findall(before), _TOKEN.findall(after))))
    if all(_fits(each, room) for each in pieces):
        return pieces[0], pieces[1]

    def shown(context: int) -> tuple[list[Piece], list[Piece]]:
        return [*_elided(pieces[0], context)], [*_elided(pieces[1], context)]

    # The more context, the wider: the most that fits is before the first that does not.
    contexts = range(_LEAST_CONTEXT, room)
    fitting = bisect_left(contexts, x=True, key=lambda context: not all(_fits(each, room) for each in shown(context)))
    if fitting:
        return shown(contexts[fitting - 1])
    # There is room for the beginning of what differs only, and for some words that lead to it.
    one, other = (_cut(each, room) for each in shown(max(room // 3, _LEAST_CONTEXT)))
    return one, other


def _fits(pieces: Iterable[Piece], room: int) -> bool:
    return sum(width(piece.text) for piece in pieces) <= room


def _differences(before: list[str], after: list[str]) -> tuple[list[Piece], list[Piece]]:
    """Tell the words that differ apart; the equal ends of long texts first, for comparing takes quadratic time."""
    shorter = min(len(before), len(after))
    start = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    left = shorter - start
    end = next((index for index in range(left) if before[-1 - index] != after[-1 - index]), left)
    here, there = before[start : len(before) - end], after[start : len(after) - end]
    lead, trail = Piece("".join(before[:start])), Piece("".join(before[len(before) - end :]))
    one, other = _compared(here, there)
    return [lead, *one, trail], [lead, *other, trail]


def _compared(before: list[str], after: list[str]) -> tuple[list[Piece], list[Piece]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if len(before) + len(after) > _MOST_TOKENS or 3 * matcher.ratio() < 1:
        # Of texts that have little in common, the few common words would only be noise.
        return [Piece("".join(before), differs=True)], [Piece("".join(after), differs=True)]
    one: list[Piece] = []
    other: list[Piece] = []
    for tag, first, last, start, stop in matcher.get_opcodes():
        here, there = "".join(before[first:last]), "".join(after[start:stop])
        # A space between two words that differ is a part of what differs.
        differs = tag != "equal" or here.isspace()
        one.append(Piece(here, differs))
        other.append(Piece(there, differs))
    return one, other


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one kind; an empty piece that differs keeps its place, for the other text says something."""
    groups = groupby(pieces, key=lambda piece: piece.differs)
    return [Piece("".join(piece.text for piece in group), differs) for differs, group in groups]


def _elided(pieces: Sequence[Piece], context: int) -> Iterator[Piece]:
    """Shorten what is equal to what stands next to a difference."""
    for index, piece in enumerate(pieces):
        if piece.differs:
            yield piece
            continue
        head = context if index else 0
        tail = context if index < len(pieces) - 1 else 0
        yield Piece(_middle_cut(piece.text, head, tail))


def _middle_cut(text: str, head: int, tail: int) -> str:
    """Keep some text at the ends, and whole words of it."""
    if len(text) <= head + tail + len(_ELLIPSIS):
        return text
    start, end = text[:head], text[len(text) - tail :]
    return f"{start[: start.rfind(' ') + 1]}{_ELLIPSIS}{end[max(end.find(' '), 0) :]}"


def _cut(pieces: Sequence[Piece], room: int) -> list[Piece]:
    """Cut a line that is still too long at its end."""
    if _fits(pieces, room):
        return list(pieces)
    ends = accumulate(width(piece.text) for piece in pieces)
    starts = (end - width(piece.text) for piece, end in zip(pieces, ends, strict=True))
    kept = [
        Piece(_beginning(piece.text, room - len(_ELLIPSIS) - start), piece.differs)
        for piece, start in zip(pieces, starts, strict=True)
    ]
    found = [piece for piece in kept if piece.text]
    ended = [piece._replace(text=piece.text.rstrip(" .")) for piece in found[-1:]]
    return [*found[:-1], *ended, Piece(_ELLIPSIS)]
