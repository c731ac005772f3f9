"""Parts of the markup of a cell, found by where they stand in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast.content import (
    FootnoteReference,
    Image,
    LineBreak,
    Literal,
    Math,
    Paragraph,
    Text,
    inline_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.content import Block, Inline

    Span = tuple[int, int]
    """Where a part of a text begins and ends."""


def stripped(text: str, start: int, stop: int) -> Span:
    """Give the span without the white space at its ends."""
    part = text[start:stop]
    return start + len(part) - len(part.lstrip()), stop - len(part) + len(part.rstrip())


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Give a text as blocks without markup."""
    return tuple(Paragraph((Text(part),)) for part in text.split("\n\n") if part)


def slice_paragraphs(blocks: Sequence[Paragraph], spans: Sequence[Span]) -> list[tuple[Block, ...]]:
    """Give the markup of some spans, in order, of the plain text of paragraphs."""
    parts: list[tuple[Block, ...]] = [() for _ in spans]
    position = 0
    for block in blocks:
        length = len(inline_text(block.children))
        inner = [(start - position, stop - position) for start, stop in spans]
        for index, inlines in enumerate(slice_inlines(block.children, inner)):
            parts[index] += (Paragraph(inlines),) if inlines else ()
        position += length + 2 if length else 0
    return parts


def slice_inlines(inlines: Sequence[Inline], spans: Sequence[Span]) -> list[tuple[Inline, ...]]:
    """Give the markup of some spans, in order, of the text of inlines."""
    parts: list[list[Inline]] = [[] for _ in spans]
    position, first = 0, 0
    for inline in inlines:
        end = position + len(inline_text((inline,)))
        while first < len(spans) and spans[first][1] < position:
            first += 1
        for index in range(first, len(spans)):
            start, stop = spans[index]
            if start > end:
                break
            parts[index] += _slice(inline, start - position, stop - position)
        position = end
    return [tuple(part) for part in parts]


def _slice(inline: Inline, start: int, stop: int) -> Iterator[Inline]:
    """Give the part of one inline; of what cannot be cut, its text."""
    text = inline_text((inline,))
    if start <= 0 and stop >= len(text):
        yield inline
    elif part := text[max(start, 0) : max(stop, 0)]:
        match inline:
            case Text() | Literal():
                yield replace(inline, text=part)
            case Math() | Image() | FootnoteReference() | LineBreak():
                yield Text(part)
            case _:
                yield replace(inline, children=slice_inlines(inline.children, [(start, stop)])[0])
