"""Python docstrings that keep their text a text and that formatters and pydocstyle's rules leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.writers._characters import HIDDEN, SURROGATE, code_point, columns
from tablecast.writers._literals.python import WIDTH, broken, by_number, escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SECTION = regex(r"\W*[A-Za-z]+(?: [A-Za-z]+)?\W*")


def docstring(blocks: Sequence[Sequence[str]], *, indent: int) -> str:
    """Write the docstring of a module or a class.

    A block is a sequence of lines, each wrapped where it is too long; an empty line stands between blocks. The first
    block is the summary: one line, short enough, that ends in a full stop. A backslash makes the docstring a raw one;
    where that cannot be, it is written by its number, the one escape that D301 allows.
    """
    texts = [[_folded(line) for line in block] for block in blocks]
    whole = " ".join(line for block in texts for line in block)
    is_raw = "\\" in whole and '"""' not in whole and not whole.startswith('"') and not HIDDEN.search(whole)
    escape = _unchanged if is_raw else _by_number
    filled = [["", *(part for line in block for part in _fill(line, WIDTH - indent, escape))] for block in texts]
    return _enclose([line for block in filled for line in block][1:], indent, prefix="r" if is_raw else "")


def attribute_docstring(text: str, *, indent: int) -> str:
    """Write the string after an assignment, which editors show for its target. The lines of the text are kept."""
    lines = [part for line in text.split("\n") for part in _fill(_folded(line), WIDTH - indent - 3, _by_backslash)]
    return _enclose(lines, indent)


def _enclose(lines: list[str], indent: int, *, prefix: str = "") -> str:
    """Put the quotes around: on the one line if it fits, else the last ones on a line of their own."""
    if len(lines) == 1 and indent + len(prefix) + columns(lines[0])[1] + 6 <= WIDTH:
        return f'{prefix}"""{lines[0]}"""'
    inner = [(" " * indent + line).rstrip() for line in lines[1:]]
    return "\n".join([f'{prefix}"""{lines[0]}', *inner, " " * indent + '"""'])


def _fill(line: str, room: int, escape: Callable[[str, bool], str]) -> list[str]:
    """Wrap a line, at a width where none but the first part reads like the heading of a section."""
    tokens = [escape(character, _is_delimiter(line, index)) for index, character in enumerate(line)]
    parts: list[str] = []
    for width in range(room, room // 2, -1):
        parts = [_text(piece) for piece in broken(tokens, width, lambda piece: columns(_text(piece))[1])]
        if not any(_SECTION.fullmatch(part) for part in parts[1:]):
            break
    return parts or [""]


def _is_delimiter(line: str, index: int) -> bool:
    """Tell whether the character is a quote that could begin, end or extend the quotes around the docstring."""
    neighbours = (line[index - 1 : index], line[index + 1 : index + 2])
    return line[index] == '"' and ("" in neighbours or '"' in neighbours)


def _unchanged(character: str, _is_delimiter: bool) -> str:  # noqa: FBT001 - one of three alike.
    return character


def _by_backslash(character: str, is_delimiter: bool) -> str:  # noqa: FBT001 - as above.
    return '\\"' if is_delimiter else escaped(character)


def _by_number(character: str, is_delimiter: bool) -> str:  # noqa: FBT001 - as above.
    return by_number(character) if is_delimiter or character == "\\" or HIDDEN.match(character) else character


def _text(piece: Sequence[str]) -> str:
    return "".join(piece).rstrip(" ")


def _folded(line: str) -> str:
    """Fold white space, and name what no docstring can hold: Python encodes them in UTF-8 when it makes a class."""
    return SURROGATE.sub(lambda half: f"<{code_point(half[0])}>", " ".join(line.split()))
