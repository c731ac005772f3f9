"""What is guessed of real documents can be drawn as it is, and selects what it says."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tablecast._drafts import offer
from tablecast._workspace import Workspace
from tablecast.diagnostics import Location
from tablecast.inference import infer, propose
from tablecast.readers import read, refuse_files
from tablecast.records import draw
from tablecast.selection import Candidate, candidates, select
from tablecast.types import write_value
from tablecast.writers import render

if TYPE_CHECKING:
    from pathlib import Path

    from tablecast.inference import Guess
    from tablecast.tables import Document

SETS = (
    *("otc/elastic-cloud-server", "otc/virtual-private-cloud", "otc/vpc-endpoint"),
    *("other/devguide", "other/micropython", "other/nova", "other/sphinx"),
)

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def documents(corpus: Path) -> dict[str, tuple[Document, ...]]:
    """The documents of each set."""
    return {name: read_set(corpus, name) for name in SETS}


@pytest.fixture(scope="module")
def guesses(documents: dict[str, tuple[Document, ...]]) -> dict[str, list[tuple[Candidate, Guess]]]:
    """What is guessed of each table of each set."""
    return {
        name: [(Candidate(page, table), infer(table)) for page in pages for table in page.tables]
        for name, pages in documents.items()
    }


def read_set(corpus: Path, name: str) -> tuple[Document, ...]:
    """Read one set of documents, without what they include."""
    paths = sorted((corpus / name).rglob("*.rst"))
    return tuple(
        read(path.relative_to(corpus / name).as_posix(), path.read_bytes(), open_file=refuse_files) for path in paths
    )


@pytest.mark.parametrize("name", SETS)
def test_every_proposal_selects_its_tables_and_draws(documents: dict[str, tuple[Document, ...]], name: str) -> None:
    """Each table is in one dataset or told to be left out, no selector matches another one, and nothing is wrong."""
    proposal = propose(documents[name])
    tables = candidates(documents[name])
    places = [each.table.location for draft in proposal.drafts for each in draft.tables]
    places += [each.candidate.table.location for each in proposal.left_out]

    assert sorted(places) == sorted(each.table.location for each in tables)
    for draft in proposal.drafts:
        found, problems = select(draft.config.tables, tables, lambda *_: Location("tablecast.toml"))
        assert problems == ()
        assert [each.table.location for each in found] == [each.table.location for each in draft.tables]
        drawn = draw(draft.name, draft.config, draft.tables)
        assert drawn.diagnostics == ()
        assert drawn.dataset is not None
        accounts = drawn.accounts
        assert accounts.read + accounts.added == accounts.emitted + accounts.filtered + accounts.merged


@pytest.mark.parametrize("name", SETS)
def test_every_draft_renders_with_all_its_outputs(corpus: Path, name: str) -> None:
    """Each proposed template can serve its dataset, and the records are as their schema says."""
    for draft in offer(Workspace(corpus / name), []).drafts:
        dataset = draw(draft.name, draft.config, draft.tables).dataset
        assert dataset is not None
        rendered = {output.path: render(dataset, output).data for output in draft.config.outputs}
        schema = json.loads(next(data for path, data in rendered.items() if path.endswith(".schema.json")))
        Draft202012Validator.check_schema(schema)
        validator: Any = Draft202012Validator(schema)
        for path, data in rendered.items():
            lines = data.decode().splitlines() if path.endswith(".jsonl") else [data]
            if path.endswith((".json", ".jsonl")) and not path.endswith(".schema.json"):
                for line in lines:
                    validator.validate(json.loads(line))


@pytest.mark.parametrize("name", SETS)
def test_a_number_is_written_as_it_was_read(guesses: dict[str, list[tuple[Candidate, Guess]]], name: str) -> None:
    """But for the commas between groups of digits: no zero is lost, and none comes in."""
    for candidate, guess in guesses[name]:
        dataset = draw(guess.name, guess.config, [candidate], guess.find_columns).dataset
        assert dataset is not None
        numbers = [index for index, each in enumerate(dataset.schema.fields) if each.type in {"int", "decimal"}]
        values = [record.values[index] for record in dataset.records for index in numbers]
        read_back = [(write_value(value.data), value.text) for value in values if value.data is not None]
        assert [written for written, _ in read_back] == [text.replace(",", "") for _, text in read_back]


def test_what_is_guessed_of_the_corpus(guesses: dict[str, list[tuple[Candidate, Guess]]]) -> None:
    """The counts are for people to see, with `-rP`; a change of a rule shows itself here."""
    found = [guess for each in guesses.values() for _, guess in each]
    types = Counter(field.type for guess in found for field in guess.config.fields.values())
    print(len(found), dict(types.most_common()))  # noqa: T201 - the test's report

    assert sum(bool(guess.config.key) for guess in found) > len(found) / 2
    assert types["str"] > sum(types.values()) / 2
