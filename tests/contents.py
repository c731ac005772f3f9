"""Hypothesis strategies: the markup of cells, in any depth, of texts that attack what they are written into."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from hostile import TEXTS
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
    Inline,
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
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NOT_HTML = re.compile("(?![\t\n\f\r])[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]")


def _writable(text: str) -> str:
    """Take out what no HTML can hold, so that it is seldom refused."""
    return "".join(it for it in _NOT_HTML.sub("", text) if ord(it) & 0xFFFE != 0xFFFE)


WRITABLE = st.one_of(
    st.sampled_from(["a", "b c", "!", "&", "http", "www", ":", "//x.example", "_", "$", "1", ";", "amp;", "`", "\\"]),
    TEXTS.map(_writable),
)
URIS = st.one_of(
    st.sampled_from(
        [
            *("https://docs.example/a", "HTTP://docs.example/(a)|b`c`", "https://docs.example/?a=1&copy;=2#<b>"),
            *("https://xn--a.example/%41", "ftp://docs.example/a b", "mailto:a@docs.example", "http:", "https:x"),
            *("javascript:alert(1)", " javascript:x", "data:text/html,x", "../a.html", "a_b.png", "//docs.example", ""),
        ]
    ),
    TEXTS.map("https://docs.example/{}".format),
    TEXTS,
)


def _several(parts: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, min_size=least, max_size=4).map(tuple)


def _nested_inlines(inlines: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = _several(inlines)
    kinds = (Emphasis, Strong, Subscript, Superscript)
    return st.one_of(
        *(st.builds(kind, children) for kind in kinds),
        st.builds(Link, children, URIS),
        URIS.map(lambda uri: Link((Text(_writable(uri)),), uri)),
        st.builds(Reference, children, WRITABLE, WRITABLE),
        st.builds(Role, children, WRITABLE),
    )


INLINES: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(
        *(st.builds(kind, WRITABLE) for kind in (Text, Text, Literal, Math, FootnoteReference)),
        *(st.builds(kind, st.tuples(st.builds(Text, WRITABLE))) for kind in (Emphasis, Strong)),
        st.builds(Image, URIS.map(_writable), WRITABLE),
        st.just(LineBreak()),
    ),
    _nested_inlines,
    max_leaves=8,
)


def _nested_blocks(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    body, items = _several(blocks), _several(_several(blocks), 1)
    return st.one_of(
        st.builds(BulletList, items),
        st.builds(_enumerated, items, st.sampled_from(["1.", "(a)", "iv)", "I.", "#.", "7)", "C.", "?"])),
        st.builds(DefinitionList, _several(st.builds(Definition, _several(INLINES), body), 1)),
        st.builds(BlockQuote, body),
        st.builds(Admonition, WRITABLE, WRITABLE, body),
        st.builds(Container, WRITABLE, WRITABLE, body),
    )


def _enumerated(items: tuple[tuple[Block, ...], ...], first: str) -> EnumeratedList:
    return EnumeratedList(items, (first, *("#.",) * (len(items) - 1)))


BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.one_of(
        *(st.builds(Paragraph, _several(INLINES)) for _ in range(3)),
        st.builds(CodeBlock, WRITABLE, st.one_of(st.just("python"), WRITABLE)),
        st.builds(LineBlock, _several(_several(INLINES))),
        st.builds(MathBlock, WRITABLE),
        st.builds(Image, URIS.map(_writable), WRITABLE),
        st.builds(NestedTable, st.integers(1, 9), WRITABLE),
    ),
    _nested_blocks,
    max_leaves=6,
)
CELLS: st.SearchStrategy[tuple[Block, ...]] = _several(BLOCKS)


def words_shown(blocks: tuple[Block, ...]) -> list[str]:
    """The words that a reader sees of a cell in HTML: lists have marks that are no text, and formulas stand in `$`."""
    return plain_text(_map(blocks, _as_shown)).split()


def _as_shown(node: object) -> object:
    match node:
        case BulletList(items) | EnumeratedList(items):
            return BlockQuote(tuple(block for item in items for block in item))
        case Math(text):
            return Text(_formula(text))
        case MathBlock(text):
            return Paragraph((Text(_formula(text)),))
        case _:
            return node


def _formula(text: str) -> str:
    return f"${' '.join(text.split())}$" if text.strip() else ""


def _map(node: Any, change: Callable[[object], object]) -> Any:
    """Change every piece of a piece of content, the outer ones first."""
    if isinstance(node, tuple):
        return tuple(_map(part, change) for part in cast("Iterable[object]", node))
    changed = change(node)
    if not isinstance(changed, Struct):
        return changed
    parts = {name: getattr(changed, name) for name in changed.__struct_fields__}
    return replace(changed, **{name: _map(part, change) for name, part in parts.items() if isinstance(part, tuple)})
