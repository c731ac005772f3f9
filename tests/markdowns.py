"""Reading Markdown back, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of_inline(token: Token) -> str:
    """The text of an inline token: line breaks and anchors are all the markup that there may be."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type == "text":
            parts.append(child.content)
        elif child.content == "<br>":
            parts.append("\n")
        else:
            assert child.type == "html_inline"
            assert child.content == "</a>" or child.content.startswith('<a id="')
    return "".join(parts)


def cells(markdown: str) -> list[list[str]]:
    """The rows of all tables, headers included, as texts."""
    rows: list[list[str]] = []
    tokens = PARSER.parse(markdown)
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            rows[-1].append(text_of_inline(tokens[index + 1]))
    return rows


def headings(markdown: str) -> list[str]:
    """The texts of all headings."""
    tokens = PARSER.parse(markdown)
    return [text_of_inline(tokens[index + 1]) for index, token in enumerate(tokens) if token.type == "heading_open"]
