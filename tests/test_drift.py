"""Comparing what is rendered with what is committed."""

from __future__ import annotations

from tablecast.diagnostics import Location
from tablecast.drift import Change, Drift, compare, unified_diff
from tablecast.drift import Origin as RowOrigin
from tablecast.model import Dataset, Field, Record, Schema, Value
from tablecast.outputs import Output
from tablecast.writers import Rendered
from tablecast.writers._marks import Origin, mark

RECORDS = tuple(
    Record(
        (Value(code, str(code), Location("a.rst", line, 3)), Value(text, text, Location("a.rst", line, 10))),
        Location("a.rst", line),
    )
    for line, (code, text) in enumerate([(10, "dry"), (20, "hot")], 5)
)
DATASET = Dataset("error", Schema((Field("code", "int"), Field("meaning")), ("code",)), RECORDS, ())
PIECES = ("10", Origin(0, 0)), (" ", None), ("dry", Origin(0, 1)), ("\n", None), ("20", Origin(1, 0)), ("\n", None)
MARKED = "".join(mark(*piece) for piece in (("header\n", None), *PIECES, ("hot", Origin(1, 1)), ("\n", None)))
OUTPUT = Output("out.txt", DATASET, Rendered(b"header\n10 dry\n20\nhot\n", MARKED, ("code", "meaning")))


def changes(actual: bytes) -> tuple[Change, ...]:
    """How a committed output differs."""
    (drift,) = compare([OUTPUT], {"out.txt": actual})
    assert (drift.path, drift.causes) == ("out.txt", ("changed",))
    return drift.changes


def test_outputs_in_step_are_not_mentioned() -> None:
    """Equal bytes are no drift."""
    assert compare([OUTPUT], {"out.txt": OUTPUT.rendered.data}) == ()


def test_missing_and_unexpected_files_are_told_in_the_order_of_their_paths() -> None:
    """A file that is not there, and one that nothing generates."""
    assert compare([OUTPUT], {"out.txt": None, "extra.txt": b""}) == (
        Drift("extra.txt", ("unexpected",)),
        Drift("out.txt", ("missing",)),
    )


def test_line_ends_are_told_as_such() -> None:
    """CRLF, a byte order mark or a missing final newline are one fact, not a hundred changed lines."""
    data = OUTPUT.rendered.data
    for actual in (data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data, data.removesuffix(b"\n")):
        assert compare([OUTPUT], {"out.txt": actual}) == (Drift("out.txt", ("line-ends",)),)


def test_a_changed_line_names_the_cell_that_it_comes_from() -> None:
    """Where one cell stands in the line, its field is named; where several do, the row."""
    assert changes(b"header\n10 dry\n20\ncold\n") == (
        Change(4, ("cold",), ("hot",), (RowOrigin(Location("a.rst", 6, 10), "20", "meaning"),)),
    )
    assert changes(b"header\n10 wet\n20\nhot\n") == (
        Change(2, ("10 wet",), ("10 dry",), (RowOrigin(Location("a.rst", 5), "10", ""),)),
    )


def test_a_missing_row_is_named_and_a_surplus_line_has_no_row() -> None:
    """What the documents say and the output lacks, and the other way round."""
    assert changes(b"header\n10 dry\n") == (Change(3, (), ("20", "hot"), (RowOrigin(Location("a.rst", 6), "20", ""),)),)
    assert changes(b"header\n10 dry\n15\n20\nhot\n") == (Change(3, ("15",), (), ()),)


def test_a_line_of_the_template_comes_from_no_row() -> None:
    """The header is not a row's."""
    assert changes(b"HEADER\n10 dry\n20\nhot\n") == (Change(1, ("HEADER",), ("header",), ()),)


def test_an_output_that_is_not_text_can_be_compared() -> None:
    """A broken file is drift like any other."""
    assert changes(b"header\n10 dry\n20\nho\x81\n")[0].actual == ("ho\\x81",)


def test_unified_diffs() -> None:
    """A file that is not there is /dev/null, as diff tools write it."""
    assert list(unified_diff("a.txt", b"1\r\n2\n", b"1\n3\n")) == [
        "--- a/a.txt",
        "+++ b/a.txt",
        "@@ -1,2 +1,2 @@",
        " 1",
        "-2",
        "+3",
    ]
    assert list(unified_diff("a.txt", None, b"1\n"))[:2] == ["--- /dev/null", "+++ b/a.txt"]
    assert list(unified_diff("a.txt", b"1\n", None))[:2] == ["--- a/a.txt", "+++ /dev/null"]
