"""Markup as a text in CommonMark; that a browser shows its words is a property, in tests/properties."""

from __future__ import annotations

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
    EnumeratedList,
    Image,
    Inline,
    LineBlock,
    Literal,
    MathBlock,
    NestedTable,
    Paragraph,
    Strong,
    Text,
)
from tablecast.writers._literals.commonmark import document
from tablecast.writers._refusal import NotWritableError


def paragraph(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in content))


A, B, C = (paragraph(letter) for letter in "abc")


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ((), ""),
        ((A, B), "a\n\nb"),
        ((paragraph("x ", Strong((Text("y"),)), " ", Literal("p|q")),), "x **y** `p|q`"),
        (
            (paragraph("1. x"), paragraph("> x"), paragraph("- x"), paragraph("# x")),
            "1\\. x\n\n\\> x\n\n\\- x\n\n\\# x",
        ),
        ((paragraph("    code"),), "code"),
        ((BulletList(((A,), (), (B, C))),), "- a\n-\n- b\n\n  c"),
        ((BulletList(((A, BulletList(((B,),))),)),), "- a\n\n  - b"),
        ((BulletList(((A,),)), BulletList(((B,),)), C), "- a\n\n<!-- -->\n\n- b\n\nc"),
        ((EnumeratedList(((A,), (B, C)), ("9.", "10.")),), "9. a\n10. b\n\n    c"),
        ((EnumeratedList(((A,),), ("a)",)),), '<ol type="a">\n\n<li>\n\na\n\n</li>\n\n</ol>'),
        (
            (DefinitionList((Definition((Text("t"),), (A,)),)),),
            "<dl>\n\n<dt>\n\nt\n\n</dt>\n\n<dd>\n\na\n\n</dd>\n\n</dl>",
        ),
        ((CodeBlock("a\n\n```", "python"),), "````python\na\n\n```\n````"),
        ((BulletList(((CodeBlock("a\n\n  b"),),)),), "- ```\n  a\n\n    b\n  ```"),
        ((CodeBlock("a", "no language"),), "```\na\n```"),
        ((LineBlock(((Text("a"),), (Text("  b"),))),), "a<br>&#160;&#160;b"),
        ((BlockQuote((A, CodeBlock("x\n\ny"))),), "> a\n>\n> ```\n> x\n>\n> y\n> ```"),
        ((Admonition("note", "Note", (A,)),), "> **Note**\n>\n> a"),
        ((Container("x", "title", (A,)),), "title\n\na"),
        ((MathBlock("x^2"),), "$`x^2`$"),
        ((Image("https://docs.example/a.png", "A"),), "![A](https://docs.example/a.png)"),
        ((NestedTable(1, "a b\nc"),), "a b<br>c"),
        ((BlockQuote(()), CodeBlock(""), paragraph("")), ""),
    ],
)
def test_blocks(blocks: tuple[Block, ...], text: str) -> None:
    assert document(blocks) == text


def test_what_html_cannot_hold() -> None:
    with pytest.raises(NotWritableError, match=r"Markdown cannot hold the character U\+0000"):
        document((CodeBlock("a\0b"),))
