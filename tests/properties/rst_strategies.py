"""Hypothesis strategies for tables of any content and shape, with the lines that write each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from rst_blocks import block_lines
from rst_tables import SURROUNDINGS, Layout, Slot
from tablecast.content import (
    Admonition,
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Emphasis,
    EnumeratedList,
    FootnoteReference,
    Image,
    LineBlock,
    Link,
    Literal,
    Math,
    MathBlock,
    Paragraph,
    Reference,
    Role,
    Strong,
    Subscript,
    Superscript,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast.content import Block, Inline


class Written(NamedTuple):
    """The content of a cell: its lines, and what they mean."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]


PUNCTUATION = "-+*#.:|_`\\<>[](){}\"'/@=~^$%&!?;,"
LETTERS = "abé019中全\uff57\U0001f600"
"""What a word begins with: narrow and wide letters, and a picture that takes two columns."""

NOT_FIRST = f"{LETTERS}{PUNCTUATION}\u0301\u00a0\u200b"
"""What may follow: a combining accent and invisible characters as well."""

# docutils drops a no-break space at the end of a line.
WORDS = st.one_of(
    st.builds("{}{}".format, st.sampled_from(LETTERS), st.text(NOT_FIRST, max_size=5)).map(str.strip),
    st.text(PUNCTUATION, min_size=1, max_size=3),
    st.sampled_from(["1.", "J.", "iv)", "(a)", "#.", "..", "::", "--", "a::", "http://a", "a_", "a__", "|a|", "\\"]),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
NAMES = st.text("abcxyz", min_size=1, max_size=4)
CODE_LINES = st.builds("x{}".format, st.text("ab c|+-=\\'\"`中{}", max_size=8)).map(str.rstrip)
CODE = st.lists(CODE_LINES, min_size=1, max_size=3).map("\n  ".join)


def text(words: str) -> tuple[Inline, ...]:
    """Words without markup."""
    return (Text(words),)


PLAIN = TEXTS.map(text)
MARKUP: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Emphasis, PLAIN),
    st.builds(Strong, PLAIN),
    st.builds(Subscript, PLAIN),
    st.builds(Superscript, PLAIN),
    st.builds(Role, PLAIN, st.sampled_from(["kbd", "command"])),
    st.builds(Link, PLAIN, st.just("https://host.example/a_b?c=%20")),
    st.builds(Reference, PLAIN, st.sampled_from(["ref", "doc", "py:func"]), NAMES),
    NAMES.map(lambda name: Reference(text(name), "py:meth", f"module.{name}", titled=False)),
    st.builds(Literal, CODE_LINES.filter(lambda line: "`" not in line)),
    st.builds(Math, st.builds("\\alpha_{}".format, NAMES)),
    st.builds(FootnoteReference, st.sampled_from("123")),
)


@st.composite
def inlines(draw: st.DrawFn) -> tuple[Inline, ...]:
    """Text and markup in turn, beginning with either, with or without a blank between them."""
    blanks = st.sampled_from(["", " "])
    parts: list[Inline] = [Text(draw(TEXTS))]
    for markup in draw(st.lists(MARKUP, max_size=2)):
        parts += [markup, Text(draw(blanks) + draw(TEXTS))]
    return tuple(parts[len(parts) > 1 and draw(st.booleans()) :])


PARAGRAPHS = st.builds(Paragraph, inlines())
LEAVES: st.SearchStrategy[Block] = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS,
    st.builds(CodeBlock, CODE, st.sampled_from(["", "python"])),
    st.builds(MathBlock, CODE_LINES),
    st.builds(Image, st.just("a/b.png"), NAMES),
    st.builds(LineBlock, st.lists(inlines(), min_size=1, max_size=3).map(tuple)),
)


def note(blocks: tuple[Block, ...]) -> Admonition:
    """An admonition with a name of its own."""
    return Admonition("note", "Note", blocks)


def enumerated(items: tuple[tuple[Block, ...], ...], enumerators: Sequence[str]) -> EnumeratedList:
    """A list that counts on from the first enumerator."""
    return EnumeratedList(items, tuple(enumerators[: len(items)]))


# docutils ends a definition list at a term of nothing but backslashes, as at the line above or below a title.
TERMS = TEXTS.filter(lambda words: words.strip("\\") != "").map(text)
ENUMERATORS = st.sampled_from([("1.", "2.", "3."), ("9)", "10)", "11)"), ("(a)", "(b)", "(c)"), ("I.", "II.", "III.")])


def nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    """Blocks that hold blocks."""
    blocks = st.lists(inner, min_size=1, max_size=2).map(tuple)
    items = st.lists(blocks, min_size=2, max_size=3).map(tuple)
    definitions = st.lists(st.builds(Definition, TERMS, blocks), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(BulletList, items),
        st.builds(enumerated, items, ENUMERATORS),
        st.builds(DefinitionList, definitions),
        st.builds(BlockQuote, blocks),
        st.builds(note, blocks),
        st.builds(Admonition, st.just("admonition"), NAMES, blocks),
        st.builds(Container, st.just("unheard-of"), NAMES, blocks),
    )


BLOCKS = st.lists(st.recursive(LEAVES, nested, max_leaves=4), min_size=1, max_size=3).map(tuple)


def written(blocks: tuple[Block, ...], width: int) -> Written:
    """Blocks as the writer of blocks writes them."""
    return Written(tuple(block_lines(blocks, width)), blocks)


def as_it_is(line: str, shown: str = "") -> Written:
    """A line that means itself, or what is shown for it."""
    return Written((line,), (Paragraph(text(shown or line)),))


UNBROKEN = st.tuples(PARAGRAPHS).map(lambda blocks: written(blocks, 10_000))
"""A paragraph in one line."""

UNESCAPED = st.sampled_from(["-", "+", "*", "1.", "#.", "J. Doe", "+ 5", "::", "|", "a: b", "5 - 3", "Yes/No", ":a:"])
"""Lines in which docutils sees the marks of lists and fields, or nothing, and a reader sees text."""

ESCAPED = st.sampled_from([("a \\\\", "a \\"), ("\\- a", "- a"), ("a\\ b", "ab"), ("x \\* y", "x * y")])

CELLS = st.one_of(
    UNBROKEN,
    st.builds(written, BLOCKS, st.sampled_from([12, 25, 60])),
    UNESCAPED.map(as_it_is),
    ESCAPED.map(lambda pair: as_it_is(*pair)),
    st.just(Written((), ())),
)

DEPTHS = st.lists(st.sampled_from(SURROUNDINGS), max_size=3)
"""What a table stands in, from the inside to the outside."""


@st.composite
def layouts(
    draw: st.DrawFn,
    *,
    first: st.SearchStrategy[Written] = CELLS,
    row_spans: bool = False,
    column_spans: bool = False,
    width: int = 1,
) -> Layout:
    """A table of at least `width` columns, the cells of the first column drawn from `first`."""
    height, columns = draw(st.integers(1, 4)), draw(st.integers(width, 4))
    free = {(row, column) for row in range(height) for column in range(columns)}
    slots: list[Slot] = []
    for row, column in sorted(free):
        if (row, column) in free:
            right, bottom = column + 1, row + 1
            while column_spans and (row, right) in free and draw(st.booleans()):
                right += 1
            while row_spans and all((bottom, index) in free for index in range(column, right)) and draw(st.booleans()):
                bottom += 1
            free -= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            slots.append(Slot(row, column, bottom, right, *draw(CELLS if column else first)))
    return Layout(tuple(_without_hidden_borders(slots) if row_spans else slots), draw(_headers(slots)))


def _headers(slots: Sequence[Slot]) -> st.SearchStrategy[int]:
    """How many rows may be the header: no cell crosses its rule, and a row is left below."""
    borders = sorted({slot.top for slot in slots})
    crossed = {border for border in borders for slot in slots if slot.top < border < slot.bottom}
    return st.sampled_from([index for index, border in enumerate(borders) if border not in crossed])


def _without_hidden_borders(slots: Iterable[Slot]) -> list[Slot]:
    """Leave out the rows and columns in which no cell begins: a drawing does not tell them from their neighbours."""
    slots = list(slots)
    rows = sorted({border for slot in slots for border in (slot.top, slot.bottom)})
    columns = sorted({border for slot in slots for border in (slot.left, slot.right)})
    return [
        slot._replace(
            top=rows.index(slot.top),
            bottom=rows.index(slot.bottom),
            left=columns.index(slot.left),
            right=columns.index(slot.right),
        )
        for slot in slots
    ]
