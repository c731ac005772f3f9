"""Several values in one cell: how it is split, and the markup of the parts."""

from __future__ import annotations

import pytest

from tablecast.content import (
    Block,
    BlockQuote,
    BulletList,
    CodeBlock,
    Emphasis,
    EnumeratedList,
    FootnoteReference,
    Image,
    Inline,
    LineBlock,
    LineBreak,
    Link,
    Literal,
    Paragraph,
    Strong,
    Text,
    plain_text,
)
from tablecast.types import split_values

SAY_SEPARATOR = 'say what stands between its values, such as separator = ","'


def paragraph(*inlines: Inline | str) -> Paragraph:
    """A paragraph, in which a str is plain text."""
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def bullets(*texts: str) -> BulletList:
    """A bullet list with a paragraph in each item."""
    return BulletList(tuple((paragraph(text),) for text in texts))


def split(separator: str, *blocks: Block) -> list[tuple[Block, ...]]:
    """Split the content of a cell, and give the markup of each part, whose text is checked."""
    parts = split_values(plain_text(blocks), separator, blocks)
    assert [part.text for part in parts] == [plain_text(part.blocks) for part in parts]
    return [part.blocks for part in parts]


def refusal(text: str, separator: str, *blocks: Block) -> str:
    """The message with which a text is refused."""
    with pytest.raises(ValueError, match=r".") as caught:
        split_values(text or plain_text(blocks), separator, blocks)
    return str(caught.value)


@pytest.mark.parametrize(
    ("separator", "text", "expected"),
    [
        ("/", "404/500", ["404", "500"]),
        (",", "a, b ,c", ["a", "b", "c"]),
        (", ", "a, b,c", ["a", "b,c"]),
        ("or", "a or b", ["a", "b"]),
        (",", "a", ["a"]),
        ("lines", "a\nb\n\nc", ["a", "b", "c"]),
        ("items", "- a\n- b\n  c", ["a", "b\nc"]),
        ("", "- a\n- b", ["a", "b"]),
    ],
)
def test_splits_a_text_without_markup(separator: str, text: str, expected: list[str]) -> None:
    assert split_values(text, separator) == tuple((part, ()) for part in expected)


def test_splits_the_markup_with_the_text() -> None:
    link = Link((Text("c, d"),), "https://docs.example")
    cell = paragraph("a, ", Strong((Text("b, "), Emphasis((Text("x"),)))), " y,", Literal("l"), LineBreak(), link)
    assert split(",", cell) == [
        (paragraph("a"),),
        (paragraph(Strong((Text("b"),))),),
        (paragraph(Strong((Emphasis((Text("x"),)),)), " y"),),
        (paragraph(Literal("l"), LineBreak(), Link((Text("c"),), "https://docs.example")),),
        (paragraph(Link((Text("d"),), "https://docs.example")),),
    ]


def test_a_separator_may_begin_in_one_markup_and_end_in_another() -> None:
    assert split("->", paragraph("a-", Strong((Text(">b"),)))) == [
        (paragraph("a"),),
        (paragraph(Strong((Text("b"),))),),
    ]


def test_what_cannot_be_cut_gives_its_text() -> None:
    cell = paragraph(Image("a.png", "x, y"), FootnoteReference("1"))
    assert split(",", cell) == [(paragraph("x"),), (paragraph("y", FootnoteReference("1")),)]


def test_splits_several_paragraphs() -> None:
    strong = Strong((Text("b"),))
    cell = (paragraph("a, b"), paragraph(), paragraph("c, ", strong))
    assert split(",", *cell) == [(paragraph("a"),), (paragraph("b"), paragraph("c")), (paragraph(strong),)]


def test_a_single_value_keeps_its_markup_whatever_it_is() -> None:
    assert split(",", CodeBlock("a\n  b")) == [(CodeBlock("a\n  b"),)]


def test_the_parts_of_other_blocks_are_plain() -> None:
    assert split(",", CodeBlock("a,b")) == [(paragraph("a"),), (paragraph("b"),)]


def test_markup_of_another_text_is_not_looked_at() -> None:
    """It is that of a whole cell, of which a pattern picks a part."""
    assert split_values("a, b", ",", (paragraph("code a, b"),)) == (("a", ()), ("b", ()))


@pytest.mark.parametrize("kept", [bullets("a", "b"), BlockQuote((BlockQuote((bullets("a", "b"),)),))])
@pytest.mark.parametrize("separator", ["items", ""])
def test_splits_a_list_into_its_items(kept: Block, separator: str) -> None:
    assert split(separator, kept) == [(paragraph("a"),), (paragraph("b"),)]


def test_an_item_keeps_all_of_its_blocks() -> None:
    item = (paragraph("a"), bullets("x", "y"))
    assert split("items", EnumeratedList((item,), ("1.",))) == [item]


def test_splits_into_lines() -> None:
    lines = LineBlock(((Text("a"),), (), (Text("  "), Strong((Text("b"),)))))
    cell = (lines, paragraph("c", LineBreak(), Emphasis((Text("d\ne"),))), CodeBlock("  f\ng"))
    assert split("lines", *cell) == [
        (paragraph("a"),),
        (paragraph(Strong((Text("b"),))),),
        (paragraph("c"),),
        (paragraph(Emphasis((Text("d"),))),),
        (paragraph(Emphasis((Text("e"),))),),
        (paragraph(Literal("f")),),
        (paragraph(Literal("g")),),
    ]


@pytest.mark.parametrize(
    ("text", "separator", "message"),
    [
        ("a,,b", ",", "value 2 of 3 is empty in 'a,,b'"),
        ("a, b,", ",", "value 3 of 3 is empty in 'a, b,'"),
        ("\n", "lines", r"value 1 of 1 is empty in '\n'"),
        ("- a\n- ", "items", r"value 2 of 2 is empty in '- a\n- '"),
        ("a, b", "", f"'a, b' is not a list; {SAY_SEPARATOR}"),
        ("a, b", "items", "'a, b' is not a bullet or enumerated list"),
    ],
)
def test_refuses_a_text(text: str, separator: str, message: str) -> None:
    assert refusal(text, separator) == message


@pytest.mark.parametrize(
    ("separator", "blocks", "message"),
    [
        ("items", (bullets("a", ""),), r"value 2 of 2 is empty in '- a\n-'"),
        ("items", (paragraph("One of:"), bullets("a")), "'One of:' stands outside of the list"),
        ("items", (BlockQuote((bullets("a"), bullets("b"))),), "'- b' stands outside of the list"),
        ("", (paragraph("One of:"), bullets("a")), "'One of:' stands outside of the list"),
        ("lines", (bullets("a", "b"),), r"'- a\n- b' is neither a paragraph nor lines"),
        (",", (bullets("a, b"),), "'- a, b' has a list, which ',' does not divide; \"items\" does"),
    ],
)
def test_refuses_a_cell(separator: str, blocks: tuple[Block, ...], message: str) -> None:
    assert refusal("", separator, *blocks) == message
