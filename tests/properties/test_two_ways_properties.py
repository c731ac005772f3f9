"""What is read without docutils is what docutils reads, however hard the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import event, given, settings
from hypothesis import strategies as st
from rst_strategies import DEPTHS, layouts

from alike import read_alike
from rst_blocks import indented
from rst_hostile import BLOCKS, MARKS
from rst_tables import csv_table, grid_table, list_table, simple_table, within
from tablecast._prose import digest_without_words
from tablecast.readers import Work, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from rst_tables import Layout
    from tablecast.readers import ReaderName

INDENTS = st.sampled_from([0, 0, 0, 1, 2, 3, 4])


def piece(block: str, indent: int, *, gap: bool) -> list[str]:
    """Indent the lines of a block, with or without a blank line after it."""
    return [*indented(block.split("\n"), indent), *[""] * gap]


def joined(pieces: list[list[str]]) -> list[str]:
    """Put pieces one after the other."""
    return [line for each in pieces for line in each]


PIECES = st.builds(piece, st.sampled_from(BLOCKS), INDENTS, gap=st.booleans())
DOCUMENTS = st.lists(PIECES, max_size=12).map(joined)
PHRASES = st.lists(st.sampled_from(MARKS), min_size=1, max_size=10).map("".join)
FEW_PIECES = st.lists(PIECES, max_size=3).map(joined)
PROSE = (
    "\nOne or two of the\nrest:\n",
    "\nSee :ref:`all of it <a>` or **not** at all,\nthat is ``as you like``.\n",
    "\nSome `words of one` and *of another* kind\n",
)
READERS: tuple[ReaderName, ...] = ("fast", "reference")
GRAMMARS: st.SearchStrategy[Callable[[Layout], list[str]]] = st.sampled_from(
    [grid_table, simple_table, csv_table, list_table]
)


def read_lines(lines: list[str]) -> None:
    """Read lines in both ways."""
    read_alike("\n".join(lines).encode(), Work())


@given(DOCUMENTS)
def test_pieces_of_every_construct_in_any_order_are_read_alike(lines: list[str]) -> None:
    read_lines(lines)


@given(PHRASES)
def test_any_inline_markup_is_read_alike_in_a_cell_a_title_and_a_list_item(phrase: str) -> None:
    width = max(len(phrase), 3)
    cells = ["+-" + "-" * width + "-+---+", f"| {phrase.ljust(width)} | x |", "+-" + "-" * width + "-+---+"]
    item = [f"- {phrase}", "", "  === ===", f"  a   {phrase}", "  === ==="]
    titled = [f".. table:: {phrase}", "", *indented(cells, 3)]
    for lines in (cells, item, titled, [phrase, "=" * (width + 1), "", *cells]):
        read_lines(lines)


@settings(max_examples=50)
@given(layouts(), GRAMMARS, DEPTHS, DOCUMENTS, DOCUMENTS)
def test_a_table_is_read_alike_in_any_place_and_whatever_stands_beside_it(
    table: Layout, grammar: Callable[[Layout], list[str]], depths: list[str], before: list[str], after: list[str]
) -> None:
    lines = grammar(table)
    for name in depths:
        lines = within(name, lines)
    read_lines([*before, "", *lines, "", *after])


OTHER_WORDS = st.sampled_from(
    ["x", "2", "of it", "(a)", "e.g.", "a.", "i)", "-", "--", "[1]", "a:", "::", "...", "<a>"]
)


@given(FEW_PIECES, FEW_PIECES, st.sampled_from(PROSE), st.integers(0, 11), OTHER_WORDS)
def test_other_words_where_words_do_not_count_are_read_alike(
    before: list[str], after: list[str], prose: str, index: int, word: str
) -> None:
    """Whatever construct the words are a part of: either they count, or they make no difference."""
    words = prose.split(" ")
    index %= len(words)
    one, other = (
        "\n".join([*before, *" ".join([*words[:index], each, *words[index + 1 :]]).split("\n"), *after]).encode()
        for each in (words[index], word)
    )
    event("counts" if digest_without_words(one) != digest_without_words(other) else "does not count")
    if digest_without_words(one) == digest_without_words(other):
        for reader in READERS:
            assert read("a.rst", one, reader=reader) == read("a.rst", other, reader=reader)
