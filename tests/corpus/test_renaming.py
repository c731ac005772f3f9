"""Real edits of real pages: a record whose key did not change keeps its name."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec.structs import replace

from tablecast._reading import read_documents
from tablecast._workspace import Workspace
from tablecast.inference import infer
from tablecast.records import draw
from tablecast.records.keys import label_of
from tablecast.selection import Candidate
from tablecast.writers._names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tablecast.config import DatasetConfig
    from tablecast.model import Dataset
    from tablecast.tables import Table

EDITS = 14
STYLES = ("screaming", "pascal", "camel", "snake", "kebab")


class Pair(NamedTuple):
    """A table before and after an edit, as datasets of one configuration."""

    edit: str
    before: Dataset
    after: Dataset


@pytest.fixture(scope="module")
def pairs(corpus: Path) -> list[Pair]:
    """All tables of which there are records with keys before and after an edit."""
    folders = sorted(path for path in (corpus / "edits").iterdir() if path.is_dir())
    found = list(chain.from_iterable(map(_pairs, folders)))
    assert len({pair.edit for pair in found}) == len(folders) == EDITS
    return found


def _pairs(folder: Path) -> Iterator[Pair]:
    before, after = (read_documents(Workspace(folder), [name])[0] for name in ("before.rst", "after.rst"))
    for one, other in _matched(before.tables, after.tables):
        guess = infer(one)
        candidates = [Candidate(before, one), Candidate(after, other)]
        config = _with_key(guess.config)
        drawn = [draw(guess.name, config, [each], guess.find_columns).dataset for each in candidates]
        if drawn[0] is not None and drawn[1] is not None:
            yield Pair(folder.name, drawn[0], drawn[1])


def _matched(before: Sequence[Table], after: Sequence[Table]) -> Iterator[tuple[Table, Table]]:
    """Match tables by label, else by caption, else by heading and header; several of one kind in their order."""
    free = list(after)
    for table in before:
        marks = (table.labels, table.title, (table.headings, table.column_names))
        for kind, mark in enumerate(marks):
            same = [
                each
                for each in free
                if mark and (each.labels, each.title, (each.headings, each.column_names))[kind] == mark
            ]
            if same:
                free.remove(same[0])
                yield table, same[0]
                break


def _with_key(config: DatasetConfig) -> DatasetConfig:
    """Take a column of codes, else the first one, where no key is inferred; of rows with one key the first counts."""
    if config.key:
        return config
    codes = [name for name, field in config.fields.items() if field.type == "code"]
    return replace(config, key=(*codes, *config.fields)[0], duplicates="first")


def _with_name_field(pair: Pair) -> Pair | None:
    """Name the records by the first text beside the key that mostly differs, as messages do and types do not."""
    schema = pair.before.schema
    for index, field in enumerate(schema.fields):
        texts = [record.values[index].text for record in pair.before.records]
        is_name = field.type in {"str", "text"} and all(texts) and 2 * len(set(texts)) > len(texts)
        if field.name not in schema.key and is_name:
            before, after = (replace(each, schema=replace(each.schema, name_field=field.name)) for each in pair[1:])
            return Pair(pair.edit, before, after)
    return None


class _Called(NamedTuple):
    """What the records of a dataset are called, the texts that say so, and which of the names are told to clash."""

    names: dict[str, str]
    texts: dict[str, str]
    clashing: set[str]


def _called(dataset: Dataset, style: str) -> _Called:
    """Give these by the key."""
    keys = [label_of(dataset.schema, record) for record in dataset.records]
    naming = dataset.schema.name_field or dataset.schema.key[0]
    values = [
        record.values[[field.name for field in dataset.schema.fields].index(naming)] for record in dataset.records
    ]
    names = Names(dataset)
    called = names.records(style, "python")
    told = {place for each in names.diagnostics() for place in (each.location, *(one.location for one in each.related))}
    return _Called(
        dict(zip(keys, called, strict=True)),
        {key: value.text for key, value in zip(keys, values, strict=True)},
        {key for key, value in zip(keys, values, strict=True) if value.location in told},
    )


@pytest.mark.corpus
@pytest.mark.parametrize("style", STYLES)
def test_named_by_the_key(pairs: list[Pair], style: str) -> None:
    """No record whose key is the same has another name."""
    kept, renamed = 0, list[tuple[str, str, str]]()
    for pair in pairs:
        before, after = (_called(each, style).names for each in pair[1:])
        for key in before.keys() & after.keys():
            if before[key] == after[key]:
                kept += 1
            else:
                renamed.append((pair.edit, before[key], after[key]))
    print(f"\n{style}: {len(pairs)} tables, {kept} records kept their names, {len(renamed)} did not")  # noqa: T201 - a measurement
    assert renamed == []
    assert kept > 1000


@pytest.mark.corpus
@pytest.mark.parametrize("style", STYLES)
def test_named_by_a_text(pairs: list[Pair], style: str) -> None:
    """A record has another name only where the document calls it otherwise, or where names clash, which is told.

    And none has a name that was that of another whose key and text are still there.
    """
    found = [pair for pair in map(_with_name_field, pairs) if pair is not None]
    reasons: Counter[str] = Counter()
    for pair in found:
        before, after = (_called(each, style) for each in pair[1:])
        unchanged = before.texts.items() & after.texts.items()
        owners = {before.names[key]: key for key, _ in unchanged}
        assert all(owners.get(name, key) == key for key, name in after.names.items())
        for key in before.names.keys() & after.names.keys():
            if before.names[key] == after.names[key]:
                reasons["kept"] += 1
            elif before.texts[key] != after.texts[key]:
                reasons["renamed, for the text is another"] += 1
            else:
                reasons["renamed, for names clash"] += 1
                assert key in before.clashing | after.clashing
    print(f"\n{style}: {len(found)} tables, {dict(reasons)}")  # noqa: T201 - a measurement
    assert reasons["kept"] > 20 * reasons["renamed, for names clash"]
