"""The text of content: what a reader reads, whatever reader of documents made the content."""

from __future__ import annotations

import msgspec
import pytest

from tablecast.content import (
    Admonition,
    Block,
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
    LineBreak,
    Link,
    Literal,
    Math,
    MathBlock,
    NestedTable,
    Paragraph,
    Reference,
    Role,
    Strong,
    Subscript,
    Superscript,
    Text,
    inline_text,
    plain_text,
)

A, B = Text("a"), Text("b")
PA, PB = Paragraph((A,)), Paragraph((B,))

BLOCKS: list[tuple[Block, str]] = [
    (PA, "a"),
    (BulletList(((PA,), (PA, PB))), "- a\n- a\n\n  b"),
    (BulletList(((PA, BulletList(((PB,), ()))), (CodeBlock("x\n\n y"),))), "- a\n  - b\n  -\n- x\n\n   y"),
    (EnumeratedList(((PA,), (PB, PA)), ("i.", "ii.")), "i. a\nii. b\n\n    a"),
    (DefinitionList((Definition((A,), (PB, PA)), Definition((B,), ()))), "a\n  b\n\n  a\nb"),
    (CodeBlock(" x\n  y ", "c"), " x\n  y "),
    (LineBlock(((A,), (), (B,))), "a\n\nb"),
    (BlockQuote((PA, PB)), "a\n\nb"),
    (Admonition("note", "Note", (PA,)), "Note\n\na"),
    (MathBlock("x^2"), "x^2"),
    (Container("function", "f(x)", (PA,)), "f(x)\n\na"),
    (Container("function", "", ()), ""),
    (Image("a.png", "A"), "A"),
    (Image("a.png"), "a.png"),
    (NestedTable(2, "a\tb"), "a\tb"),
]


@pytest.mark.parametrize(("block", "text"), BLOCKS)
def test_the_text_of_a_block(block: Block, text: str) -> None:
    assert plain_text((block,)) == text


def test_blocks_are_separated_by_an_empty_line_and_empty_ones_vanish() -> None:
    assert plain_text((PA, Container("x", "", ()), PB)) == "a\n\nb"
    assert plain_text(()) == ""


def test_the_text_of_inline_markup_is_what_it_shows() -> None:
    shown = (
        *(A, Emphasis((B,)), Strong((A,)), Literal(" c "), Subscript((A,)), Superscript((B,)), LineBreak()),
        *(Link((A,), "https://host.example/"), Reference((B,), "ref", "x"), Role((A,), "kbd"), Math("m")),
        *(Image("u", "alt"), Image("u"), FootnoteReference("1")),
    )
    assert inline_text(shown) == "aba c ab\nabamaltu[1]"


@pytest.mark.parametrize("block", [block for block, _ in BLOCKS])
def test_content_can_be_stored_and_read_back(block: Block) -> None:
    assert msgspec.json.decode(msgspec.json.encode(block), type=Block) == block
