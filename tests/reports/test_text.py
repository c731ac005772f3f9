"""Diagnostics in a terminal fit it; elsewhere each is one line."""

from __future__ import annotations

from tablecast.diagnostics import Diagnostic, Location
from tablecast.reports import text

FOUND = Diagnostic(
    "invalid-cell",
    "expected a whole number in column 'Code', got 'one hundred and one' in the table 'Errors'",
    Location("docs/a-folder-with-a-long-name/errors.rst", 12, 5),
    hint="write the number with digits, or correct it by an override in the configuration of the dataset",
)


def shown(columns: int | None) -> list[str]:
    return list(text.diagnostics([FOUND], lambda _: "", columns=columns))


def test_a_diagnostic_is_one_line_where_there_is_no_terminal() -> None:
    assert shown(None) == [
        f"docs/a-folder-with-a-long-name/errors.rst:12:5: error: {FOUND.message} [invalid-cell]",
        f"  hint: {FOUND.hint}",
    ]
    assert shown(300) == shown(None)


def test_messages_and_hints_are_folded_to_the_width_of_a_terminal() -> None:
    assert shown(80) == [
        "docs/a-folder-with-a-long-name/errors.rst:12:5: error: expected a whole number",
        "    in column 'Code', got 'one hundred and one' in the table 'Errors'",
        "    [invalid-cell]",
        "  hint: write the number with digits, or correct it by an override in the",
        "    configuration of the dataset",
    ]


def test_a_place_that_is_longer_than_a_terminal_is_wide_stays_whole() -> None:
    assert shown(40)[:2] == [
        "docs/a-folder-with-a-long-name/errors.rst:12:5: error: expected",
        "    a whole number in column 'Code', got",
    ]


def test_the_code_of_a_folded_diagnostic_keeps_its_tone() -> None:
    told = list(text.diagnostics([FOUND], lambda _: "", lambda said, tone: f"<{tone}>{said}</>", 80))
    assert told[0].startswith("<place>docs/a-folder-with-a-long-name/errors.rst:12:5</>: <bad>error</>: expected")
    assert told[2] == "    <dim>[invalid-cell]</>"
