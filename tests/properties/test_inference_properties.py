"""Whatever a table says, what is guessed of it can be drawn, and loses nothing."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from builders import candidate, table
from tablecast.inference import infer, propose
from tablecast.records import draw
from tablecast.tables import Document
from tablecast.types import write_value

TITLES = st.sampled_from(
    [*("Name", "Code", "Version", "Size (MB)", "Mandatory", "Range", "Ports", "Date", "Tags", "", "1", "-", "Default")]
)
NUMBERS = st.from_regex(r"[-+]?(0x)?[0-9]{1,4}([.,][0-9]{1,3})?( ?(s|MB|%))?", fullmatch=True)
RANGES = st.from_regex(r"(>= ?)?[0-9]{1,3}( ?(-|to) ?[0-9]{1,4})?%?", fullmatch=True)
CODES = st.from_regex(r"[A-Za-z]{1,3}[._-]?[0-9]{1,4}", fullmatch=True)
WORDS = st.sampled_from(
    ["Yes", "No", "Y", "x", "-", "N/A", "None", "", "true", "a, b", "c", "2024-01-02", "1.10", "3.9"]
)
ANYTHING = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), max_size=8)


@st.composite
def columns(draw_from: st.DrawFn, size: int) -> list[str]:
    """The texts of a column: of one kind as a rule, so that there is something to guess."""
    kind = draw_from(st.sampled_from([NUMBERS, RANGES, CODES, WORDS, ANYTHING, st.one_of(NUMBERS, WORDS)]))
    return draw_from(st.lists(kind, min_size=size, max_size=size))


@st.composite
def tables(draw_from: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A header and rows, of which one has a text at least."""
    width, height = draw_from(st.integers(1, 4)), draw_from(st.integers(1, 6))
    header = draw_from(st.lists(TITLES, min_size=width, max_size=width))
    texts = [draw_from(columns(height)) for _ in range(width)]
    return header, [list(row) for row in zip(*texts, strict=True)]


@given(tables())
def test_what_is_guessed_can_be_drawn_and_loses_nothing(made: tuple[list[str], list[list[str]]]) -> None:
    """A text stays as it is, and a number is written with every zero that it had."""
    header, rows = made
    guessed_of = table(header, *rows)
    guess = infer(guessed_of)
    drawn = draw(guess.name, guess.config, [candidate(guessed_of)], guess.find_columns)

    if drawn.dataset is None:
        # A table may have nothing but its header left.
        assert {each.code for each in drawn.diagnostics} == {"no-rows"}
        return
    for record in drawn.dataset.records:
        for field, value in zip(drawn.dataset.schema.fields, record.values, strict=True):
            if value.data is None:
                assert value.text in guess.config.fields[field.name].missing
            elif field.type in {"str", "text", "code", "enum", "version", "url"}:
                assert value.data == value.text
            elif field.type in {"int", "decimal"} and not value.text.startswith("0x"):
                assert write_value(value.data) == re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", value.text)


@given(tables(), tables())
def test_what_is_proposed_can_be_drawn(
    one: tuple[list[str], list[list[str]]], other: tuple[list[str], list[list[str]]]
) -> None:
    """Of two tables, each is in one dataset or left out, and no dataset has anything wrong with it."""
    both = tuple(
        table(header, *rows, ordinal=number, line=number * 100, headings=(f"Part {number}",))
        for number, (header, rows) in enumerate((one, other), 1)
    )
    proposal = propose([Document("a.rst", tables=both)])

    assert sum(len(each.tables) for each in proposal.drafts) + len(proposal.left_out) == len(both)
    for each in proposal.drafts:
        assert [found.message for found in draw(each.name, each.config, each.tables).diagnostics] == []
