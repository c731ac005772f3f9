"""The markup of a cell as the cell of a table in GitHub Flavored Markdown, which is one line.

A cell holds inline markup only (GFM 0.29, 4.10), raw HTML included (6.10), in which inline markup goes on. So blocks
are elements of HTML, all of them such as GitHub lets through, and paragraphs are separated by line breaks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import (
    REMEMBERED,
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
from tablecast.writers._literals.markdown import inside, literal
from tablecast.writers._literals.markdown_inlines import element, inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast.content import Block, Definition, Inline

_ELEMENTS = ("ul", "ol", "dl", "pre", "blockquote")
_STARTS = tuple(f"<{name}" for name in _ELEMENTS)
_ENDS = tuple(f"</{name}>" for name in _ELEMENTS)

_ENUMERATOR = regex(r"\(?(?:([0-9]{1,9})|([A-Za-z])|([ivxlcdm]+|[IVXLCDM]+))[.)]")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
LANGUAGE = regex(r"[A-Za-z0-9_+#.\-]+")
"""The name of a language, for the colours of a code block."""


@lru_cache(REMEMBERED)
def cell(content: tuple[Block, ...]) -> str:
    """Write the content of a cell.

    Raises:
        NotWritableError: A text holds a character that HTML text must not contain.
    """
    match content:
        case (Paragraph((Text(text),)),):
            return literal(text)
        case _:
            return _blocks(content)


def _blocks(content: Iterable[Block]) -> str:
    """Write blocks, with an empty line between two that are not elements, which have their own space around them."""
    written = ""
    for block in filter(None, map(_block, content)):
        is_apart = not written or written.endswith(_ENDS) or block.startswith(_STARTS)
        written += block if is_apart else f"<br><br>{block}"
    return written


def _block(block: Block) -> str:  # noqa: PLR0911 - one case for each kind of block, each a line
    match block:
        case Paragraph(children):
            return inlines(children)
        case Image():
            return inlines((block,))
        case MathBlock(text):
            return inlines((Math(text),))
        case BulletList() | EnumeratedList() | DefinitionList():
            return _list(block)
        case CodeBlock(text, language):
            return element("pre", element("code", inside(text)), _language(language))
        case LineBlock(lines):
            return "<br>".join(inlines(indented(line)) for line in lines)
        case BlockQuote() | Admonition() | Container():
            return _body(block)
        case NestedTable(_, text):
            return "<br>".join(map(inside, text.split("\n")))


def _body(block: BlockQuote | Admonition | Container) -> str:
    match block:
        case BlockQuote(blocks):
            return element("blockquote", _blocks(blocks))
        case Admonition(_, title, blocks):
            return element("blockquote", _titled(title, blocks))
        case Container(_, argument, blocks):
            return _blocks((Paragraph((Text(argument),)), *blocks))


def _list(block: BulletList | EnumeratedList | DefinitionList) -> str:
    match block:
        case BulletList(items):
            return element("ul", _items(items))
        case EnumeratedList(items, enumerators):
            return element("ol", _items(items), numbering(enumerators))
        case DefinitionList(definitions):
            return element("dl", "".join(map(_definition, definitions)))


def _items(items: Iterable[tuple[Block, ...]]) -> str:
    return "".join(f"<li>{_blocks(item)}</li>" for item in items)


def _definition(definition: Definition) -> str:
    return element("dt", inlines(definition.term)) + element("dd", _blocks(definition.blocks))


def _titled(title: str, blocks: Iterable[Block]) -> str:
    heading, body = inlines((Strong((Text(title),)),)), _blocks(blocks)
    return heading + ("" if not heading or not body or body.startswith(_STARTS) else "<br>") + body


def indented(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Keep the indentation of a line, which HTML would fold."""
    match line:
        case (Text(text), *rest):
            stripped = text.lstrip(" ")
            return (Text("\xa0" * (len(text) - len(stripped)) + stripped), *rest)
        case _:
            return line


def numbering(enumerators: Sequence[str]) -> str:
    """Say how a list is numbered: by what its first enumerator is, as the others count on.

    As in docutils, a letter alone is one of the alphabet, but for `i`.
    """
    found = _ENUMERATOR.fullmatch(enumerators[0]) if enumerators else None
    if not found:
        return ""
    number, letter, roman = found.groups()
    if number:
        return _attributes("", int(number))
    if letter and letter not in "iI":
        return _attributes("A" if letter.isupper() else "a", ord(letter.lower()) - ord("a") + 1)
    numeral = letter or roman
    return _attributes("I" if numeral.isupper() else "i", _roman(numeral.lower()))


def _attributes(kind: str, start: int) -> str:
    return (f' type="{kind}"' if kind else "") + (f' start="{start}"' if start != 1 else "")


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _language(name: str) -> str:
    """Name the language of a code block as GitHub's own HTML does."""
    return f' lang="{name}"' if LANGUAGE.fullmatch(name) else ""
