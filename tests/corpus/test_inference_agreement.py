"""What is guessed of real tables, compared with what a person says who read them before; `-s` shows the figures.

The labels are in `labels/`: one set to develop the inference against, and one that is held out, of which nothing but
the figures is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pytest
from agreement import HEADING, RIGHT, Finding, Score, compare
from labelled import SETS, labels, read_labelled, table_of

from tablecast.inference import infer, propose

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus


class Agreement(NamedTuple):
    """The scores by family and in total, and what was not right, by table."""

    families: dict[str, Score]
    total: Score
    misses: tuple[tuple[str, Finding], ...]


def agreement_of(corpus: Path, name: str) -> Agreement:
    """Guess every labelled table of a set and compare."""
    documents = read_labelled(corpus, name)
    left_out = {
        (each.candidate.table.document, each.candidate.table.ordinal)
        for document in documents
        for each in propose((document,)).left_out
    }
    families: defaultdict[str, Score] = defaultdict(Score)
    total, misses = Score(), list[tuple[str, Finding]]()
    for label in labels(name):
        table = table_of(label, documents)
        findings = list(compare(label, table, infer(table), kept=(label.document, label.ordinal) not in left_out))
        families[label.family].add(findings)
        total.add(findings)
        misses += ((label.place, finding) for finding in findings if finding.verdict not in RIGHT)
    return Agreement(dict(families), total, tuple(misses))


def lines(agreement: Agreement, name: str) -> list[str]:
    """Give the figures as a table, and for the development set what was not right."""
    figures = [score.row(family) for family, score in sorted(agreement.families.items())]
    misses = [
        f"{finding.verdict}: {finding.subject} of {place}"
        f"{'' if finding.column is None else f' column {finding.column}'}: {finding.note}"
        for place, finding in agreement.misses
    ]
    head = ["", f"agreement on the {name} set", HEADING]
    return [*head, *figures, agreement.total.row("total"), *(misses if name == "development" else ())]


@pytest.fixture(scope="module", params=SETS)
def scored(request: pytest.FixtureRequest, corpus: Path) -> tuple[str, Agreement]:
    """A set and how well the guesses agree with it."""
    name = str(request.param)
    agreement = agreement_of(corpus, name)
    print("\n".join(lines(agreement, name)))  # noqa: T201 - the figures are what one runs this for
    return name, agreement


def test_no_guess_loses_or_changes_what_a_cell_says(scored: tuple[str, Agreement]) -> None:
    """In either set: no number for a version or a code, no yes or no for prose, no value taken for a missing one."""
    _, agreement = scored

    assert [(place, finding) for place, finding in agreement.misses if finding.verdict == "lossy"] == []


def test_guesses_are_mostly_right(scored: tuple[str, Agreement]) -> None:
    """On the development set: types exact in 85 of 100 columns and safe in 95, keys right in 92 of 100 tables."""
    name, agreement = scored
    if name != "development":
        pytest.skip("the figures of the held-out set are shown, and nothing is asked of them")
    total = agreement.total

    assert total.share("type", *RIGHT) >= 0.85
    assert total.share("type", *RIGHT, "wider") >= 0.95
    assert total.share("key", "exact") >= 0.92
