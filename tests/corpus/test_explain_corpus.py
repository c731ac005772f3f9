"""A thousand values of real documents, from their outputs to the documents and back, in all built-in templates."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from explained import check_value, outputs
from tablecast import readers
from tablecast.inference import infer
from tablecast.records import draw
from tablecast.selection import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tablecast.config import DatasetConfig
    from tablecast.model import Dataset
    from tablecast.tables import Document

_VALUES = 1000
_OF_EACH = 10


def _datasets(corpus: Path, random: Random) -> Iterator[tuple[Document, Dataset, DatasetConfig]]:
    paths = sorted(path for folder in ("otc", "other") for path in (corpus / folder).rglob("*.rst"))
    random.shuffle(paths)
    for path in paths:
        document = readers.read(path.relative_to(corpus).as_posix(), path.read_bytes(), open_file=readers.refuse_files)
        for table in document.tables:
            guess = infer(table)
            drawn = draw(guess.name, guess.config, [Candidate(document, table)], guess.find_columns)
            if drawn.dataset is not None:
                yield document, drawn.dataset, guess.config


@pytest.mark.corpus
def test_a_thousand_values_are_explained(corpus: Path) -> None:
    random = Random(20)  # noqa: S311 - a sample, not a secret.
    explained = places = 0
    for document, dataset, config in _datasets(corpus, random):
        made = outputs(dataset)
        values = [(row, field) for row in range(len(dataset.records)) for field in range(len(dataset.schema.fields))]
        for row, field in random.sample(values, min(_OF_EACH, len(values), _VALUES - explained)):
            places += check_value(made, [document], config, row, field)
            explained += 1
        if explained == _VALUES:
            break
    assert explained == _VALUES
    assert places > 5 * _VALUES
