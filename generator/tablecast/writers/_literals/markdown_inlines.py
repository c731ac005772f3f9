"""Inline markup in GitHub Flavored Markdown, on one line, such that a table cell can hold it.

Markdown's own delimiters work only where what stands around them lets them (GFM 0.29, 6.3 and 6.4). So each kind of
markup has a form that is always right, an HTML element, and a short one, taken where it is sure to be read as meant.

A cross reference is written as its text: its destination is a document in reStructuredText, and where that is published
is not known here. So are an image and a link whose address is not one of the web, since the Markdown stands elsewhere
than the document; and since a scheme such as `javascript` must not become a link.
"""

from __future__ import annotations

import re
import string
from itertools import pairwise
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import (
    Emphasis,
    FootnoteReference,
    Image,
    LineBreak,
    Link,
    Literal,
    Math,
    Reference,
    Role,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from tablecast.writers._characters import HIDDEN, NOT_HTML
from tablecast.writers._literals.markdown import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tablecast.content import Inline

_ELEMENTS = {Emphasis: "em", Strong: "strong", Subscript: "sub", Superscript: "sup"}

_LINKED = regex(r"(?:https?|ftp)://[^/?#]|mailto:.", re.IGNORECASE)
_SHOWN = regex(r"https?://[^/?#]", re.IGNORECASE)
_UNSAFE = regex(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]")
"""What an address cannot hold as it is (RFC 3986, 2.2 and 2.3); parentheses end it (GFM 0.29, 6.6)."""

_AUTOLINK = regex(r"(?!.*xn--)(?:https?|ftp)://[A-Za-z0-9\-._~:/?#\[\]@!&'()*+,=]+", re.IGNORECASE)
"""An address that parsers agree to show as it is between angle brackets (6.8): some decode what is encoded."""

_OPEN = frozenset(string.punctuation) - {"*"} | {"", " "}
"""What may stand beside `*`, where it then begins or ends emphasis whatever is emphasised (6.4)."""


def inlines(content: Iterable[Inline]) -> str:
    """Write inline markup, each piece in its short form where its neighbours allow that.

    Raises:
        NotWritableError: A text holds a character that HTML text must not contain.
    """
    pieces = [(piece, sure) for piece in _joined(content) if (sure := _sure(piece))]
    written = ""
    for (piece, sure), (_, following) in pairwise([*pieces, (Text(""), "")]):
        after = following[:1]
        written += _short(piece, written[-1:], after) or sure
        if after == "[" and written.endswith("!"):
            written = written[:-1] + r"\!"  # Else the link would be an image.
    return written


def element(name: str, content: str, attributes: str = "") -> str:
    """Write an HTML element (6.10), or nothing when it would be empty."""
    return f"<{name}{attributes}>{content}</{name}>" if content else ""


def _joined(content: Iterable[Inline]) -> list[Inline]:
    """Join neighbouring texts, since what is special in a text depends on what is beside it."""
    joined: list[Inline] = []
    for piece in _flat(content):
        last = joined[-1] if joined else None
        if isinstance(piece, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _flat(content: Iterable[Inline]) -> Iterator[Inline]:
    """Give the pieces with those that are written as their text replaced by it.

    Links do not nest (6.6): of a link in a link, the inner one is kept.
    """
    for piece in content:
        match piece:
            case Reference(children) | Role(children):
                yield from _flat(children)
            case Link(children, uri) if not _address(uri, _LINKED) or _holds_link(children):
                yield from _flat(children)
            case Image(uri, alt) if not _address(uri, _SHOWN):
                yield Text(alt or uri)
            case FootnoteReference(label):
                yield Text(f"[{label}]")
            case _:
                yield piece


def _holds_link(content: Iterable[Inline]) -> bool:
    return any(isinstance(piece, Link) or _holds_link(getattr(piece, "children", ())) for piece in _flat(content))


def _sure(piece: Inline) -> str:  # noqa: PLR0911 - one case for each kind of markup, each a line
    """Write a piece so that it is right beside anything."""
    match piece:
        case Text(text):
            return inside(text)
        case Emphasis(children) | Strong(children) | Subscript(children) | Superscript(children):
            return element(_ELEMENTS[type(piece)], inlines(children))
        case Literal(text):
            return element("code", inside(text))
        case Math(text):
            return f"\\${element('code', inside(_folded(text)))}\\$" if text.strip() else ""
        case Link(children, uri):
            return _link(children, uri)
        case Image(uri, alt):
            return f"![{inside(alt or uri)}]({_address(uri, _SHOWN)})"
        case LineBreak():
            return "<br>"
        case _:
            return inlines((piece,))


def _short(piece: Inline, before: str, after: str) -> str:
    """Write a piece in Markdown's own form, if it has one that the characters beside it allow."""
    match piece:
        case Emphasis(children) if before in _OPEN and after in _OPEN:
            return _emphasis("*", children)
        case Strong(children) if before in _OPEN and after in _OPEN:
            return _emphasis("**", children)
        case Literal(text) if before not in {"`", "$"}:
            return _code_span(text)
        case Math(text) if "$" not in (before, after, *text):
            return f"${span}$" if (span := _code_span(_folded(text))) else ""
        case _:
            return ""


def _emphasis(delimiter: str, children: Iterable[Inline]) -> str:
    """Emphasise a text that does not begin or end with white space (6.4)."""
    pieces = _joined(children)
    text = pieces[0].text if len(pieces) == 1 and isinstance(pieces[0], Text) else ""
    return f"{delimiter}{inside(text)}{delimiter}" if text and text == text.strip() else ""


def _code_span(text: str) -> str:
    """Write code between backticks (6.3), if nothing in it needs a reference or is read differently by parsers.

    A table cell takes the backslash before a pipe away (4.10), and parsers disagree on a second one.
    """
    is_plain = text == text.strip() and "`" not in text and r"\|" not in text and not HIDDEN.search(text)
    return "`" + text.replace("|", r"\|") + "`" if text and is_plain else ""


def _link(children: tuple[Inline, ...], uri: str) -> str:
    if _joined(children) == [Text(uri)] and _AUTOLINK.fullmatch(uri):
        return f"<{uri}>"
    text = inlines(children)
    return f"[{text}]({_address(uri, _LINKED)})" if text else ""


def _address(uri: str, allowed: re.Pattern[str]) -> str:
    """Write an address as the destination of a link (6.6); nothing if it is not one that is allowed."""
    if not allowed.match(uri) or NOT_HTML.search(uri):
        return ""
    encoded = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), uri)
    return re.sub("&(?=[#A-Za-z])", "&amp;", encoded)


def _folded(formula: str) -> str:
    """Write a formula on one line: white space means nothing in LaTeX's mathematics."""
    return " ".join(formula.split())
