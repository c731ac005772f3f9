"""What is out of step, as a person reads it."""

from __future__ import annotations

import pytest

from states import state
from tablecast import rowdiff
from tablecast.diagnostics import Location
from tablecast.drift import Cause, Change, Drift, Origin, RowDrift
from tablecast.findings import Check
from tablecast.reports import drifts


def changed(*changes: Change) -> Check:
    """A check that finds changes of one file."""
    return Check(("out.py",), (Drift("out.py", ("changed",), changes),))


def test_long_drift_is_cut_and_says_so() -> None:
    """A report is to be read; --diff shows all."""
    origins = tuple(Origin(Location("a.rst", line), str(line), "") for line in range(4))

    report = list(drifts.lines(changed(*(Change(line, ("a",), tuple("bcdefg"), origins) for line in range(1, 13)))))

    assert report[:8] == [
        "out.py: changed",
        "  out.py:1 should say a.rst (0), a.rst:1 (1) and 2 rows more",
        "    - a",
        "    + b",
        "    + c",
        "    + d",
        "    + e",
        "    + ... 2 lines more",
    ]
    assert report[-1] == "  and 2 changes more; --diff shows all"


def test_a_document_cannot_begin_a_line() -> None:
    """A step of GitHub Actions takes a line that begins with `::` for a command."""
    change = Change(1, ("a",), ("b",), (Origin(Location("a.rst", 1), "1\r\n  ::error::x", ""),))

    assert list(drifts.lines(changed(change)))[1] == "  out.py:1 should say a.rst:1 (1 ::error::x)"


def test_colours_are_put_on_by_the_printer_alone() -> None:
    """A report is the same with and without colour."""
    found = changed(Change(1, ("a",), ("b",), ()))

    painted = "\n".join(drifts.lines(found, lambda part, tone: f"<{tone}>{part}</>"))
    for tone in ("bad", "good", "warn", "place", "dim", "strong"):
        painted = painted.replace(f"<{tone}>", "")

    assert painted.replace("</>", "") == "\n".join(drifts.lines(found))


def rows_of(*outputs: str) -> RowDrift:
    """A row that the documents say otherwise."""
    before, after = (state("code title", ("1", title), key="code") for title in ("Dry", "Hot"))
    return RowDrift(rowdiff.compare(before, after), outputs)


def test_rows_explain_files_that_differ_for_nothing_else() -> None:
    """Of a file with another cause, what the rows do not explain is shown."""
    document = Change(4, ("Dry",), ("Hot",), (), "document")
    edited = Change(9, ("mine",), ("theirs",), (), "edited")
    files = (Drift("a.py", ("document",), (document,)), Drift("b.py", ("edited", "document"), (document, edited)))

    assert list(drifts.lines(Check(("a.py", "b.py"), files, rows=(rows_of("a.py", "b.py"),)))) == [
        "a.rst  Codes, code                                                 1 row differs",
        "  ~ 1  title   Dry → Hot                                                     :11",
        "  → a.py  b.py",
        "b.py: edited by hand, document changed",
        "  b.py:9 the template says otherwise",
        "    - mine",
        "    + theirs",
    ]


def test_without_rows_the_lines_are_shown() -> None:
    """A manifest may have lost what the documents once said."""
    files = (Drift("a.py", ("document",), (Change(4, ("Dry",), ("Hot",), (), "document"),)),)

    assert list(drifts.lines(Check(("a.py",), files))) == [
        "a.py: document changed",
        "  a.py:4 the template says otherwise",
        "    - Dry",
        "    + Hot",
    ]


@pytest.mark.parametrize(
    ("causes", "summary"),
    [
        ([], ["2 outputs in step with the documents"]),
        (
            [("document",), ("edited", "document")],
            [
                "",
                "2 files out of step with the documents",
                "  edited by hand    1 file   write it into the document; to drop it, add --force",
                "  document changed  2 files  run: tablecast generate",
            ],
        ),
        (
            [("stale", "edited"), ("line-ends",)],
            [
                "",
                "2 files out of step with the documents",
                "  no longer generated    1 file  run: tablecast generate, which deletes it",
                "  edited by hand         1 file  write it into the document; to drop it, add --force",
                "  line ends or encoding  1 file  see .gitattributes, then run: tablecast generate",
            ],
        ),
    ],
)
def test_the_summary_counts_files_by_cause(causes: list[tuple[Cause, ...]], summary: list[str]) -> None:
    """Each cause has its own remedy; a file may have several."""
    found = Check(("0", "1"), tuple(Drift(str(number), each) for number, each in enumerate(causes)))
    assert list(drifts.summary(found)) == summary
