"""Writes the content of a cell as reStructuredText: what reading it must undo."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tablecast.content import (
    Admonition,
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
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
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast.content import Block, Inline

_MARKUP = re.compile(r"[\\*`|_:@<>\[\]]")
"""Characters that begin or end inline markup, or belong to an address."""

_ENUMERATOR = re.compile(r"\(?(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)[.)]$")
"""A word that makes a list of the line that it begins."""

_BREAK = re.compile(r"(?<! ) (?! )")
"""A blank at which a line may end; a run of blanks means something in a literal."""


def block_lines(blocks: Iterable[Block], width: int = 40) -> list[str]:
    """Write blocks; paragraphs are filled to a width."""
    lines: list[str] = []
    last: Block | None = None
    for block in blocks:
        if lines:
            lines.append("")
        # An empty comment keeps a quote from belonging to what stands before it, and two lists apart.
        quoted = isinstance(block, BlockQuote) and not isinstance(last, Paragraph)
        if quoted or (isinstance(block, BulletList | EnumeratedList | DefinitionList) and type(block) is type(last)):
            lines += ["..", ""]
        lines += _block(block, width)
        last = block
    return lines


def hang(mark: str, lines: Sequence[str], indent: int | None = None) -> list[str]:
    """Put a mark before the first line, and indent the others to stand below the text after it."""
    blank = " " * (len(mark) if indent is None else indent)
    first, *rest = lines or [""]
    return [(mark + first).rstrip(" "), *(line and blank + line for line in rest)]


def width_of(text: str) -> int:
    """Give the columns that a text takes in a drawing, as docutils counts them."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _block(block: Block, width: int) -> list[str]:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of block
    match block:
        case Paragraph(children):
            return _filled(_inlines(children), width)
        case BulletList(items):
            return _items(("-",) * len(items), items, width)
        case EnumeratedList(items, enumerators):
            return _items(enumerators, items, width)
        case DefinitionList(definitions):
            parts = ([_inlines(each.term), *indented(block_lines(each.blocks, width), 2)] for each in definitions)
            return [line for part in parts for line in part]
        case CodeBlock(text, language):
            return directive(f".. code-block:: {language}" if language else "::", text.split("\n"))
        case LineBlock(lines):
            return [f"| {_inlines(line)}".rstrip(" ") for line in lines]
        case BlockQuote(blocks):
            return indented(block_lines(blocks, width), 2)
        case Admonition("admonition", title, blocks):
            return directive(f".. admonition:: {_text(title)}", block_lines(blocks, width))
        case Admonition(kind, _, blocks):
            return directive(f".. {kind}::", block_lines(blocks, width))
        case MathBlock(text):
            return directive(".. math::", text.split("\n"))
        case Container(name, argument, blocks):
            return directive(f".. {name}:: {argument}".rstrip(" "), block_lines(blocks, width))
        case Image(uri, alt):
            return [f".. image:: {uri}", *[f"   :alt: {alt}"] * bool(alt)]
        case NestedTable():
            message = "a table in a cell is written by its own lines"
            raise NotImplementedError(message)


def _items(marks: Iterable[str], items: Iterable[tuple[Block, ...]], width: int) -> list[str]:
    parts = (hang(f"{mark} ", block_lines(item, width)) for mark, item in zip(marks, items, strict=True))
    return [line for part in parts for line in part]


def directive(head: str, content: list[str]) -> list[str]:
    return [head, *([""] if content else []), *indented(content, 3)]


def indented(lines: Iterable[str], width: int) -> list[str]:
    return [line and " " * width + line for line in lines]


def _filled(text: str, width: int) -> list[str]:
    """Fill lines; one that would begin with a mark has it escaped, as every word has."""
    lines: list[str] = []
    for word in _BREAK.split(text):
        if lines and width_of(lines[-1]) + 1 + width_of(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _inlines(inlines: Iterable[Inline]) -> str:
    r"""Write inline markup; an escaped blank, `\ `, stands wherever one piece meets another."""
    return "\\ ".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of inline
    match inline:
        case Text(text):
            return _text(text)
        case Emphasis(children):
            return f"*{_inlines(children)}*"
        case Strong(children):
            return f"**{_inlines(children)}**"
        case Literal(text):
            return f"``{text}``"
        case Subscript(children):
            return f":sub:`{_inlines(children)}`"
        case Superscript(children):
            return f":sup:`{_inlines(children)}`"
        case Link(children, uri):
            return f"`{_inlines(children)} <{uri}>`__"
        case Reference(children, role, target, titled=False):
            is_shortened = target.endswith("." + inline_text(children))
            return f":{role}:`{'~' * is_shortened}{target}`"
        case Reference(children, role, target):
            return f":{role}:`{_inlines(children)} <{target}>`"
        case Role(children, role):
            return f":{role}:`{_inlines(children)}`"
        case Math(text):
            return f":math:`{text}`"
        case FootnoteReference(label):
            return f"[{label}]_"
        case Image() | LineBreak():
            message = f"{inline_text((inline,))!r} needs a substitution, defined elsewhere"
            raise NotImplementedError(message)


def _text(text: str) -> str:
    """Escape what could be markup: some characters anywhere, and what a word that begins a line must not begin with."""
    return " ".join(map(_word, text.split(" ")))


def _word(word: str) -> str:
    escaped = _MARKUP.sub(r"\\\g<0>", word)
    marks = not escaped[:1].isalnum() or _ENUMERATOR.match(word)
    return "\\" * bool(escaped and marks and not escaped.startswith("\\")) + escaped
