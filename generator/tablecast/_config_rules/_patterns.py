"""Rules of regular expressions."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from tablecast._config_rules._report import report
from tablecast._validation import shown
from tablecast.types import compile_pattern

if TYPE_CHECKING:
    from tablecast._toml import Keys
    from tablecast._validation import Problems


def check_pattern(pattern: str, keys: Keys, problems: Problems) -> re.Pattern[str] | None:
    """Report a pattern that does not compile; else give it."""
    try:
        # A pattern that Python only warns of will mean something else one day.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return compile_pattern(pattern)
    except (re.error, Warning, OverflowError, RecursionError) as error:
        message = f"expected a regular expression, got {shown(pattern)}: {error}"
        report(problems, keys, message, "write a backslash before a character that stands for itself")
        return None


def check_groups(pattern: re.Pattern[str], field: str, keys: Keys, problems: Problems) -> None:
    """Report a pattern of several groups that does not say which of them a field is read from."""
    if pattern.groups > 1 and field not in pattern.groupindex:
        message = f"expected one group, or one named '{field}', found {pattern.groups} groups"
        report(problems, keys, message, f"write (?P<{field}>...) for the part to read, and (?:...) for other groups")
