"""In every target language, what is read back from a literal is the text; and no text ends its comment."""

from __future__ import annotations

import ast
import datetime as dt
import json as json_module
import math
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contents import CELLS, words_shown
from datasets import dataset, imported, text_of
from hostile import TEXTS
from markdowns import PARSER, cells, text_of_inline, words_of
from readback import exact, in_json, in_python, read_json
from tablecast.model import Entries, Field, Place, Quantity, Range
from tablecast.types import write_value
from tablecast.writers._contents import values_in
from tablecast.writers._literals import c, comments, commonmark, json, markdown, python, python_values, typescript
from tablecast.writers._literals.docstrings import attribute_docstring, docstring
from tablecast.writers._refusal import NotWritableError
from typed import of_any_type

if TYPE_CHECKING:
    from tablecast.content import Block
    from tablecast.model import Data

_HIDDEN_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_C_ESCAPE = re.compile(rb'\\(?:([0-7]{3})|([nrt"\\?]))|[^"\\]')
_C_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b'"': b'"', b"\\": b"\\", b"?": b"?"}


_KINDS = (
    *(Field("d", "date"), Field("p", "reference"), Field("q", "quantity"), Field("r", "range")),
    Field("m", "mapping"),
)
_ROW = (dt.date(1, 1, 1), Place("", "document", ""), Quantity(0, ""), Range(0, 0), Entries(()))
_NAMES = vars(imported(text_of(dataset(_KINDS, [_ROW]), "python/records.py.j2")))
"""What a module has that holds values of all types."""


def is_finite(data: Data) -> bool:
    """Tell whether JSON has all the numbers of a value."""
    return all(math.isfinite(each) for each in values_in(data) if isinstance(each, float))


def hidden(code: str) -> set[str]:
    """The characters of a line of code that nobody sees, or that reorder it."""
    return {character for character in code if unicodedata.category(character) in _HIDDEN_CATEGORIES}


def c_text(code: str) -> bytes:
    """Read a C string literal as the standard says, strictly: no other escapes, no trigraph, ASCII alone."""
    body = code.encode("ascii")
    assert body[:1] == body[-1:] == b'"'
    assert b"??" not in body
    value, end = b"", 1
    while end < len(body) - 1:
        found = _C_ESCAPE.match(body, end, len(body) - 1)
        assert found is not None
        if found[1]:
            value += bytes([int(found[1], 8)])
        else:
            value += _C_NAMED[found[2]] if found[2] else found[0]
        end = found.end()
    return value


@given(TEXTS)
def test_python(text: str) -> None:
    code = python.literal(text)
    assert ast.literal_eval(code) == text
    assert not hidden(code)


@given(TEXTS, st.integers(0, 40), st.text(alphabet="ab=", max_size=30))
def test_python_over_several_lines(text: str, indent: int, lead: str) -> None:
    code = python.wrapped(text, indent=indent, lead=lead)
    assert ast.literal_eval(code) == text
    assert not hidden(code.replace("\n", ""))


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats()))
def test_python_numbers(value: float | None) -> None:
    code = python.literal(value)
    read = float(code[7:-2]) if code.startswith("float(") else ast.literal_eval(code)
    assert type(read) is type(value)
    assert repr(read) == repr(value)


@given(of_any_type(), st.integers(0, 40), st.text(alphabet="ab=", max_size=30))
def test_python_values(typed: tuple[Field, Data], indent: int, lead: str) -> None:
    """On one line and on several, a value of any type evaluates to itself, and nothing in it is seen as code."""
    made = python_values.expression(typed[1])
    for code in (python_values.flat(made), python_values.laid_out(made, indent=indent, lead=lead)):
        assert exact(eval(code, dict(_NAMES))) == in_python(typed[1])  # noqa: S307 - our own code, which is the point.
        assert not hidden(code.replace("\n", ""))


@given(of_any_type())
def test_json_values(typed: tuple[Field, Data]) -> None:
    assume(is_finite(typed[1]))
    code = json.literal(typed[1])
    assert read_json(code) == in_json(typed[1])
    assert not hidden(code)
    assert "</" not in code


@given(of_any_type())
def test_typescript_values(typed: tuple[Field, Data]) -> None:
    """What is written is JSON, but for the one name that is computed, and the numbers that JSON does not have."""
    assume(is_finite(typed[1]))
    try:
        code = typescript.literal(typed[1])
    except NotWritableError:
        assert any(isinstance(each, int | Quantity | Range) for each in values_in(typed[1]))
    else:
        assert read_json(code.replace('["__proto__"]:', '"__proto__":')) == in_json(typed[1])


@given(of_any_type())
def test_c_values(typed: tuple[Field, Data]) -> None:
    data = typed[1]
    assume(data is not None and not isinstance(data, int | float))
    assume(not hidden(write_value(data)))
    assert c_text(c.literal(data)) == write_value(data).encode()


@given(CELLS)
def test_commonmark(blocks: tuple[Block, ...]) -> None:
    """A browser shows the words of the markup, and no element that the text asks for."""
    assert words_of(commonmark.document(blocks)) == words_shown(blocks)


@given(TEXTS)
def test_json(text: str) -> None:
    code = json.literal(text)
    assert json_module.loads(code) == text
    assert not hidden(code)
    assert "</" not in code
    assert "<!" not in code


@given(TEXTS)
def test_typescript(text: str) -> None:
    """A JSON string is a string of ECMAScript with the same value (ECMA-262, 25.5.1), so JSON is how it is read."""
    assert json_module.loads(typescript.literal(text)) == text


@given(TEXTS)
def test_c(text: str) -> None:
    try:
        code = c.literal(text)
    except NotWritableError:
        assert hidden(text)
        with pytest.raises(UnicodeEncodeError):
            text.encode()
    else:
        assert c_text(code) == text.encode()
        assert "*/" not in code


@given(st.integers(-(2**63), 2**63 - 1))
def test_c_numbers(value: int) -> None:
    assert sum(int(part) for part in re.findall(r"-?\d+", c.literal(value).replace(" - ", " -"))) == value


@given(TEXTS)
def test_markdown(text: str) -> None:
    """In a cell, a heading and a paragraph; a text that HTML cannot hold is refused."""
    try:
        code = markdown.literal(text)
    except NotWritableError:
        assert any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in text)
        return
    assert not hidden(code)
    assert cells(f"| {code} | x |\n| --- | --- |\n| {code} | x |\n") == [[text, "x"], [text, "x"]]
    for before in ("# ", "x "):
        (inline,) = (token for token in PARSER.parse(f"{before}{code}\n") if token.type == "inline")
        assert text_of_inline(inline) == before.strip("# ") + " " * (before == "x " and bool(text)) + text


@given(TEXTS, TEXTS)
def test_docstrings_of_modules_and_classes(summary: str, text: str) -> None:
    code = docstring([["Summary."], [summary, text]], indent=4)
    read = ast.literal_eval(code)
    assert read.startswith("Summary.")
    assert not hidden(code.replace("\n", ""))
    assert "".join(read.split()) == shown("Summary." + summary + text)


@given(TEXTS)
def test_docstrings_of_attributes(text: str) -> None:
    code = attribute_docstring(text, indent=4)
    assert "".join(ast.literal_eval(code).split()) == shown(text)
    assert not hidden(code.replace("\n", ""))


def shown(text: str) -> str:
    """A text without white space, halves of surrogate pairs named."""
    folded = "".join(text.split())
    return re.sub("[\ud800-\udfff]", lambda half: f"<U+{ord(half[0]):04X}>", folded)


@given(st.lists(TEXTS, min_size=1))
def test_comments_end_where_they_should(lines: list[str]) -> None:
    block = comments.block_comment(lines)
    assert block.index("*/") == len(block) - 2
    assert block.count("/*") == 1
    html = comments.html_comment(lines)
    assert "--" not in html.removeprefix("<!--").removesuffix("-->")
    for comment in (block, html):
        assert not hidden(comment.replace("\n", ""))


@given(st.lists(TEXTS, min_size=1))
def test_every_line_of_a_line_comment_is_one(lines: list[str]) -> None:
    for comment, begin in ((comments.hash_comment(lines), "#"), (comments.slash_comment(lines), "//")):
        assert all(line.startswith(begin) for line in comment.splitlines())
        assert not hidden(comment.replace("\n", ""))
    assert not any(line.endswith("\\") for line in comments.slash_comment(lines).splitlines())
