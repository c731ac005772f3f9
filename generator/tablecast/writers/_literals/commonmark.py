"""The markup of a cell as a text in CommonMark: what the outputs that know no markup of their own hold in its place.

The rules are those of the CommonMark specification 0.31: section numbers are its own. Inline markup is written as in a
cell of a Markdown table, each paragraph on one line; blocks have Markdown's own form where it has one, else they are
elements of HTML, inside of which Markdown goes on after an empty line (4.6).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast.content import (
    Admonition,
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
    DefinitionList,
    EnumeratedList,
    Image,
    LineBlock,
    Math,
    MathBlock,
    NestedTable,
    Paragraph,
    Strong,
    Text,
)
from tablecast.writers._characters import NOT_HTML, refuse
from tablecast.writers._literals.markdown import begun, inside
from tablecast.writers._literals.markdown_cells import LANGUAGE, indented, numbering
from tablecast.writers._literals.markdown_inlines import inlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.content import Block, Definition

_APART = "<!-- -->"
"""What keeps two lists apart that would be read as one (5.3)."""


def document(blocks: Iterable[Block]) -> str:
    """Write blocks, with an empty line between each two.

    Raises:
        NotWritableError: A text holds a character that HTML text must not contain.
    """
    written: list[str] = []
    before: type[Block] | None = None
    for block in blocks:
        text = _block(block)
        if text:
            written += [_APART, text] if before is type(block) and before in (BulletList, EnumeratedList) else [text]
            before = type(block)
    return "\n\n".join(written)


def _block(block: Block) -> str:  # noqa: PLR0911 - one case for each kind of block, each a line
    match block:
        case Paragraph(children):
            return _line(inlines(children))
        case Image():
            return _line(inlines((block,)))
        case MathBlock(text):
            return _line(inlines((Math(text),)))
        case BulletList() | EnumeratedList() | DefinitionList():
            return _list(block)
        case CodeBlock(text, language):
            return _fenced(text, language)
        case BlockQuote() | Admonition() | Container():
            return _body(block)
        case NestedTable(_, text):
            return _line("<br>".join(map(inside, text.split("\n"))))
        case LineBlock(lines):
            return _line("<br>".join(inlines(indented(line)) for line in lines))


def _body(block: BlockQuote | Admonition | Container) -> str:
    match block:
        case BlockQuote(blocks):
            return _quoted(document(blocks))
        case Admonition(_, title, blocks):
            return _quoted(document((Paragraph((Strong((Text(title),)),)), *blocks)))
        case Container(_, argument, blocks):
            return document((Paragraph((Text(argument),)), *blocks))


def _list(block: BulletList | EnumeratedList | DefinitionList) -> str:
    match block:
        case BulletList(items):
            return "\n".join(_item("-", item) for item in items)
        case EnumeratedList(items, enumerators):
            attributes = numbering(enumerators)
            start = re.fullmatch(r'(?: start="([0-9]+)")?', attributes)
            if start:
                return "\n".join(_item(f"{number}.", item) for number, item in enumerate(items, int(start[1] or 1)))
            return "\n\n".join([f"<ol{attributes}>", *(_element("li", document(item)) for item in items), "</ol>"])
        case DefinitionList(definitions):
            return "\n\n".join(["<dl>", *map(_definition, definitions), "</dl>"])


def _item(marker: str, blocks: Iterable[Block]) -> str:
    """Write an item of a list: what is in it is indented by the width of its marker (5.2)."""
    body = document(blocks)
    return f"{marker} " + re.sub(r"\n(?!\n)", "\n" + " " * (len(marker) + 1), body) if body else marker


def _quoted(body: str) -> str:
    """Write a block quote (5.1)."""
    return "\n".join(f"> {line}" if line else ">" for line in body.split("\n")) if body else ""


def _definition(definition: Definition) -> str:
    return _element("dt", _line(inlines(definition.term))) + "\n\n" + _element("dd", document(definition.blocks))


def _element(name: str, body: str) -> str:
    return f"<{name}>\n\n{body}\n\n</{name}>" if body else f"<{name}></{name}>"


def _fenced(text: str, language: str) -> str:
    """Write code between fences that are longer than any in it (4.5)."""
    refuse(text, NOT_HTML, "Markdown")
    fence = "`" * max([3, *(len(ticks) + 1 for ticks in re.findall("`+", text))])
    code = re.sub(r"\r\n?", "\n", text)
    return f"{fence}{language if LANGUAGE.fullmatch(language) else ''}\n{code}\n{fence}" if code else ""


def _line(written: str) -> str:
    """Make a paragraph of inline markup: what is at its beginning must not begin another block.

    Outside of a table, code has no backslash before a pipe (GFM 0.29, 4.10), and text needs none.
    """
    return begun(written.strip(" ").replace(r"\|", "|"))
