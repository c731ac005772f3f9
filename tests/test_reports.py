"""Reports for people: what a terminal shows, character by character."""

from __future__ import annotations

import json as standard_json
import tomllib

import pytest

from builders import candidate, table
from tablecast.config import Selector
from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.records import Accounts
from tablecast.reports import json, text
from tablecast.selection import matches


def lines_of(diagnostic: Diagnostic, source: str = "") -> list[str]:
    """How one diagnostic is printed."""
    return list(text.diagnostics([diagnostic], lambda _: source))


def test_a_diagnostic_shows_its_place_its_source_and_a_hint() -> None:
    """The message first, then the line with a mark under the place."""
    related = (Related(Location("a.rst", 3), "the first"),)
    found = Diagnostic("invalid-cell", "wrong", Location("a.rst", 12, 3, 6), "warning", "do this", related)

    assert lines_of(found, "| abc |") == [
        "a.rst:12:3: warning: wrong [invalid-cell]",
        "  12 | | abc |",
        "     |   ^~~",
        "  a.rst:3: the first",
        "  hint: do this",
    ]


def test_a_hint_of_several_lines_keeps_them_together() -> None:
    """Lines to paste stand below what they are for."""
    found = Diagnostic("invalid-cell", "wrong", Location("a.rst", 12), hint="add these:\na = 1\nb = 2")
    assert lines_of(found)[1:] == ["  hint: add these:", "    a = 1", "    b = 2"]


@pytest.mark.parametrize(
    ("source", "column", "marks"),
    [
        ("\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{CJK UNIFIED IDEOGRAPH-6587} abc", 4, "     | " + " " * 5 + "^"),
        ("e\N{COMBINING ACUTE ACCENT}abc", 3, "     |  ^"),
        ("a\N{ZERO WIDTH SPACE}\N{THAI CHARACTER SARA II}bc", 4, "     |  ^"),
        ("\tabc", 2, "     |  ^"),
    ],
)
def test_the_mark_stands_under_the_place_whatever_the_width_of_the_characters(
    source: str, column: int, marks: str
) -> None:
    """A terminal gives some characters two cells and some none."""
    assert lines_of(Diagnostic("invalid-cell", "wrong", Location("a.rst", 12, column)), source)[2] == marks


def test_a_place_far_to_the_right_is_shown_with_what_is_around_it() -> None:
    """Grid tables are wide, terminals are not."""
    source = "x" * 200 + "abc" + "y" * 200

    _, shown, marks = lines_of(Diagnostic("invalid-cell", "wrong", Location("a.rst", 9, 201, 204)), source)

    assert max(len(shown), len(marks)) <= 80
    assert shown[marks.index("^") : marks.index("^") + 3] == "abc"
    assert marks.endswith("^~~")


def test_a_line_without_a_column_and_a_place_without_a_line() -> None:
    """What is not known is not marked."""
    assert lines_of(Diagnostic("invalid-cell", "wrong", Location("a.rst", 2)), "text") == [
        "a.rst:2: error: wrong [invalid-cell]",
        "  2 | text",
    ]
    assert lines_of(Diagnostic("invalid-cell", "wrong", Location("a.rst")), "") == [
        "a.rst: error: wrong [invalid-cell]"
    ]


def test_the_accounts_are_a_sum_and_the_reasons() -> None:
    """What hardly ever happens is left out where it did not."""
    plain = Accounts(read=1, emitted=1, filtered=0, rejected=0)
    full = Accounts(
        read=12, added=1, emitted=7, filtered=3, merged=1, rejected=2, reasons={"heading": 2, "reserved": 1}
    )

    assert list(text.accounts({"plain": plain, "full": full})) == [
        "plain: 1 row read = 1 emitted + 0 filtered + 0 rejected",
        "full: 12 rows read + 1 added = 7 emitted + 3 filtered + 1 merged + 2 rejected",
        "  2 filtered: heading",
        "  1 filtered: reserved",
    ]


def test_a_document_cannot_begin_a_line() -> None:
    """A step of GitHub Actions takes a line that begins with `::` for a command."""
    found = Diagnostic("invalid-cell", "no\n::error::wrong", Location("a.rst"))
    assert lines_of(found) == ["a.rst: error: no ::error::wrong [invalid-cell]"]


def test_what_is_beside_a_diagnostic_may_have_several_lines() -> None:
    """They stand below the place, and one line beside it."""
    related = (Related(Location("a", 1), "- x"), Related(Location("b", 2), "- x\n+ y"))
    found = Diagnostic("invalid-cell", "wrong", Location("a.rst"), related=related)

    assert lines_of(found)[1:] == ["  a:1: - x", "  b:2:", "    - x", "    + y"]


@pytest.mark.parametrize("title", ['Say "no"', "back\\slash", "tab\tnewline\n", "pipe | star * [x] ?", "\x7f"])
def test_the_selector_to_paste_is_toml_that_selects_the_table(title: str) -> None:
    """Whatever a caption says, the line can be pasted."""
    made = candidate(table(["Code"], ["1"], title=title, document="docs/[a].rst"))
    (line,) = [line.strip() for line in text.tables([made]) if line.strip().startswith("tables = ")]
    (conditions,) = tomllib.loads(line)["tables"]

    assert matches(Selector(**conditions), made)


@pytest.mark.parametrize(
    ("header", "rows", "shown"),
    [
        (["", "Meaning", ""], [["1", "dry", "x"]], "(no name) | Meaning | (no name)"),
        (
            ["", "", ""],
            [["Code", "What a\n\nuser should know about it", "How to go on"]],
            "(no header) first row: Code | What a user should know about it | How t...",
        ),
        (["", ""], [], "(no header)"),
    ],
)
def test_a_table_is_recognised_by_what_it_begins_with(header: list[str], rows: list[list[str]], shown: str) -> None:
    """Columns without a name are said to have none, and a first row may be the header that nobody marked."""
    assert list(text.tables([candidate(table(header, *rows))]))[2].strip() == shown


def test_of_many_levels_around_a_table_both_ends_are_shown() -> None:
    """A heading is short and a list item may be a page long."""
    made = table(["Code"], ["1"], headings=("A", "B"), list_items=("x" * 99, *"CDEFG"))

    assert list(text.tables([candidate(made)]))[3] == "      in A > B > ... > E > F > G"
    few = table(["Code"], ["1"], headings=("A",), list_items=("x" * 99,))
    assert list(text.tables([candidate(few)]))[3] == "      in A > " + "x" * 27 + "..."


def test_the_json_report_has_every_fact_of_a_table() -> None:
    """A program finds what the text shows."""
    made = candidate(table(["Code"], ["1"], title="Codes", caption="Table 1 Codes", labels=("codes",)))

    (listed,) = standard_json.loads(json.tables([made]))

    assert listed["selector"] == {"label": "codes"}
    assert (listed["header"], listed["rows"], listed["columns"]) == (["Code"], 1, 1)
