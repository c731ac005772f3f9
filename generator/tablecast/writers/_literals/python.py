"""Python literals, in the form that `ruff format` and Black leave alone.

Escapes follow the Python Language Reference, 2.4.1 (String and Bytes literals). What is visible stays readable; what is
not, or what reorders the text around it, is escaped.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tablecast.writers._characters import HIDDEN, columns, has_uncertain_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tablecast.model import Scalar

WIDTH = 88
"""The line length of `ruff format` and Black."""

_NAMED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(value: Scalar, *, is_type: bool = False, uncertain: bool = False) -> str:
    r"""Write a value as a Python expression on one line; `is_type` if it is compared with a `Literal` type.

    Pyright takes `\U0001f389` and the character itself for different texts, so the texts of a type and the values of
    that type are all written the first way. `uncertain` asks to escape what formatters may disagree on the width of.
    """
    if isinstance(value, str):
        return quoted([escaped(character, is_type=is_type, uncertain=uncertain) for character in value])
    if isinstance(value, float):
        return repr(value).replace("e+", "e") if math.isfinite(value) else f'float("{value}")'
    return repr(value)


def wrapped(  # noqa: PLR0913 - the options are keyword-only and have defaults.
    text: str, *, indent: int, lead: str = "", trail: str = ",", is_type: bool = False, uncertain: bool = False
) -> str:
    """Write a text as an expression that fits its lines: a long string becomes several, in parentheses.

    The expression begins after `indent` spaces and `lead`, and `trail` follows it; none of these is in the result.
    A text whose width formatters may disagree on has the characters in question escaped when it matters.
    """
    room, inner_room = WIDTH - indent - columns(lead)[1] - len(trail), WIDTH - indent - 4
    tokens = [escaped(character, is_type=is_type, uncertain=uncertain) for character in text]
    least, most = columns(quoted(tokens))
    if any(least <= enough < most for enough in (room, inner_room)):
        tokens = [escaped(character, is_type=is_type, uncertain=True) for character in text]
    width = columns(quoted(tokens))[1]
    if width <= room:
        return quoted(tokens)
    pieces = [tokens] if width <= inner_room else broken(tokens, inner_room, lambda piece: columns(quoted(piece))[1])
    inner = " " * (indent + 4)
    return "\n".join(["(", *(inner + quoted(piece) for piece in pieces), " " * indent + ")"])


def escaped(character: str, *, uncertain: bool = False, is_type: bool = False) -> str:
    """Escape a character where a string needs it, quotes apart; also those of uncertain width, or as `literal` says."""
    if character in _NAMED:
        return _NAMED[character]
    is_astral = ord(character) > 0xFFFF  # noqa: PLR2004 - the end of the Basic Multilingual Plane.
    if HIDDEN.match(character) or (uncertain and has_uncertain_width(character)) or (is_type and is_astral):
        return by_number(character, shortest=2)
    return character


def by_number(character: str, *, shortest: int = 4) -> str:
    """Escape a character by its number in two, four or eight hexadecimal digits, at least `shortest`."""
    digits = f"{ord(character):x}"
    size = next(size for size in (2, 4, 8) if size >= max(len(digits), shortest))
    return "\\" + {2: "x", 4: "u", 8: "U"}[size] + digits.zfill(size)


def broken(tokens: Sequence[str], room: int, width: Callable[[Sequence[str]], int]) -> Iterator[list[str]]:
    """Break a line of tokens into pieces no wider than `room`: after white space, else where the room ends.

    Tokens that are added must make no piece narrower: so a word that fits as a whole fits in all its parts.
    """
    piece: list[str] = []
    for word in _words(tokens):
        fits = width([*piece, *word]) <= room
        if piece and not fits:
            yield piece
            piece = []
            fits = width(word) <= room
        for token in () if fits else word:
            if piece and width([*piece, token]) > room:
                yield piece
                piece = []
            piece.append(token)
        if fits:
            piece += word
        if word[-1] == "\\n":
            yield piece
            piece = []
    if piece:
        yield piece


def _words(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give the words of a line, each with the white space after it."""
    start = 0
    for index, token in enumerate(tokens, start=1):
        is_end = token in {" ", "\\n"} and tokens[index : index + 1] != [" "]
        if is_end or index == len(tokens):
            yield tokens[start:index]
            start = index


def quoted(tokens: Sequence[str]) -> str:
    """Quote as formatters do: in double quotes, unless single ones save escapes."""
    quote = "'" if tokens.count('"') > tokens.count("'") else '"'
    body = "".join(f"\\{quote}" if token == quote else token for token in tokens)
    return f"{quote}{body}{quote}"
