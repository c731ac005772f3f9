"""Every table of the corpus in Markdown, read back by a parser of Markdown and one of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contents import words_shown
from markdowns import shown
from tablecast._unconfigured import build_tables
from tablecast._workspace import Workspace
from tablecast.content import plain_text
from tablecast.types import write_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tablecast.model import Field, Value
    from tablecast.outputs import Output


_SAID = ("str", "text", "list", "mapping", "url", "reference", "markup")
"""The types whose values the cell shows, whatever their text is."""


@pytest.fixture(scope="module")
def pages(corpus: Path) -> list[Output]:
    """The Markdown that the whole corpus gives, a table on a page."""
    made = build_tables(Workspace(corpus), ["otc", "other"], "out")
    return [output for output in made.outputs if output.path.endswith(".md")]


@pytest.mark.corpus
def test_every_table_shows_the_words_of_its_cells(pages: list[Output]) -> None:
    """Each record is a line and a row, each field a cell of it, and no word is lost, gained or out of place."""
    assert len(pages) > 2000
    for page in pages:
        text = page.rendered.data.decode()
        records, fields = page.dataset.records, page.dataset.schema.fields
        assert sum(line.startswith("| <a id=") for line in text.splitlines()) == len(records), page.path
        expected = [
            [_words(value, field) for value, field in zip(record.values, fields, strict=True)] for record in records
        ]
        assert shown(text)[1:] == expected, page.path


@pytest.mark.corpus
def test_the_markup_of_a_value_is_that_of_its_text(pages: list[Output]) -> None:
    """What the other test compares with is no less than the text that all other outputs hold."""
    for value in _values(pages):
        assert plain_text(value.blocks) == value.text, value.location


def _values(pages: list[Output]) -> Iterator[Value]:
    for page in pages:
        for record in page.dataset.records:
            yield from record.values


def _words(value: Value, field: Field) -> list[str]:
    """Give the words that a reader should see: those of the cell, unless it says its value in other words."""
    if value.data is None:
        return []
    is_said = field.type in _SAID or value.text == write_value(value.data)
    return words_shown(value.blocks) if is_said else write_value(value.data).split()
