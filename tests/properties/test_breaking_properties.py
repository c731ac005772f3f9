"""Breaking changes, over all that rows may say: what is gone is told, and what stays is not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from surfaces import JSON, changes, surface, told
from tablecast.breaking import acceptance_line, judge, parse_acceptances

if TYPE_CHECKING:
    from random import Random

    Rows = tuple[tuple[int, str], ...]

TITLES = st.sampled_from(["Not found", "Gone", "gone!", "Gone for good", "Broken", "No", "", "a b c", "a b d"])
ROWS = st.dictionaries(st.integers(1, 12), TITLES, max_size=8).map(lambda rows: tuple(rows.items()))


@given(ROWS, st.randoms())
def test_a_state_does_not_break_itself(rows: Rows, random: Random) -> None:
    """In whichever order its rows stand."""
    shuffled = random.sample(rows, len(rows))

    assert told(surface(rows), surface(shuffled)) == []


@given(ROWS, ROWS)
def test_adding_records_breaks_nothing(rows: Rows, others: Rows) -> None:
    """But for the names of those that are there, where they clash with the names of others."""
    more = tuple((dict(others) | dict(rows)).items())

    assert told(*(surface(each, outputs=(JSON,)) for each in (rows, more))) == []
    assert {rule for rule, _, _ in told(surface(rows), surface(more))} <= {"member-renamed"}


@given(ROWS, ROWS)
def test_what_is_gone_is_told(rows: Rows, others: Rows) -> None:
    """Every key that is found no more, and every name that is, or that now is for another record."""
    before, after = surface(rows), surface(others)
    subjects = {subject for _, subject, _ in told(before, after)}
    names = dict(zip(after.members, (key for key, _ in others), strict=True))

    for (key, _), name in zip(rows, before.members, strict=True):
        assert str(key) in subjects or (key in dict(others) and names.get(name) == key)


@given(ROWS, ROWS)
def test_what_is_offered_accepts_all(rows: Rows, others: Rows) -> None:
    """The lines that a report offers, with a reason each, leave nothing that breaks."""
    found = changes(surface(rows), surface(others))
    lines = dict.fromkeys(acceptance_line(each).replace('reason = ""', 'reason = "-"') for each in found)

    accepted = parse_acceptances("ok.toml", "accepted = [\n" + "\n".join(lines) + "\n]")

    assert all(each.is_accepted for each in judge(found, accepted, dt.date(2026, 11, 28)))
