"""Rules of severities: the code is one, and what it tells of can be had in spite of it."""

from __future__ import annotations

import pytest

from configs import problems
from tablecast._config import parse_config


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("invalid-cell = 'warning'", "2:16 severities.invalid-cell: 'invalid-cell' is always an error", "remove it"),
        ("skipped-rows = 'error'", "2:16 severities.skipped-rows: 'skipped-rows' is always a warning", "remove it"),
        (
            "nul-character = 'off'",
            "2:17 severities.nul-character: expected 'info' or worse, got 'off'",
            "choose from 'error', 'warning', 'info'",
        ),
        (
            "name-clash = 'of'",
            "2:14 severities.name-clash: expected 'error', 'warning', 'info' or 'off', got 'of'",
            "did you mean 'off'?",
        ),
    ],
)
def test_severities(text: str, problem: str, hint: str) -> None:
    assert problems(f"[severities]\n{text}") == [(problem, hint)]


def test_unknown_codes() -> None:
    """Only a code that is near is suggested: there are too many."""
    assert problems("[severities]\nbroken-referense = 'error'\nxyz = 'off'", "unknown-key") == [
        ("2:1 unknown code 'broken-referense' in severities", "did you mean 'broken-reference'?"),
        ("3:1 unknown code 'xyz' in severities", "write a code that messages show in brackets"),
    ]


def test_severities_that_can_be() -> None:
    config = parse_config(
        "tablecast.toml", "sources = ['*.rst']\nseverities = { name-clash = 'error', unused-name = 'off' }"
    )

    assert config.config.severities == {"name-clash": "error", "unused-name": "off"}
