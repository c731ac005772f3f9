"""The bytes of files as lines, whoever wrote them."""

from __future__ import annotations

import codecs

import pytest

from tablecast.outputs import as_written, conflict_line, lines_of

TEXT = "caf\xe9\n\n\u2019tis\n"
WRITTEN = TEXT.encode()


@pytest.mark.parametrize(
    "data",
    [
        WRITTEN,
        WRITTEN.replace(b"\n", b"\r\n"),
        WRITTEN.replace(b"\n", b"\r"),
        WRITTEN.removesuffix(b"\n"),
        codecs.BOM_UTF8 + WRITTEN,
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_a_text_in_other_bytes_is_the_same_text(data: bytes) -> None:
    """Whatever an editor or git has made of it."""
    assert as_written(data) == WRITTEN


@pytest.mark.parametrize(
    "data", [b"", b"other\n", WRITTEN + b"\n", b"\n" + WRITTEN, WRITTEN.replace(b"\n", b" \n"), b"\xff\xfe\x00\xd8"]
)
def test_another_text_is_another(data: bytes) -> None:
    """An empty line at the end, or a blank at the end of one, is an edit; so are bytes that are no text."""
    assert as_written(data) != WRITTEN


def test_lines() -> None:
    """A file that is not UTF-8 is shown with escapes."""
    assert lines_of(b"\xef\xbb\xbfa\r\nb\rc\n") == ["a", "b", "c"]
    assert lines_of(b"a\n\n") == ["a", ""]
    assert lines_of(b"") == []
    assert lines_of(b"\xff") == ["\\xff"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n", 2),
        ("<<<<<<< HEAD\r\nb\r\n||||||| base\r\nx\r\n=======\r\nc\r\n>>>>>>> main\r\n", 1),
        ("<<<<<<< one\n<<<<<<< HEAD\n=======\n>>>>>>> main\n", 2),
        ("", 0),
        ("=======\n>>>>>>> main\n", 0),
        ("<<<<<<< HEAD\n>>>>>>> main\n", 0),
        ("  <<<<<<< HEAD\n  =======\n  >>>>>>> main\n", 0),
        ("Title\n=======\n", 0),
    ],
)
def test_a_conflict_is_all_its_marks_in_their_order(text: str, line: int) -> None:
    """A document may well hold a line of equal signs, or show the marks of a conflict indented."""
    assert conflict_line(text.encode()) == line
