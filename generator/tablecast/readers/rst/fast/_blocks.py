"""Block markup: from lines to body elements, for the constructs that are common in documents with tables.

The rules are those of docutils' states `Body` and `Text`: what begins a block is told by its first characters, and
its extent by indentation and blank lines. Where docutils would tell of an error, or a construct is not known here,
the document is unusual, and docutils reads it. Only warnings that change nothing of what is read are passed over.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast._regex import regex
from tablecast.readers.rst.fast import _explicit, _syntax
from tablecast.readers.rst.fast._cut import Cut, dedented, indent_of
from tablecast.readers.rst.fast._parts import FIELD, refuse_table_beside
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast.readers.rst.fast._parts import Titles
    from tablecast.readers.rst.fast._syntax import Node

    _Begin = Callable[["_Parser", str], list[Node] | None]
    """Parses a block if it begins so, and gives None if it does not."""

_PUNCTUATION = r"[!-/:-@[-`{-~]"
_BULLET = regex("[-+*\u2022\u2023\u2043](?: +|$)")
_ENUMERATOR = regex(r"(?P<before>\(?)(?P<text>[0-9]+|[a-z]|[A-Z]|[ivxlcdm]+|[IVXLCDM]+|\#)(?P<after>[.)])(?: +|$)")
_LONGEST_NUMBER = 9
_OPTION_NAME = r"[a-zA-Z0-9][a-zA-Z0-9_-]*"
_OPTION_ARGUMENT = r"(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_OPTION = rf"(?:[-+][a-zA-Z0-9](?: ?{_OPTION_ARGUMENT})?|(?:--|/){_OPTION_NAME}(?:[ =]{_OPTION_ARGUMENT})?)"
_OPTIONS = regex(rf"{_OPTION}(?:, {_OPTION})*(?:  +| ?$)")
_GRID_BORDER = regex(r"\+-[-+]+-\+$")
_SIMPLE_TOP = regex(r"=+(?: +=+)+$")
_SIMPLE_BORDER = regex(r"=+[ =]*$")
_LINE = regex(rf"(?P<mark>{_PUNCTUATION})(?P=mark)*$")
"""What may stand above or below a title, or between two parts of a text."""
_EXPLICIT = regex(r"\.\.(?: +|$)")
_DOCTEST = regex(r">>>(?: +|$)")
_LINE_BLOCK = regex(r"\|(?: +|$)")
_ANONYMOUS = regex(r"__(?: +|$)")
_MARKED = regex(
    "|".join(
        pattern.pattern
        for pattern in (
            *(_BULLET, _OPTIONS, FIELD, _DOCTEST, _LINE_BLOCK, _GRID_BORDER, _SIMPLE_TOP),
            *(_EXPLICIT, _ANONYMOUS, _ENUMERATOR, _LINE),
        )
    )
)
"""What a line begins with that is no text."""
_ATTRIBUTION = regex("(?:---?(?!-)|\u2014)")
_DEEPEST = 40
"""What is nested deeper may be too deep for docutils, which says so."""
_SHORT = 4
"""Shorter lines are not taken for the lines of a title if they do not fit."""


_WARNING = _syntax.Comment(is_empty=False)
"""What a warning of docutils is to what stands around it: it shows nothing, and a label before it points at it."""


def parse(cut: Cut, titles: Titles = "text", depth: int = 0) -> list[Node]:
    """Parse lines into body elements; titles are sections only where they may be.

    Raises:
        UnusualError: There is something that only docutils reads.
    """
    if depth > _DEEPEST:
        message = "deeply nested blocks"
        raise UnusualError(message)
    return _Parser(cut, titles, depth).nodes


class _Parser:
    """Parses a list of lines from the first to the last."""

    def __init__(self, cut: Cut, titles: Titles, depth: int) -> None:
        self.lines, self.line, self.column = cut.lines, cut.line, cut.column
        self.titles = titles
        self.depth = depth
        self.at = 0
        self.end = len(self.lines)
        self.nodes: list[Node] = []
        while self.at < self.end:
            text = self.lines[self.at]
            if text:
                self.nodes += self.block(text)
                if self._ends_at_once() and not _EXPLICIT.match(text):
                    self.nodes.append(_WARNING)
            else:
                self.at += 1

    def block(self, text: str) -> list[Node]:
        """Parse the block that begins with a line."""
        for begin in _BEGINNINGS.get(text[0], ()):
            found = begin(self, text)
            if found is not None:
                return found
        return self.text(text)

    def _ends_at_once(self) -> bool:
        """Whether a block ends without a blank line, of which docutils warns right there."""
        return self.at < self.end and bool(self.lines[self.at] and self.lines[self.at - 1])

    def nested(self, cut: Cut, titles: Titles = "text") -> list[Node]:
        """Parse lines that stand inside another block."""
        return parse(cut, titles, self.depth + 1)

    def blank_at(self, index: int) -> bool:
        """Whether a line is blank, or past the end."""
        return index >= self.end or not self.lines[index]

    # Text: paragraphs, titles, definitions.

    def text(self, text: str) -> list[Node]:
        """Parse a block that begins with a line of text."""
        if self.blank_at(self.at + 1):
            self.at += 1
            return self.paragraph([text])
        following = self.lines[self.at + 1]
        if following[0] == " ":
            return self.definitions()
        if self.titles != "text" and _LINE.match(following) and not _too_short(following, text):
            self._refuse_title()
            self.at += 2
            return [_syntax.Section(text, following[0], self.line + self.at - 1)]
        begin = self.at
        self.at += 2
        while self.at < self.end and self.lines[self.at] and self.lines[self.at][0] != " ":
            self.at += 1
        return self.paragraph(self.lines[begin : self.at])

    def _refuse_title(self) -> None:
        """Leave a title inside a directive to docutils, which begins a hierarchy of sections there."""
        if self.titles == "refused":
            message = "a title inside a directive"
            raise UnusualError(message)

    def paragraph(self, lines: list[str]) -> list[Node]:
        """Make a paragraph, and the literal block that a double colon at its end announces."""
        text = "\n".join(lines)
        if not text.endswith("::"):
            return [_syntax.Paragraph(text)]
        if "\\" in text[-3:]:
            message = "an escaped double colon"
            raise UnusualError(message)
        shown = text[:-3].rstrip() if text[-3:-2] in " \n" else text[:-1]
        literal = self.literal_block()
        return [_syntax.Paragraph(shown), *literal] if shown else literal

    def literal_block(self) -> list[Node]:
        """Parse an indented literal block; docutils warns of its absence, and reads quoted ones."""
        begin = self.at
        while self.at < self.end and self.lines[self.at][:1] in {"", " "}:
            self.at += 1
        lines = dedented(self.lines[begin : self.at])
        if lines:
            return [_syntax.LiteralBlock("\n".join(lines))]
        if self.at < self.end and re.match(_PUNCTUATION, self.lines[self.at]):
            message = "a quoted literal block"
            raise UnusualError(message)
        return []

    def definitions(self) -> list[Node]:
        """Parse a definition list: terms, each with an indented block right below."""
        items: list[_syntax.Labelled] = []
        while True:
            term = self.lines[self.at]
            self.at += 1
            items.append(_syntax.Labelled(term, self.nested(self.indented())))
            following = self._next_text(self.at)
            if not self._is_term(following):
                return [_syntax.DefinitionList(items)]
            self.at = following

    def _is_term(self, at: int) -> bool:
        """Whether a line is text with an indented line right below."""
        return at + 1 < self.end and self.lines[at + 1][:1] == " " and not _MARKED.match(self.lines[at])

    # Indented blocks.

    def indented(self) -> Cut:
        """Take the lines that are indented, without what they are all indented by."""
        begin = self.at
        while self.at < self.end and self.lines[self.at][:1] in {"", " "}:
            self.at += 1
        lines = self.lines[begin : self.at]
        indent = indent_of(lines)
        return Cut([line[indent:] for line in lines], self.line + begin, self.column + indent)

    def block_quote(self, _text: str) -> list[Node]:
        """Parse an indented block; what may be an attribution is left to docutils."""
        cut = self.indented()
        if any(_ATTRIBUTION.match(line) for line in cut.lines):
            message = "a block quote with an attribution"
            raise UnusualError(message)
        return [_syntax.BlockQuote(self.nested(cut))]

    def known_indented(self, indent: int) -> Cut:
        """Take the rest of a line, and the lines that are indented as far."""
        begin = self.at
        self.at += 1
        while self.at < self.end:
            line = self.lines[self.at]
            if line and (line[0] != " " or line[:indent].strip()):
                break
            self.at += 1
        return Cut([line[indent:] for line in self.lines[begin : self.at]], self.line + begin, self.column + indent)

    def first_known_indented(self, indent: int) -> Cut:
        """Take the rest of a line, and the lines that are indented, without what they are all indented by.

        The column is that of the further lines.
        """
        begin = self.at
        self.at += 1
        while self.at < self.end and self.lines[self.at][:1] in {"", " "}:
            self.at += 1
        first, rest = self.lines[begin][indent:], self.lines[begin + 1 : self.at]
        further = indent_of(rest)
        return Cut([first, *(line[further:] for line in rest)], self.line + begin, self.column + further)

    # Lists.

    def item(self, mark: int) -> _syntax.Item:
        """Parse a list item, whose marker has a width with the blanks after it."""
        text = self.lines[self.at]
        cut = self.known_indented(mark) if text[mark:] else self.first_known_indented(mark)
        one_line = "\n" not in "\n".join(cut.lines).strip()
        shown, line, column = text[mark:], cut.line, self.column + mark
        if not shown:
            index = next((index for index, each in enumerate(cut.lines) if each), 0)
            if index and self.lines[line - self.line + index].startswith(" "):
                shown, line = cut.lines[index].lstrip(), line + index
                column = cut.column + len(cut.lines[index]) - len(shown)
        return _syntax.Item(text[:mark].strip(), one_line, self.nested(cut), line, column, column + len(shown))

    def bullets(self, text: str) -> list[Node] | None:
        """Parse a bullet list."""
        match = _BULLET.match(text)
        if match is None:
            return None
        items: list[_syntax.Item] = []
        at = self.at
        while match is not None and match.string[0] == text[0]:
            self.at = at
            items.append(self.item(match.end()))
            at = self._next_text(self.at)
            match = _BULLET.match(self.lines[at]) if at < self.end else None
        return [_syntax.BulletList(text[0], items)]

    def _next_text(self, at: int) -> int:
        while at < self.end and not self.lines[at]:
            at += 1
        return at

    def enumeration(self, text: str) -> list[Node] | None:
        """Parse an enumerated list, which goes on as long as its numbers and their format do."""
        first = _enumerator(text, "")
        if first is None or not self._is_item(first, self.at):
            return None
        items: list[_syntax.Item] = []
        last, at = first, self.at
        is_auto = first.sequence == "#"
        sequence = "arabic" if is_auto else first.sequence
        while True:
            self.at = at
            items.append(self.item(last.width))
            at = self._next_text(self.at)
            found = _enumerator(self.lines[at], sequence) if at < self.end else None
            if found is None or found.format != first.format:
                break
            if found.sequence != "#" and (found.sequence != sequence or is_auto or found.ordinal != last.ordinal + 1):
                break
            if not self._is_item(found, at):
                break
            is_auto = is_auto or found.sequence == "#"
            last = found
        return [_syntax.EnumeratedList(first.ordinal if sequence == "arabic" else None, items)]

    def _is_item(self, found: _Enumerator, at: int) -> bool:
        """Whether the line below an enumerator is blank or indented, or begins with the next one."""
        if self.blank_at(at + 1) or self.lines[at + 1][0] == " ":
            return True
        return self.lines[at + 1].startswith(_following(found))

    def fields(self, text: str) -> list[Node] | None:
        """Parse a field list."""
        match = FIELD.match(text)
        if match is None:
            return None
        items: list[_syntax.Labelled] = []
        at = self.at
        while match is not None:
            self.at = at
            cut = self.first_known_indented(match.end())
            refuse_table_beside(cut)
            items.append(_syntax.Labelled(match["name"], self.nested(cut)))
            at = self._next_text(self.at)
            match = FIELD.match(self.lines[at]) if at < self.end else None
        return [_syntax.FieldList(items)]

    def options(self, text: str) -> list[Node] | None:
        """Leave an option list to docutils; an option without a description is text."""
        match = _OPTIONS.match(text)
        if match is None:
            return None
        following = self._next_text(self.at + 1)
        if " " in text or (following < self.end and self.lines[following][0] == " "):
            message = "an option list"
            raise UnusualError(message)
        return None

    # Explicit markup.

    def explicit(self, text: str) -> list[Node] | None:
        """Parse what begins with two dots."""
        match = _EXPLICIT.match(text)
        if match is None:
            return None
        begin = self.at
        found = _explicit.explicit(self, text, match.end())
        ends_well = self.blank_at(self.at) or not self.lines[self.at - 1] or self.lines[self.at].startswith("..")
        if not ends_well or self.at == begin:
            message = "explicit markup without a blank line after it"
            raise UnusualError(message)
        return found

    # Lines of one character, and tables.

    def line_of_marks(self, text: str) -> list[Node] | None:
        """Parse a title with a line above it, or a transition, where either may stand."""
        if not _LINE.match(text) or self.titles == "text":
            return None
        self._refuse_title()
        if text == "::":
            if self.blank_at(self.at + 1):
                return None
        elif len(text) >= _SHORT and self.blank_at(self.at + 1):
            self.at += 1
            return [_syntax.Transition()]
        elif self.at + 2 < self.end and text == self.lines[self.at + 2]:
            title = self.lines[self.at + 1]
            if title and not _LINE.match(title) and not _too_short(text, title):
                self.at += 3
                return [_syntax.Section(title.lstrip(), text[0] * 2, self.line + self.at - 1)]
        message = "a line of marks that is neither of a title nor a transition"
        raise UnusualError(message)

    def grid(self, text: str) -> list[Node] | None:
        """Take the lines of a grid table, to a blank line."""
        if not _GRID_BORDER.match(text):
            return None
        begin = self.at
        while self.at < self.end and self.lines[self.at]:
            self.at += 1
        lines = self.lines[begin : self.at]
        width = len(text)
        if any(line[0] not in "+|" or line[-1] not in "+|" or len(line) != width for line in lines):
            message = "a grid table whose lines do not align"
            raise UnusualError(message)
        return [_syntax.Drawing("grid", lines, self.line + begin, self.column)]

    def simple(self, text: str) -> list[Node] | None:
        """Take the lines of a simple table: to its second border, or to the first that a blank line follows."""
        if not _SIMPLE_TOP.match(text):
            return None
        begin = self.at
        found = 0
        for index in range(begin + 1, self.end):
            line = self.lines[index]
            if not _SIMPLE_BORDER.match(line):
                continue
            found += 1
            if found == 2 or self.blank_at(index + 1):  # noqa: PLR2004 - the second border is the last
                self.at = index + 1
                return [_syntax.Drawing("simple", self.lines[begin : self.at], self.line + begin, self.column)]
        message = "a simple table without a border at its end"
        raise UnusualError(message)


class _Enumerator(Struct, frozen=True, gc=False):
    """An enumerator: how it is written, and what it counts."""

    format: str
    sequence: str
    ordinal: int
    width: int


def _enumerator(text: str, expected: str) -> _Enumerator | None:
    """Read an enumerator; Roman numbers, and letters that may be some, are left to docutils."""
    match = _ENUMERATOR.match(text)
    if match is None or (match["before"] and match["after"] != ")"):
        return None
    written = match["text"]
    style = match["before"] + match["after"]
    if written == "#":
        return _Enumerator(style, "#", 1, match.end())
    if written.isdigit() and len(written) <= _LONGEST_NUMBER:
        return _Enumerator(style, "arabic", int(written), match.end())
    if len(written) == 1 and (written not in "iI" or expected.endswith("alpha")):
        sequence = "loweralpha" if written.islower() else "upperalpha"
        return _Enumerator(style, sequence, ord(written.lower()) - ord("a") + 1, match.end())
    message = "an enumerator that may be a Roman number"
    raise UnusualError(message)


_LETTERS = 26


def _following(found: _Enumerator) -> tuple[str, ...]:
    """Give what the line below an item may begin with, to be the next item."""
    before, after = found.format[:-1], found.format[-1]
    number = found.ordinal + 1
    if found.sequence == "#":
        text = "#"
    elif found.sequence == "arabic":
        text = str(number)
    elif number > _LETTERS:
        return ()
    else:
        text = chr(ord("a" if found.sequence == "loweralpha" else "A") + number - 1)
    return f"{before}{text}{after} ", f"{before}#{after} "


def _too_short(underline: str, title: str) -> bool:
    """Whether a line is text, and not below or above a title; docutils only warns of a longer one that is too short."""
    if len(underline) < _SHORT and not title.isascii():
        message = "a short line beside a text that is not ASCII"
        raise UnusualError(message)
    return len(underline) < min(_SHORT, len(title))


def _refused(pattern: re.Pattern[str], what: str) -> _Begin:
    """Make what leaves a construct to docutils."""

    def begin(_parser: _Parser, text: str) -> list[Node] | None:
        if pattern.match(text):
            raise UnusualError(what)
        return None

    return begin


_BEGINNINGS: dict[str, tuple[_Begin, ...]] = {
    **dict.fromkeys(string.punctuation, (_Parser.line_of_marks,)),
    **dict.fromkeys(string.ascii_letters + string.digits, (_Parser.enumeration,)),
    **dict.fromkeys("\u2022\u2023\u2043", (_Parser.bullets,)),
    " ": (_Parser.block_quote,),
    "*": (_Parser.bullets, _Parser.line_of_marks),
    "-": (_Parser.bullets, _Parser.options, _Parser.line_of_marks),
    "+": (_Parser.bullets, _Parser.options, _Parser.grid, _Parser.line_of_marks),
    "(": (_Parser.enumeration, _Parser.line_of_marks),
    "#": (_Parser.enumeration, _Parser.line_of_marks),
    ":": (_Parser.fields, _Parser.line_of_marks),
    "/": (_Parser.options, _Parser.line_of_marks),
    ">": (_refused(_DOCTEST, "a doctest block"), _Parser.line_of_marks),
    "|": (_refused(_LINE_BLOCK, "a line block"), _Parser.line_of_marks),
    "=": (_Parser.simple, _Parser.line_of_marks),
    ".": (_Parser.explicit, _Parser.line_of_marks),
    "_": (_refused(_ANONYMOUS, "an anonymous target"), _Parser.line_of_marks),
}
"""What may begin with a character, in docutils' order."""
