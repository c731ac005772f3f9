"""What the comparison of guesses with labels calls exact, safely wider, a miss and lossy."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from agreement import WIDER, judge_type
from labelled import Column

from tablecast.model import TypeName

if TYPE_CHECKING:
    from agreement import Verdict


def test_wider_is_a_strict_order_over_all_types() -> None:
    assert set(WIDER) == set(get_args(TypeName))
    for name, wider in WIDER.items():
        assert name not in wider
        assert all(WIDER[each] <= wider for each in wider)


@pytest.mark.parametrize(
    ("guess", "right", "verdict"),
    [
        ("enum", ("enum", "str"), "best"),
        ("str", ("enum", "str"), "exact"),
        ("str", ("version",), "wider"),
        ("decimal", ("int",), "wider"),
        ("markup", ("text",), "wider"),
        ("str", ("text",), "miss"),
        ("enum", ("str",), "miss"),
        ("int", ("decimal",), "miss"),
        ("int", ("code",), "lossy"),
        ("float", ("int",), "lossy"),
        ("float", ("version",), "lossy"),
        ("bool", ("str",), "lossy"),
        ("list", ("str",), "lossy"),
        ("range", ("version",), "lossy"),
    ],
)
def test_a_type_is_judged_by_what_its_data_still_say(
    guess: TypeName, right: tuple[TypeName, ...], verdict: Verdict
) -> None:
    assert judge_type(guess, Column(types=right)) == verdict
