"""Several values in one cell: its parts, each with the markup that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.content import (
    BlockQuote,
    BulletList,
    CodeBlock,
    DefinitionList,
    EnumeratedList,
    LineBlock,
    Literal,
    Paragraph,
    inline_text,
    plain_text,
)
from tablecast.types._messages import quoted
from tablecast.types._slicing import paragraphs, slice_inlines, slice_paragraphs, stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tablecast.content import Block, Inline
    from tablecast.model import Separator
    from tablecast.types._slicing import Span

    Blocks = tuple[Block, ...]

_COLON = regex(r"[:\N{FULLWIDTH COLON}](?=\s|\Z)")
_TIGHT_COLON = regex(r"[:\N{FULLWIDTH COLON}]")
_MARKER = "- "
"""What `content.plain_text` writes before the items of a bullet list."""


class Part(NamedTuple):
    """One of several values in a cell: its text and its markup."""

    text: str
    blocks: Blocks


class Entry(NamedTuple):
    """One entry of a mapping: its key, and the text and markup of its value."""

    key: str
    text: str
    blocks: Blocks


def split_values(text: str, separator: Separator, blocks: Blocks = ()) -> tuple[Part, ...]:
    """Split the text of a cell into its values.

    Args:
        text: The text.
        separator: A text that stands between values, "lines" or "items"; "" is "items" for what is one list.
        blocks: The markup, which is split in step; not looked at where it is that of another text.

    Returns:
        At least one part, none of them empty. Where there is markup, that of each part says its text, but for white
        space at its ends and between its paragraphs.

    Raises:
        ValueError: A value is empty, or the text is not made up as the separator says.
    """
    agreeing = blocks if plain_text(blocks) == text else ()
    if not separator and not is_list(text, agreeing) and not _lists(agreeing):
        message = f'{quoted(text)} is not a list; say what stands between its values, such as separator = ","'
        raise ValueError(message)
    split = _SPLITTERS.get(separator or "items")
    parts = tuple(split(text, agreeing) if split else _split_text(text, separator, agreeing))
    empty = next((number for number, part in enumerate(parts, 1) if not part.text.strip()), 0)
    if empty or not parts:
        message = f"value {empty or 1} of {len(parts) or 1} is empty in {quoted(text)}"
        raise ValueError(message)
    return parts


def split_entries(text: str, separator: Separator, blocks: Blocks = ()) -> tuple[Entry, ...]:
    """Split the text of a cell into keys and values: `key: value` in each of its parts, or a list of definitions.

    Args:
        text: The text.
        separator: As for `split_values`; "" is "items" where there is a list, and else "lines".
        blocks: The markup, as for `split_values`.

    Raises:
        ValueError: A part has no key or no value, or the text is not made up as the separator says.
    """
    agreeing = _unquoted(blocks) if plain_text(blocks) == text else ()
    match agreeing:
        case (DefinitionList(items),) if separator in {"", "items"}:
            entries = tuple(Entry(inline_text(it.term).strip(), plain_text(it.blocks), it.blocks) for it in items)
        case _:
            separator = separator or ("items" if _lists(agreeing) or is_list(text, agreeing) else "lines")
            entries = tuple(_entry(part) for part in split_values(text, separator, agreeing))
    for key, value, _ in entries:
        if not key or not value.strip():
            message = f"the entry {quoted(f'{key}: {value}')} has no {'value' if key else 'key'}"
            raise ValueError(message)
    return entries


def is_list(text: str, blocks: Blocks) -> bool:
    """Whether a cell is one bullet or enumerated list, or, without markup, a text that writes one."""
    return _list_parts(text, blocks) is not None


# --- items ------------------------------------------------------------------------------------------------------------


def _split_items(text: str, blocks: Blocks) -> Iterable[Part]:
    parts = _list_parts(text, blocks)
    if parts is not None:
        return parts
    lists = _lists(blocks)
    if not lists:
        message = f"{quoted(text)} is not a bullet or enumerated list"
        raise ValueError(message)
    outside = next(block for block in _unquoted(blocks) if block is not lists[0])
    message = f"{quoted(plain_text((outside,)))} stands outside of the list"
    raise ValueError(message)


def _list_parts(text: str, blocks: Blocks) -> list[Part] | None:
    match _unquoted(blocks):
        case (BulletList(items),) | (EnumeratedList(items, _),):
            return [Part(plain_text(item), item) for item in items]
        case () if text.startswith(_MARKER):
            written = text.removeprefix(_MARKER).split(f"\n{_MARKER}")
            return [Part(item.replace("\n  ", "\n").strip(), ()) for item in written]
        case _:
            return None


def _lists(blocks: Blocks) -> list[Block]:
    return [block for block in _unquoted(blocks) if isinstance(block, BulletList | EnumeratedList)]


def _unquoted(blocks: Blocks) -> Blocks:
    """Give what a block quote holds that is all of a cell: in a cell, it is only indented."""
    match blocks:
        case (BlockQuote(inner),):
            return _unquoted(inner)
        case _:
            return blocks


# --- lines ------------------------------------------------------------------------------------------------------------


def _split_lines(text: str, blocks: Blocks) -> Iterator[Part]:
    for block in _unquoted(blocks) or paragraphs(text):
        match block:
            case Paragraph(inlines):
                lines = _lines_of(inlines)
            case LineBlock(lines_of_inlines):
                lines = (line for inlines in lines_of_inlines for line in _lines_of(inlines))
            case CodeBlock(code):
                lines = (line for each in code.split("\n") for line in _lines_of((Literal(each),)))
            case _:
                message = f"{quoted(plain_text((block,)))} is neither a paragraph nor lines"
                raise ValueError(message)
        yield from lines if blocks else (Part(line.text, ()) for line in lines)


def _lines_of(inlines: tuple[Inline, ...]) -> Iterator[Part]:
    text = inline_text(inlines)
    spans = [stripped(text, *span) for span in _spans(text, "\n")]
    for (start, stop), part in zip(spans, slice_inlines(inlines, spans), strict=True):
        if start < stop:
            yield Part(text[start:stop], (Paragraph(part),))


# --- a text between values --------------------------------------------------------------------------------------------


def _split_text(text: str, separator: str, blocks: Blocks) -> Iterator[Part]:
    if _lists(blocks):
        message = f'{quoted(text)} has a list, which {separator!r} does not divide; "items" does'
        raise ValueError(message)
    spans = [stripped(text, *span) for span in _spans(text, separator)]
    for (start, stop), part in zip(spans, _slices(text, spans, blocks), strict=True):
        yield Part(text[start:stop], part)


def _slices(text: str, spans: list[Span], blocks: Blocks) -> list[Blocks]:
    if not blocks or spans == [(0, len(text))]:
        return [blocks for _ in spans]
    if all(isinstance(block, Paragraph) for block in blocks):
        return slice_paragraphs([block for block in blocks if isinstance(block, Paragraph)], spans)
    return [paragraphs(text[start:stop]) for start, stop in spans]


def _spans(text: str, separator: str) -> Iterator[Span]:
    start = 0
    for part in text.split(separator):
        yield start, start + len(part)
        start += len(part) + len(separator)


# --- entries ----------------------------------------------------------------------------------------------------------


def _entry(part: Part) -> Entry:
    """Split at the colon that a space follows, or else at the first: `a:b: c` is about `a:b`."""
    match part.blocks:
        case (Paragraph(inlines), *rest):
            first = inline_text(inlines)
        case _:
            inlines, rest, first = (), [], part.text
    colon = _COLON.search(first) or _TIGHT_COLON.search(first)
    if colon is None:
        message = f"{quoted(part.text)} has no ':' between a key and its value"
        raise ValueError(message)
    key, value = first[: colon.start()].strip(), stripped(first, colon.end(), len(first))
    if not inlines:
        return Entry(key, first[slice(*value)], ())
    (markup,) = slice_inlines(inlines, [value])
    blocks = (*((Paragraph(markup),) if markup else ()), *rest)
    return Entry(key, plain_text(blocks), blocks)


_SPLITTERS: dict[str, Callable[[str, Blocks], Iterable[Part]]] = {"items": _split_items, "lines": _split_lines}
