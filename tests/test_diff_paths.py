"""`tablecast diff` of two documents or two folders, with a configuration or without."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from repositories import CONFIG, document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

    Tablecast = Callable[..., Result]

SCHEDULE = """\
Hours
=====

====  =====
Day   Opens
====  =====
Mon   07:00
Tue   {}
====  =====
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Write files into the current folder, by their paths."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def write(**files: str) -> None:
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.rst"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


def test_two_documents(write: Callable[..., None], tablecast: Tablecast) -> None:
    """They are two states of one, called as the later; the columns say what the fields are."""
    write(before=document(_404="Not found", _500="Broken"), after=document(_404="Missing", _500="Broken", _503="Busy"))

    assert tablecast("diff", "before.rst", "after.rst") == (
        1,
        (
            "after.rst  Codes, codes                                            2 rows differ\n"
            "  ~ 404  title   Not found → Missing                                          :9\n"
            "  + 503  Busy                                                                :13\n"
        ),
        "before.rst → after.rst: 1 row added, 1 row changed in 1 of 1 dataset\n",
    )
    assert tablecast("diff", "after.rst", "after.rst") == (
        0,
        "",
        "after.rst → after.rst: no row differs in 1 dataset\n",
    )


def test_two_folders(write: Callable[..., None], tablecast: Tablecast) -> None:
    """Documents are matched by name, and one that has another name by its table; others came or went."""
    errors, hours = document(_404="Not found"), SCHEDULE.format("07:00")
    write(old__a__errors=errors, old__hours=hours, old__gone=hours.replace("Hours", "Gone").replace("Day", "Date"))
    write(new__a__errors=errors.replace("Not", "Never"), new__opening=SCHEDULE.format("09:00"))

    assert tablecast("diff", "old", "new") == (
        1,
        (
            "new/a/errors.rst  Codes, codes                                     1 row differs\n"
            "  ~ 404  title   Not found → Never found                                      :9\n"
            "hours\n"
            "  → table new/opening.rst  Hours\n"
            "    moved from old/hours.rst  Hours\n"
            "new/opening.rst  Hours, hours                                      1 row differs\n"
            "  ~ Tue  opens   07:00 → 09:00                                                :8\n"
            "gone  no longer there\n"
            "old/gone.rst  Gone, gone                                           2 rows differ\n"
            "  - Mon  07:00\n"
            "  - Tue  07:00\n"
        ),
        "old → new: 2 rows removed, 2 rows changed, 1 table moved in 3 of 3 datasets\n",
    )


def test_tables_of_one_document(write: Callable[..., None], tablecast: Tablecast) -> None:
    """A table is found again by its label, else by its caption, else by its heading and header, whatever its place."""
    rows = "\n   :header-rows: 1\n\n   * - Key\n     - Value\n   * - k\n     - {}\n\n"
    first, second, third = (".. _first:\n\n.. list-table:: A", ".. _second:\n\n.. list-table:: B", ".. list-table:: C")
    other = second.replace("B", "Other")
    write(
        one="".join(title + rows.format(value) for title, value in ((first, "1"), (second, "2"), (third, "3"))),
        two="".join(title + rows.format(value) for title, value in ((third, "30"), (other, "20"), (first, "10"))),
    )

    found = json.loads(tablecast("diff", "one.rst", "two.rst", "--format", "json").out)

    cells = [cell for each in found["datasets"] for row in each["rows"] for cell in row["cells"]]
    assert [(cell["before"], cell["after"]) for cell in cells] == [("3", "30"), ("2", "20"), ("1", "10")]


def test_a_table_that_lost_its_caption(write: Callable[..., None], tablecast: Tablecast) -> None:
    """It is found by half of its columns; one with other columns is another table."""
    write(one=document(_404="Not found"), two=document(_404="Missing").replace(" Codes", ""))
    write(three=document(_404="Missing").replace(" Codes", "").replace("Title", "Text").replace("Code\n", "Number\n"))

    assert tablecast("diff", "one.rst", "two.rst").out == (
        "codes\n"
        "  → table two.rst  Errors\n"
        "    moved from two.rst  Codes\n"
        "two.rst  Errors, codes                                             1 row differs\n"
        "  ~ 404  title   Not found → Missing                                          :9\n"
    )
    assert tablecast("diff", "one.rst", "three.rst").err == (
        "one.rst → three.rst: 1 row added, 1 row removed in 2 of 2 datasets\n"
    )


def test_datasets_that_select_tables_are_used(write: Callable[..., None], tmp_path: Path, tablecast: Tablecast) -> None:
    """The types are those of the configuration, and the outputs are named; other tables are compared as well."""
    write(
        old=document(_404="Not found") + "\n" + SCHEDULE.format("07:00"),
        new=document(_404="Not found", _500="Broken") + "\n" + SCHEDULE.format("09:00"),
    )
    (tmp_path / "tablecast.toml").write_text(CONFIG, encoding="utf-8")

    assert tablecast("diff", "old.rst", "new.rst") == (
        1,
        (
            "new.rst  Codes, error                                              1 row differs\n"
            "  + 500  Broken                                                              :11\n"
            "  → out/error.json\n"
            "new.rst  Hours, hours                                              1 row differs\n"
            "  ~ Tue  opens   07:00 → 09:00                                               :21\n"
        ),
        "old.rst → new.rst: 1 row added, 1 row changed in 2 of 2 datasets\n",
    )


def test_cells_that_the_configuration_refuses(write: Callable[..., None], tmp_path: Path, tablecast: Tablecast) -> None:
    """Both documents are told; a mistake in the configuration is at its place, from the working directory."""
    write(old=document(_x="Odd"), new=document(_y="Odd"))
    (tmp_path / "tablecast.toml").write_text(CONFIG, encoding="utf-8")

    assert [line for line in tablecast("diff", "old.rst", "new.rst").err.splitlines() if "error:" in line] == [
        "new.rst:9:8: error: 'y' is not an int (field 'code') [invalid-cell]",
        "old.rst:9:8: error: 'x' is not an int (field 'code') [invalid-cell]",
    ]
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "bad.toml").write_text("sources = 1", encoding="utf-8")
    assert tablecast("diff", "old.rst", "new.rst", "--config", "sub/bad.toml").err.startswith(
        "sub/bad.toml:1:11: error"
    )


def test_a_dataset_with_tables_in_one_state_only(
    write: Callable[..., None], tmp_path: Path, tablecast: Tablecast
) -> None:
    """It came or went."""
    write(old=document(_404="Not found"), new="Nothing\n")
    (tmp_path / "tablecast.toml").write_text(CONFIG, encoding="utf-8")

    assert tablecast("diff", "old.rst", "new.rst").out == (
        "error  no longer there\n"
        "new.rst  Codes, error                                              1 row differs\n"
        "  - 404  Not found\n"
        "  → out/error.json\n"
    )


def test_a_table_that_cannot_be_read(write: Callable[..., None], tablecast: Tablecast) -> None:
    """What is lost would look like rows that were removed."""
    write(old=document(_404="Not found"), new=SCHEDULE.format("longer than the column is").replace("Tue ", "Tuesday"))

    result = tablecast("diff", "old.rst", "new.rst")

    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0].startswith("new.rst:")
    assert "[malformed-table]" in result.err.splitlines()[0]


def test_a_table_that_is_skipped(write: Callable[..., None], tablecast: Tablecast) -> None:
    """A table without rows cannot be compared, and that is said."""
    write(old=document(), new=document(_404="Not found"))

    result = tablecast("diff", "old.rst", "new.rst")

    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "old.rst:4:1: warning: skipped: the tables of dataset 'codes' have no rows [no-rows]\n"
        "  4 | .. list-table:: Codes\n"
        "    | ^\n"
        "old.rst → new.rst: no row differs in 0 datasets\n"
    )


def test_what_cannot_be_compared(write: Callable[..., None], tablecast: Tablecast) -> None:
    """A document and a folder are not two states of one thing; both have one configuration, if any."""
    write(docs__errors=document(_404="Not found"))

    for arguments, message in (
        (["docs", "docs/errors.rst"], "expected two documents or two folders, got one of each"),
        (
            ["docs", "docs", "--config-of", "A"],
            "--config-of is for revisions; documents and folders have one configuration, if any",
        ),
    ):
        result = tablecast("diff", *arguments)
        assert (result.code, result.err.splitlines()[-1]) == (2, f"Error: {message}")
