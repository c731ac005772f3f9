"""What the rules of several tables share: the form of their messages, and the checks of texts and names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast._validation import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from tablecast._toml import Keys
    from tablecast._validation import Problems

_NAME = regex(r"[a-z][a-z0-9_]*")
_NAME_RULE = "lower-case letters, digits and '_', beginning with a letter"


def report(problems: Problems, keys: Keys, message: str, hint: str = "", first: tuple[Keys, str] | None = None) -> None:
    """Report a value that makes no sense, under its path."""
    problems.add("invalid-value", keys, f"{problems.name(keys)}: {message}", hint, first=first)


def listed(keys: Keys, texts: Iterable[str]) -> dict[Keys, str]:
    """Give the texts of an array, each with its keys."""
    return {(*keys, index): text for index, text in enumerate(texts)}


def columns(keys: Keys, column: str | tuple[str, ...]) -> dict[Keys, str]:
    """Give the names of a column, each with its keys."""
    return {keys: column} if isinstance(column, str) else listed(keys, column)


def check_filled(texts: Mapping[Keys, str], problems: Problems, expected: str, hint: str) -> None:
    """Report each empty text."""
    for keys, text in texts.items():
        if not text:
            report(problems, keys, f"expected {expected}, got an empty string", hint)


def check_repeats(
    texts: Mapping[Keys, str], problems: Problems, hint: str, fold: Callable[[str], Hashable] = str.casefold
) -> None:
    """Report each text that an earlier one equals, as `fold` has it."""
    first: dict[Hashable, Keys] = {}
    for keys, text in texts.items():
        earlier = first.setdefault(fold(text), keys)
        if earlier != keys:
            report(problems, keys, f"{shown(text)} is repeated", hint, (earlier, "first here"))


def check_name(name: str, kind: str, keys: Keys, problems: Problems) -> None:
    """Report a name of a dataset or field that not every output could take as it is."""
    if _NAME.fullmatch(name):
        return
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    nearest = re.sub(r"[^a-z0-9]+", "_", plain).rstrip("_").lstrip("_0123456789")
    hint = f"write '{nearest}'" if nearest else "begin with a word that says what it is"
    message = f"{shown(name)} cannot name a {kind}: expected {_NAME_RULE}"
    problems.add("invalid-value", keys, message, hint, at_key=True)
