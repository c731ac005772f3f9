"""Reading Markdown back, as plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
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


# --- as a browser shows it --------------------------------------------------------------------------------------------

_BREAKING = frozenset({"blockquote", "br", "dd", "dl", "dt", "h1", "h2", "li", "ol", "p", "pre", "ul"})
_ATTRIBUTES = {
    **dict.fromkeys((*_BREAKING, "table", "thead", "tbody", "tr", "th", "td"), frozenset[str]()),
    **dict.fromkeys(("code", "em", "strong", "sub", "sup"), frozenset[str]()),
    "p": frozenset[str](),
    "a": frozenset({"id", "href"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start", "type"}),
    "pre": frozenset({"lang"}),
}
"""The elements that a table may be made of, and their attributes."""


class _Tables(HTMLParser):
    """Reads the rows of all tables; any element that should not be there is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table" or self._open:
            assert set(given) <= _ATTRIBUTES[tag], (tag, given)
            assert re.match("(https?|ftp|mailto):", given.get("href") or "mailto:", re.IGNORECASE)
            assert re.match("https?:", given.get("src") or "https:", re.IGNORECASE)
            self._read_start(tag, given.get("alt") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            assert tag == self._open.pop()
            self._say(" " if tag in _BREAKING else "")

    def handle_data(self, data: str) -> None:
        if self._open:
            self._say(data)

    def _read_start(self, tag: str, alt: str) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append("")
        self._say(alt + (" " if tag in _BREAKING else ""))
        self._open += [tag] if tag not in {"br", "img"} else []

    def _say(self, text: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += text


def shown(markdown: str) -> list[list[list[str]]]:
    """The rows of all tables, headers included, as the words that a browser shows: blocks stand apart."""
    tables = _Tables()
    tables.feed(PARSER.render(markdown))
    tables.close()
    return [[cell.split() for cell in row] for row in tables.rows]


class _Words(HTMLParser):
    """Reads the words of a whole text; any element that should not be there is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert set(given) <= _ATTRIBUTES[tag] | {"class"}, (tag, given)
        self.text += (given.get("alt") or "") + (" " if tag in _BREAKING else "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.text += " " if tag in _BREAKING else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def words_of(markdown: str) -> list[str]:
    """The words that a browser shows of a text in CommonMark."""
    words = _Words()
    words.feed(PARSER.render(markdown))
    words.close()
    return words.text.split()
