"""Which rows differ, as a terminal shows it, character by character."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from states import fields, records, state
from tablecast.diagnostics import Location
from tablecast.reports import rows
from tablecast.reports._words import cut, side_by_side, width
from tablecast.rowdiff import CellChange, DatasetDiff, FieldChange, Move, Reordering, RowChange, compare
from tablecast.snapshots import FieldSnapshot, Snapshot, TableName

if TYPE_CHECKING:
    from tablecast.reports._style import Tone

DOCUMENT = "source_docs/vpcep_08_0001.rst"
TABLE = TableName(DOCUMENT, "Return code for failed requests")
NAMES = "status_code", "returned_value", "description"
FOUND = (
    ("404", "Not Found", "The server could not find the requested page."),
    ("405", "Method Not Allowed", "You are not allowed to use the method specified in the request."),
    ("408", "Request Timeout", "The request timed out."),
)


def codes(*texts: tuple[str | None, ...], table: TableName = TABLE) -> Snapshot:
    """A state of the status codes that this project's own document has."""
    return Snapshot("status_code", fields(*NAMES), ("status_code",), records(texts, table, first=33))


def report(*texts: tuple[str | None, ...], width: int = 80) -> list[str]:
    """What is told of three codes when the document says these texts."""
    return list(rows.rows(compare(codes(*FOUND), codes(*texts)), width=width))


def test_nothing_to_tell() -> None:
    """Equal states give no line, whatever outputs there are."""
    assert list(rows.rows(compare(codes(*FOUND), codes(*FOUND)), ["a.py"])) == []


def test_changed_and_added_rows() -> None:
    """Each table has a header; the text before stands over the one after, and the line at the right edge."""
    changed = ("404", "Not Found", "The requested resource was not found.")
    added = ("429", "Too Many Requests", None)
    found = compare(codes(*FOUND), codes(changed, *FOUND[1:], added))

    assert list(rows.rows(found, ["generated/status_code.py", "generated/status_code.json"])) == [
        "source_docs/vpcep_08_0001.rst  Return code for fa..., status_code  2 rows differ",
        "  ~ 404  description   The server could not find the requested page.",
        "                     → The requested resource was not found.                 :33",
        "  + 429  Too Many Requests                                                   :36",
        "  → generated/status_code.py  generated/status_code.json",
    ]


def test_a_removed_row_stands_nowhere() -> None:
    """Its texts are shown as far as there is room."""
    assert report(FOUND[0], FOUND[2])[1:] == [
        "  - 405  Method Not Allowed | You are not allowed to use the method specified...",
    ]


def test_short_texts_stand_on_one_line() -> None:
    """Of several cells each has its own, below the others."""
    assert report(("404", "Missing", None), *FOUND[1:], width=100)[1:] == [
        "  ~ 404  returned_value   Not Found → Missing                                                    :33",
        "         description      The server could not find the requested page. → (none)",
    ]


def test_a_renamed_row_says_so() -> None:
    """What else differs stands below."""
    assert report(FOUND[0], ("415", "Not Allowed", FOUND[1][2]), FOUND[2])[1:] == [
        "  → 415  renamed from 405                                                    :34",
        "        returned_value   Method Not Allowed → Not Allowed",
    ]


def test_a_row_in_another_file_than_the_document() -> None:
    """Its line is one of that file; a row without a place has none."""
    before = codes(*FOUND)
    placed = replace(before.records[0], texts=("400", "Bad", None), location=Location("codes.csv", 7))
    added = replace(placed, texts=("401", "Worse", None), location=None)

    assert list(rows.rows(compare(before, replace(before, records=(*before.records, placed, added)))))[1:] == [
        "  + 400  Bad                                                         codes.csv:7",
        "  + 401  Worse",
    ]


def test_many_outputs() -> None:
    """As many as there is room for stand on a line."""
    found = compare(codes(*FOUND), codes(*FOUND[1:]))

    assert list(rows.rows(found, [f"generated/{name}.py" for name in ("one", "two", "three", "four")]))[2:] == [
        "  → generated/one.py  generated/two.py  generated/three.py  generated/four.py",
    ]
    assert list(rows.rows(found, [f"generated/{name}.py" for name in ("one", "two", "three")], width=50))[2:] == [
        "  → generated/one.py  generated/two.py",
        "  → generated/three.py",
    ]


def test_a_row_that_is_written_otherwise() -> None:
    """Its values are the same."""
    before = codes(*FOUND)
    after = replace(before, records=(*before.records[:2], replace(before.records[2], markup="bold")))

    assert list(rows.rows(compare(before, after)))[1:] == [
        "  ~ 408  written otherwise, same values                                      :35",
    ]


def test_of_many_cells_the_first_are_shown() -> None:
    """The others are named."""
    before, after = (state("id a b c d", ("1", *(text * 4)), key="id") for text in "xy")

    assert list(rows.rows(compare(before, after)))[1:] == [
        "  ~ 1  a   x → y                                                             :11",
        "       b   x → y",
        "       and c, d",
    ]


def test_line_breaks_are_not_shown() -> None:
    """That they differ is said."""
    assert report(("404", "Not Found", "The server could not find\n\nthe requested page."), *FOUND[1:])[1:] == [
        "  ~ 404  description   other line breaks                                     :33",
    ]


def test_no_text_and_an_empty_text() -> None:
    """These are told apart."""
    before, after = (state("id text", ("1", text), key="id") for text in (None, ""))

    assert list(rows.rows(compare(before, after)))[1:] == [
        "  ~ 1  text   (none) → (empty)                                               :11"
    ]


def test_a_narrow_terminal() -> None:
    """The texts stand below the name of the row, and no line is wider than the terminal."""
    lines = report(("404", "Not Found", "The requested resource was not found."), FOUND[2], width=46)

    assert lines[1:] == [
        "  ~ 404                                    :33",
        "        description   The server could not...",
        "                    → The requested resourc...",
        "  - 405  Method Not Allowed | You are not a...",
    ]
    assert all(len(line) <= 46 for line in lines[1:])


@pytest.mark.parametrize("columns", [50, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    """But for a header whose document has a long name."""
    texts = [(code, name, f"{text} {'And more of it. ' * 9}") for code, name, text in FOUND]
    edited = [(code, "", f"{text} {'And even more of it. ' * 9}") for code, _, text in FOUND]
    found = compare(codes(*texts), codes(*edited, ("999", "wide " * 9, "\u8868" * 90)))

    lines = list(rows.rows(found, ["generated/status_code.py"] * 9, width=columns))

    assert len(lines) > 10
    assert all(width(line) <= columns for line in lines[1:])


def test_control_characters_do_not_reach_the_terminal() -> None:
    """They would colour the rest, or worse."""
    assert report(("404", "Not\x1b[31m Found", FOUND[0][2]), *FOUND[1:])[1:] == [
        "  ~ 404  returned_value   Not Found → Not\ufffd[31m Found                         :33",
    ]


def test_colours_mark_the_words_that_differ() -> None:
    """A line is as long as without them."""

    def mark(text: str, tone: Tone, /) -> str:
        return f"<{tone} {text}>"

    texts = [("404", "Not Found", "The server could not find the page."), *FOUND[1:]]

    assert list(rows.rows(compare(codes(*FOUND), codes(*texts)), ["a.py"], mark))[:4] == [
        "<strong source_docs/vpcep_08_0001.rst>  Return code for fa..., status_code  1 row differs",
        "  <warn ~> 404  description   The server could not find the <bad requested >page.",
        "                     → The server could not find the page.                   <place :33>",
        "  <dim →> a.py",
    ]


def test_fields_and_tables() -> None:
    """What is of a whole dataset stands above its tables."""
    before = (FieldSnapshot("code", "int"), FieldSnapshot("kind", "enum", values=("a", "b")), FieldSnapshot("x", "str"))
    after = (
        FieldSnapshot("code", "str", optional=True),
        FieldSnapshot("kind", "enum", values=("b", "c")),
        FieldSnapshot("y", "str"),
        FieldSnapshot("z", "list of str"),
    )
    changes = (
        FieldChange("removed", FieldSnapshot("w", "date"), None),
        FieldChange("retyped", before[0], after[0]),
        FieldChange("retyped", before[1], after[1]),
        FieldChange("renamed", before[2], after[2]),
        FieldChange("added", None, after[3]),
    )
    moved = (Move(TableName("a.rst", "Old"), TableName("b.rst", "")),)
    reordered = (Reordering(TableName("c.rst", "Codes"), 1), Reordering(TableName("d.rst", ""), 4))
    found = DatasetDiff("code", fields=changes, moved=moved, reordered=reordered)

    assert list(rows.rows(found)) == [
        "code",
        "  - field w  date",
        "  ~ field code  int → str, optional",
        "  ~ field kind  enum → enum  + c, - a",
        "  → field y  renamed from x",
        "  + field z  list of str",
        "  → table b.rst",
        "    moved from a.rst  Old",
        "c.rst  Codes, code                                          same rows, reordered",
        "  ~ 1 row stands in another place of the order",
        "d.rst  code                                                 same rows, reordered",
        "  ~ 4 rows stand in another place of the order",
    ]


def test_a_removed_row_is_told_of_where_its_table_is_now() -> None:
    """Though it stood under the former name."""
    moved = TableName("b.rst", "Codes")
    found = compare(codes(*FOUND), codes(*FOUND[:2], table=moved))

    assert [line.split("  ")[0] for line in rows.rows(found) if not line.startswith(" ")] == ["status_code", "b.rst"]


# --- texts side by side -----------------------------------------------------------------------------------------------


def shown(before: str, after: str, room: int) -> list[str]:
    """Two texts, with what differs in brackets."""
    sides = side_by_side(before, after, room)
    return [
        "".join(f"[{piece.text}]" if piece.differs and piece.text else piece.text for piece in side) for side in sides
    ]


def test_words_are_compared() -> None:
    """And not their letters."""
    assert shown("one two three", "one too three", 40) == ["one [two] three", "one [too] three"]


def test_a_space_between_words_that_differ_differs() -> None:
    """For one mark is calmer than two."""
    assert shown("see a b in the list", "see c d in the list", 40) == ["see [a b] in the list", "see [c d] in the list"]


def test_texts_with_little_in_common_differ_as_a_whole() -> None:
    """Marks on all words but a few would only be noise."""
    assert shown("the red one is on top", "cars like the road", 40) == [
        "[the red one is on top]",
        "[cars like the road]",
    ]


def test_long_texts_are_shortened_around_what_differs() -> None:
    """By whole words."""
    long = "many words that are equal " * 4

    assert shown(f"{long}but one {long}", f"{long}and one {long}", 60) == [
        "... words that are equal [but] one many words that are ...",
        "... words that are equal [and] one many words that are ...",
    ]


def test_what_is_too_long_all_the_same_is_cut() -> None:
    """At its end."""
    assert shown("a", "b " * 40, 20) == ["[a]", "[b b b b b b b b b]..."]


def test_very_long_texts_are_compared_at_their_ends_only() -> None:
    """Comparing them word by word would take too long."""
    one, other = ("x " + " ".join(f"{letter}{number} w" for number in range(600)) + " z" for letter in "ab")

    assert [piece.differs for piece in side_by_side(one, other, 10**6)[0]] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [("abcdef", 6, "abcdef"), ("abcdef", 5, "ab..."), ("ab cdef", 6, "ab..."), ("\u8868\u8868\u8868", 5, "\u8868...")],
)
def test_cut(text: str, room: int, expected: str) -> None:
    """What is cut has an ellipsis; a wide character takes two cells."""
    assert cut(text, room) == expected


# --- for programs -----------------------------------------------------------------------------------------------------


def test_data() -> None:
    """Everything in full, as JSON can hold it."""
    found = compare(codes(*FOUND), codes(("404", "Missing", None), *FOUND[1:]))

    assert json.loads(json.dumps(rows.data(found))) == {
        "dataset": "status_code",
        "key": ["status_code"],
        "fields": [],
        "rows": [
            {
                "kind": "changed",
                "name": "404",
                "former": "",
                "document": DOCUMENT,
                "title": TABLE.title,
                "path": DOCUMENT,
                "line": 33,
                "cells": [
                    {"field": "returned_value", "before": "Not Found", "after": "Missing"},
                    {"field": "description", "before": FOUND[0][2], "after": None},
                ],
            }
        ],
        "moved": [],
        "reordered": [],
    }


def test_data_of_fields_and_tables() -> None:
    """A row without a place has none."""
    (record,) = records([("1",)])
    found = DatasetDiff(
        "code",
        (),
        (FieldChange("added", None, FieldSnapshot("x", "str")),),
        (RowChange("removed", "1", replace(record, location=None), None, (CellChange("id", "1", None),)),),
        (Move(TableName("a.rst", "A"), TableName("b.rst", "A")),),
        (Reordering(TableName("a.rst", "A"), 2),),
    )

    made = json.loads(json.dumps(rows.data(found)))

    assert made["fields"] == [
        {"kind": "added", "before": None, "after": {"name": "x", "type": "str", "optional": False, "values": []}}
    ]
    assert (made["rows"][0]["path"], made["rows"][0]["line"]) == ("", 0)
    assert made["moved"] == [
        {"before": {"document": "a.rst", "title": "A"}, "after": {"document": "b.rst", "title": "A"}}
    ]
    assert made["reordered"] == [{"document": "a.rst", "title": "A", "rows": 2}]
