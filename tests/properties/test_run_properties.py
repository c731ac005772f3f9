"""Runs of lines that differ, over texts with many equal lines."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tablecast.drift._runs import Run, runs

TEXTS = st.lists(st.sampled_from(["{", "  a", "  b", "}", ""]), max_size=12)


def patched(actual: list[str], expected: list[str], found: list[Run]) -> list[str]:
    """Put the lines that should stand there in the place of those that do."""
    patched = list(actual)
    for run in reversed(found):
        patched[run.start : run.stop] = expected[run.first : run.last]
    return patched


@given(TEXTS, TEXTS)
def test_the_lines_between_the_runs_are_equal(actual: list[str], expected: list[str]) -> None:
    """Of each run, something differs, and there are lines between any two; nothing is told of what is equal."""
    found = list(runs(actual, expected))

    assert patched(actual, expected, found) == expected
    assert all(actual[run.start : run.stop] != expected[run.first : run.last] for run in found)
    assert all(one.stop < other.start or one.last < other.first for one, other in pairwise(found))
    assert bool(found) == (actual != expected)


@given(TEXTS, TEXTS, st.lists(st.sampled_from(["{", "  a", "}"]), min_size=1, max_size=4))
def test_lines_that_are_new_are_one_run(before: list[str], after: list[str], new: list[str]) -> None:
    """Whatever stands around them, and whichever of equal lines these are taken for."""
    (run,) = runs(before + after, before + new + after)

    assert run.start == run.stop
    assert run.last - run.first == len(new)
    (gone,) = runs(before + new + after, before + after)
    assert gone.first == gone.last
    assert gone.stop - gone.start == len(new)


def test_a_block_is_new_where_a_person_would_say_that_it_begins() -> None:
    """Among like blocks, at the first of its lines that is indented least."""
    one, other, third = (["{", f"  {name}", "}"] for name in "abc")

    assert list(runs(one + third, one + other + third)) == [Run(3, 3, 3, 6)]
    assert list(runs([*one, "", *third], [*one, "", *one, "", *third])) == [Run(4, 4, 4, 8)]
