"""Rules of filters and overrides: what is left out or corrected is named exactly, and why is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._config_rules._patterns import check_pattern
from tablecast._config_rules._report import check_filled, columns, report
from tablecast._regex import regex
from tablecast._validation import shown

if TYPE_CHECKING:
    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.config import Filter, Override

_DIGEST = regex(r"[0-9a-f]{12}")


def check_filter(table: Filter, keys: Keys, problems: Problems) -> None:
    """Check one filter."""
    _check_column(table.column, (*keys, "column"), problems)
    _check_reason(table.reason, "these rows are left out", (*keys, "reason"), problems)
    if table.values and table.pattern:
        report(problems, keys, "expected values or a pattern, found both", "make two filters of it")
    elif not table.values and not table.pattern:
        report(problems, keys, "expected values or a pattern, found neither", 'add values = ["..."], for example')
    check_pattern(table.pattern, (*keys, "pattern"), problems)


def check_override(table: Override, keys: Keys, problems: Problems) -> None:
    """Check one override."""
    if not table.row:
        hint = 'name the row by its texts: { Code = "400" }, for example'
        report(problems, (*keys, "row"), "expected at least one column, found none", hint)
    for name in table.row:
        _check_column(name, (*keys, "row", name), problems)
    _check_column(table.column, (*keys, "column"), problems)
    _check_reason(table.reason, "the document is wrong", (*keys, "reason"), problems)
    if table.digest and not _DIGEST.fullmatch(table.digest):
        message = f"expected 12 digits of 0-9 and a-f, got {shown(table.digest)}"
        report(problems, (*keys, "digest"), message, "remove it, and tablecast tells the one to paste")


def _check_column(column: str | tuple[str, ...], keys: Keys, problems: Problems) -> None:
    hint = "write the name of a column as the header has it"
    if not column:
        column = ""
    check_filled(columns(keys, column), problems, "the name of a column", hint)


def _check_reason(reason: str, what: str, keys: Keys, problems: Problems) -> None:
    check_filled({keys: reason.strip()}, problems, "a reason", f"say why {what}")
