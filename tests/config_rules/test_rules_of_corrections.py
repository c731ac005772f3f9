"""Rules of filters and overrides: what is left out or corrected is named exactly, and why is said."""

from __future__ import annotations

import pytest

from configs import MINIMAL, problems, report
from tablecast._config import parse_config
from tablecast.config import Filter, Override

FILTERED = f"""\
{MINIMAL}
[[datasets.code.filters]]
column = ["State", "Status"]
values = ["", "Retired"]
reason = "nobody uses them"

[[datasets.code.overrides]]
row = {{ Code = "1", State = "" }}
column = "Title"
text = ""
reason = "a typing mistake"
digest = "0123456789ab"
"""


def test_accepted() -> None:
    """Empty texts are texts that cells may have."""
    dataset = parse_config("tablecast.toml", FILTERED).config.datasets["code"]
    assert dataset.filters == (Filter(("State", "Status"), "nobody uses them", ("", "Retired")),)
    row = {"Code": "1", "State": ""}
    assert dataset.overrides == (Override(row, "Title", "", "a typing mistake", "0123456789ab"),)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "column = 'X'\nvalues = ['a']\nreason = ' '",
            (
                "4:10 datasets.code.filters[0].reason: expected a reason, got an empty string",
                "say why these rows are left out",
            ),
        ),
        (
            "column = []\nvalues = ['a']\nreason = 'why'",
            (
                "2:10 datasets.code.filters[0].column: expected the name of a column, got an empty string",
                "write the name of a column as the header has it",
            ),
        ),
        (
            "column = ['X', '']\nvalues = ['a']\nreason = 'why'",
            (
                "2:16 datasets.code.filters[0].column[1]: expected the name of a column, got an empty string",
                "write the name of a column as the header has it",
            ),
        ),
        (
            "column = 'X'\nreason = 'why'",
            (
                "1:17 datasets.code.filters[0]: expected values or a pattern, found neither",
                'add values = ["..."], for example',
            ),
        ),
        (
            "column = 'X'\nreason = 'why'\nvalues = ['a']\npattern = 'a'",
            ("1:17 datasets.code.filters[0]: expected values or a pattern, found both", "make two filters of it"),
        ),
        (
            "column = 'X'\nreason = 'why'\npattern = '*'",
            (
                (
                    "4:11 datasets.code.filters[0].pattern: expected a regular expression, got '*': "
                    "nothing to repeat at position 0"
                ),
                "write a backslash before a character that stands for itself",
            ),
        ),
    ],
)
def test_filter(entry: str, expected: tuple[str, str]) -> None:
    """A filter that does not say which rows it leaves out, or why, is reported."""
    assert problems(f"[[datasets.code.filters]]\n{entry}") == [expected]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "row = {}\ncolumn = 'X'\ntext = 'a'\nreason = 'why'",
            (
                "2:1 datasets.code.overrides[0].row: expected at least one column, found none",
                'name the row by its texts: { Code = "400" }, for example',
            ),
        ),
        (
            "row = { '' = 'a' }\ncolumn = 'X'\ntext = 'a'\nreason = 'why'",
            (
                '2:14 datasets.code.overrides[0].row."": expected the name of a column, got an empty string',
                "write the name of a column as the header has it",
            ),
        ),
        (
            "row = { X = 'a' }\ncolumn = ''\ntext = 'a'\nreason = 'why'",
            (
                "3:10 datasets.code.overrides[0].column: expected the name of a column, got an empty string",
                "write the name of a column as the header has it",
            ),
        ),
        (
            "row = { X = 'a' }\ncolumn = 'X'\ntext = 'a'\nreason = ''",
            (
                "5:10 datasets.code.overrides[0].reason: expected a reason, got an empty string",
                "say why the document is wrong",
            ),
        ),
        (
            "row = { X = 'a' }\ncolumn = 'X'\ntext = 'a'\nreason = 'why'\ndigest = '0123456789AB'",
            (
                "6:10 datasets.code.overrides[0].digest: expected 12 digits of 0-9 and a-f, got '0123456789AB'",
                "remove it, and tablecast tells the one to paste",
            ),
        ),
    ],
)
def test_override(entry: str, expected: tuple[str, str]) -> None:
    """An override that does not say which cell it corrects, or why, is reported."""
    assert problems(f"[[datasets.code.overrides]]\n{entry}") == [expected]


def test_missing_keys() -> None:
    """What a filter and an override must say is reported where it is not said."""
    assert report(f"{MINIMAL}datasets.code.filters = [{{}}]\ndatasets.code.overrides = [{{}}]\n") == [
        (
            "tablecast.toml:4:26: error: missing key 'column' in datasets.code.filters[0]: expected a string or an "
            "array of strings [missing-key]"
        ),
        '  add column = "..."',
        "tablecast.toml:4:26: error: missing key 'reason' in datasets.code.filters[0]: expected a string [missing-key]",
        '  add reason = "..."',
        (
            "tablecast.toml:5:28: error: missing key 'column' in datasets.code.overrides[0]: expected a string "
            "[missing-key]"
        ),
        '  add column = "..."',
        (
            "tablecast.toml:5:28: error: missing key 'reason' in datasets.code.overrides[0]: expected a string "
            "[missing-key]"
        ),
        '  add reason = "..."',
        (
            "tablecast.toml:5:28: error: missing key 'row' in datasets.code.overrides[0]: expected a table of strings "
            "[missing-key]"
        ),
        '  add row = { "..." = "..." }',
        "tablecast.toml:5:28: error: missing key 'text' in datasets.code.overrides[0]: expected a string [missing-key]",
        '  add text = "..."',
    ]
