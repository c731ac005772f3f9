"""Which rows differ between two states: what a reviewer would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from states import TABLE, fields, records, state
from tablecast.rowdiff import CellChange, FieldChange, Move, Reordering, RowChange, compare
from tablecast.rowdiff._likeness import Likeness
from tablecast.snapshots import FieldSnapshot, Snapshot, TableName

if TYPE_CHECKING:
    from tablecast.rowdiff import DatasetDiff

CODES = (
    ("404", "Not Found", "The server could not find the requested page."),
    ("405", "Not Allowed", "The method that was used cannot be used here."),
    ("408", "Timeout", "No complete request came in time."),
)


def codes(*rows: tuple[str | None, ...], key: str = "code") -> Snapshot:
    """A state of status codes."""
    return state("code name description", *rows, key=key)


def told(found: DatasetDiff) -> list[str]:
    """What is told of rows, in short."""
    return [f"{each.kind} {f'{each.former} to ' if each.former else ''}{each.name}" for each in found.rows]


# --- rows with a key --------------------------------------------------------------------------------------------------


def test_equal_states_do_not_differ() -> None:
    """Whatever the lines are that the rows stand on."""
    later = replace(codes(), records=records(CODES, first=90))

    assert not compare(codes(*CODES), later)


def test_a_changed_cell() -> None:
    """The row is known by its key, and the cell is told with its texts."""
    before = codes(*CODES)
    after = codes(CODES[0], ("405", "Not Allowed", None), CODES[2])

    (change,) = compare(before, after).rows

    cell = CellChange("description", "The method that was used cannot be used here.", None)
    assert change == RowChange("changed", "405", before.records[1], after.records[1], (cell,))


def test_a_row_with_the_same_key_is_the_same_row_whatever_else_it_says() -> None:
    """That is what a key is for."""
    assert told(compare(codes(*CODES), codes(CODES[0], ("405", "x", "y"), CODES[2]))) == ["changed 405"]


def test_added_and_removed_rows_are_told_where_they_stand() -> None:
    """A removed row follows the row that it followed; both give the cells that say something."""
    found = compare(codes(*CODES[:2]), codes(("100", "Continue", None), CODES[0], CODES[2]))

    assert told(found) == ["added 100", "removed 405", "added 408"]
    assert found.rows[0].cells == (CellChange("code", None, "100"), CellChange("name", None, "Continue"))
    assert found.rows[1].cells[:2] == (CellChange("code", "405", None), CellChange("name", "Not Allowed", None))


def test_a_row_whose_key_changed_is_renamed() -> None:
    """It says what it said, under another key."""
    found = compare(codes(*CODES), codes(CODES[0], ("411", *CODES[1][1:]), CODES[2]))

    assert told(found) == ["renamed 405 to 411"]
    assert found.rows[0].cells == (CellChange("code", "405", "411"),)


def test_a_renamed_row_may_have_changed_too() -> None:
    """It stands where it stood, and most of its words are the same."""
    renamed = ("411", "Not Allowed", "The method that was used cannot be used any more.")

    assert told(compare(codes(*CODES), codes(CODES[0], renamed, CODES[2]))) == ["renamed 405 to 411"]


def test_a_row_that_says_something_else_under_another_key_is_no_rename() -> None:
    """One row is gone, and one is new."""
    other = ("429", "Too Many Requests", "Wait before you try again.")

    assert told(compare(codes(*CODES), codes(CODES[0], other, CODES[2]))) == ["removed 405", "added 429"]


def test_renumbered_rows_are_followed() -> None:
    """A row in front moves the numbers of all others, and these say what they said."""
    texts = ["a red one", "some green ones", "many blue ones"]
    before = state("number text", *((str(number), text) for number, text in enumerate(texts, 1)), key="number")
    after = state(
        "number text", *((str(number), text) for number, text in enumerate(["none", *texts], 1)), key="number"
    )

    assert told(compare(before, after)) == ["added 1", "renamed 1 to 2", "renamed 2 to 3", "renamed 3 to 4"]


def test_a_key_that_was_handed_on_is_followed() -> None:
    """What the last of them had is gone."""
    after = codes(CODES[0], ("408", *CODES[1][1:]), ("413", *CODES[2][1:]))

    assert told(compare(codes(*CODES), after)) == ["renamed 405 to 408", "renamed 408 to 413"]


def test_a_single_key_that_says_something_new_is_changed() -> None:
    """And not renamed, though an added row says what it said."""
    after = codes(CODES[0], ("405", "x", "y"), CODES[2], ("413", *CODES[1][1:]))

    assert told(compare(codes(*CODES), after)) == ["changed 405", "added 413"]


def test_what_most_rows_say_makes_no_rename() -> None:
    """A row is known again by what only it says."""
    rows = [(f"field_{letter}", "str", "no") for letter in "abcdef"]
    other = [*rows[:2], ("colour", "str", "no"), *rows[3:]]

    found = compare(state("name type needed", *rows, key="name"), state("name type needed", *other, key="name"))

    assert told(found) == ["removed field_c", "added colour"]


def test_a_copy_under_a_new_key_is_no_rename() -> None:
    """The row that was copied is still there, if edited."""
    edited = ("404", "Not Found", "The server could not find the requested page, or file.")
    copied = ("410", *CODES[0][1:])

    assert told(compare(codes(*CODES), codes(edited, *CODES[1:], copied))) == ["changed 404", "added 410"]


def test_of_repeated_keys_equal_rows_are_paired_first() -> None:
    """Then those that are most alike, and what is left is added or removed."""
    before = codes(("400", "a", "bad name given"), ("400", "b", "bad size given"), ("400", "c", "bad colour given"))
    after = codes(
        ("400", "a", "bad name given"),
        ("400", "x", "something else entirely"),
        ("400", "b", "bad size was given"),
        ("400", "c", "bad colour given"),
    )

    found = compare(before, after)

    assert [(each.kind, each.after and each.after.texts[1]) for each in found.rows] == [
        ("added", "x"),
        ("changed", "b"),
    ]


def test_rows_with_one_key_in_two_tables_stay_in_their_tables() -> None:
    """Parameters of different requests have the same names."""
    tables = TableName("a.rst", "First"), TableName("a.rst", "Second")

    def with_texts(*texts: str) -> Snapshot:
        rows = [records([("id", text)], table) for table, text in zip(tables, texts, strict=False)]
        return Snapshot("code", fields("name", "text"), ("name",), tuple(each for some in rows for each in some))

    before = with_texts("names the router", "names the port")
    after = Snapshot("code", before.fields, before.key, with_texts("", "names the open port").records[1:])

    found = compare(before, after)

    assert [(each.kind, each.before and each.before.table.title) for each in found.rows] == [
        ("removed", "First"),
        ("changed", "Second"),
    ]


def test_markup_alone_is_a_change_without_cells() -> None:
    """A link that leads elsewhere, for example."""
    before, after = (Snapshot("code", fields("code"), ("code",), records([("1",)], markup=each)) for each in "ab")

    assert compare(before, after).rows == (RowChange("changed", "1", before.records[0], after.records[0]),)


# --- rows without a key -----------------------------------------------------------------------------------------------


def test_without_a_key_an_edited_row_is_found_between_its_neighbours() -> None:
    """It is known by its first text."""
    after = codes(CODES[0], ("405", "Not Allowed", "The method cannot be used here."), CODES[2], key="")

    found = compare(codes(*CODES, key=""), after)

    assert told(found) == ["changed 405"]
    assert found.key == ()


def test_without_a_key_a_text_that_is_there_once_tells_the_row() -> None:
    """Though nothing else is as it was."""
    after = codes(*CODES[:2], ("408", "Too Late", "You must be faster."), key="")

    assert told(compare(codes(*CODES, key=""), after)) == ["changed 408"]


def test_without_a_key_an_edited_row_is_found_elsewhere() -> None:
    """A row that was moved and edited is one change."""
    rows = [(f"Text {word} is about {word}.", "") for word in ("apples", "pears", "plums", "figs")]
    moved = ("Text pears is about pears and more.", "")

    found = compare(state("a b", *rows), state("a b", rows[0], rows[2], rows[3], moved))

    assert told(found) == ["changed Text pears is about pears and more."]


def test_of_repeated_rows_the_right_one_is_told() -> None:
    """Cells that were merged leave many equal rows."""
    rows = [("A", "x", "no"), ("", "x", "no"), ("", "y", "no"), ("B", "x", "no"), ("", "x", "no"), ("", "y", "no")]
    edited = [*rows[:4], ("", "x", "yes"), rows[5]]

    (change,) = compare(state("a b c", *rows), state("a b c", *edited)).rows

    assert change.before is not None
    assert change.after is not None
    assert change.before.location == change.after.location


def test_rows_that_have_nothing_in_common_are_removed_and_added() -> None:
    """Though they stand in one place."""
    assert told(compare(state("a", ("x y",)), state("a", ("v w",)))) == ["removed x y", "added v w"]


def test_a_key_that_only_one_state_has_is_no_key() -> None:
    """What the later configuration says of keys does not hold for the earlier records."""
    found = compare(codes(*CODES, key=""), codes(CODES[0], ("411", *CODES[1][1:]), CODES[2]))

    assert told(found) == ["changed 411"]


# --- fields -----------------------------------------------------------------------------------------------------------


def test_an_added_or_removed_field_changes_no_row() -> None:
    """It is told once."""
    wide, narrow = codes(*CODES), state("code name", *(row[:2] for row in CODES), key="code")
    description = FieldSnapshot("description", "str")

    assert compare(narrow, wide).fields == (FieldChange("added", None, description),)
    assert compare(wide, narrow).fields == (FieldChange("removed", description, None),)
    assert compare(narrow, wide).rows == compare(wide, narrow).rows == ()


def test_a_renamed_field_is_known_by_its_texts() -> None:
    """Rows that changed in it are told with its new name."""
    after = state("code name meaning", *CODES[:2], (*CODES[2][:2], "Too late."), key="code")

    found = compare(codes(*CODES), after)

    assert found.fields == (
        FieldChange("renamed", *(FieldSnapshot(name, "str") for name in ("description", "meaning"))),
    )
    assert [cell.field for change in found.rows for cell in change.cells] == ["meaning"]


def test_a_renamed_key_is_the_key() -> None:
    """Rows are known by it as before."""
    after = state("status name description", *CODES[:2], ("408", "x", "y"), key="status")

    found = compare(codes(*CODES), after)

    assert (found.key, told(found)) == (("status",), ["changed 408"])


def test_a_renamed_field_of_few_texts_is_known_by_the_rows() -> None:
    """Texts that are repeated say nothing where it is not known which row is which."""
    rows = [(str(number), "yes" if number % 3 else "no", "") for number in range(9)]
    others = [(str(number), "", "no") for number in range(9)]

    renamed = compare(state("id a x", *rows, key="id"), state("id b x", *rows, key="id"))
    replaced = compare(state("id a x", *rows, key="id"), state("id x b", *others, key="id"))

    assert [each.kind for each in renamed.fields] == ["renamed"]
    assert [each.kind for each in replaced.fields] == ["removed", "added"]


@pytest.mark.parametrize(
    "later",
    [
        FieldSnapshot("code", "int"),
        FieldSnapshot("code", "str", optional=True),
        FieldSnapshot("code", "str", values=("404",)),
    ],
)
def test_a_field_of_another_type(later: FieldSnapshot) -> None:
    """Its rows are the same where their canonical texts are."""
    before = codes(*CODES)
    after = replace(before, fields=(later, *before.fields[1:]))

    found = compare(before, after)

    assert found.fields == (FieldChange("retyped", before.fields[0], later),)
    assert found.rows == ()


def test_states_without_a_field_in_common() -> None:
    """Every row is another one."""
    found = compare(state("a", ("1",), ("1",)), state("b", ("2",), ("2",)))

    assert told(found) == ["removed 1", "removed 1", "added 2", "added 2"]
    assert [each.kind for each in found.fields] == ["removed", "added"]


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [TableName("b.rst", "Codes"), TableName("a.rst", "Status codes")])
def test_a_table_under_another_document_or_title_has_moved(table: TableName) -> None:
    """Its rows do not differ, but for the one that does."""
    before = codes(*CODES)
    edited = (*CODES[:2], ("408", "Timeout", None))

    found = compare(before, replace(before, records=records(edited, table)))

    assert found.moved == (Move(TABLE, table),)
    assert told(found) == ["changed 408"]


def test_rows_that_joined_another_table_do_not_make_it_a_moved_one() -> None:
    """The other table was there before."""
    other = TableName("a.rst", "Others")
    before = Snapshot("code", fields("a"), (), records([("1",)]) + records([("2",)], other))
    after = replace(before, records=records([("1",), ("2",)], other))

    assert not compare(before, after).moved
    assert not compare(before, after).rows


def test_another_order_changes_no_row() -> None:
    """It is told how many rows stand elsewhere, as few as can be."""
    found = compare(codes(*CODES), codes(*CODES[1:], CODES[0]))

    assert found.rows == ()
    assert found.reordered == (Reordering(TABLE, 1),)


# --- scale ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["", "id"])
@pytest.mark.parametrize("same_key", [False, True])
def test_the_work_grows_with_the_rows(key: str, same_key: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a parameter of the test
    """However all rows changed, a row is compared with a few others only."""
    compared = [0]
    percentage = Likeness.percentage

    def counting(self: Likeness, one: int, other: int) -> int:
        compared[0] += 1
        return percentage(self, one, other)

    monkeypatch.setattr(Likeness, "percentage", counting)

    def rows(edit: str) -> list[tuple[str, str, str]]:
        numbers = range(2000)
        return [("same" if same_key else f"k{edit}{n}", f"value {n} x{n} {edit}", f"all {edit}") for n in numbers]

    found = compare(state("id a b", *rows("old"), key=key), state("id a b", *rows("new"), key=key))

    assert len(found.rows) == 2000
    assert {change.kind for change in found.rows} == {"renamed" if key and not same_key else "changed"}
    assert compared[0] < 30 * 2000
