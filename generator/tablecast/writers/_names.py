"""Names for the fields and the records of a dataset, in each target language."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tablecast.diagnostics import did_you_mean
from tablecast.naming import LIMIT, RESERVED, Style, assign
from tablecast.writers._refusal import MisuseError

if TYPE_CHECKING:
    from tablecast.model import Dataset, Record, Scalar


class Names:
    """The identifiers of one dataset, made when asked for and kept."""

    def __init__(self, dataset: Dataset) -> None:
        """Name the parts of a dataset."""
        self._dataset = dataset
        self._made: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def fields(self, style: str, language: str) -> tuple[str, ...]:
        """Give an identifier for each field.

        Raises:
            MisuseError: There is no such style or language.
        """
        if ("field", style, language) not in self._made:
            known, reserved = checked_style(style), checked_language(language)
            self._made["field", style, language] = field_names(self._dataset, known, reserved)
        return self._made["field", style, language]

    def records(self, style: str, language: str) -> tuple[str, ...]:
        """Give an identifier for each record.

        Raises:
            MisuseError: There is no such style or language.
        """
        if ("record", style, language) not in self._made:
            known, reserved = checked_style(style), checked_language(language)
            self._made["record", style, language] = record_names(self._dataset, known, reserved)
        return self._made["record", style, language]


def checked_style(style: str) -> Style:
    """Give the style, if it is one."""
    known: tuple[Style, ...] = get_args(Style)
    for each in known:
        if style == each:
            return each
    message = f"there is no style of names '{style}'"
    raise MisuseError(message, hint=did_you_mean(style, known))


def checked_language(language: str) -> frozenset[str]:
    """Give the words that a language reserves, if it is one of ours."""
    for known, reserved in RESERVED.items():
        if language == known:
            return reserved
    message = f"there is no language '{language}'"
    raise MisuseError(message, hint=did_you_mean(language, RESERVED))


def field_names(dataset: Dataset, style: Style, reserved: frozenset[str], *, limit: int = LIMIT) -> tuple[str, ...]:
    """Give an identifier for each field, by its name."""
    texts = [field.name for field in dataset.schema.fields]
    return assign(texts, texts, style, reserved, limit=limit)


def record_names(dataset: Dataset, style: Style, reserved: frozenset[str], *, limit: int = LIMIT) -> tuple[str, ...]:
    """Give an identifier for each record, by the naming field, else by the key, else by all that it says."""
    indices = naming_indices(dataset)
    keys = [_text(record, key_indices(dataset)) for record in dataset.records]
    texts = [_text(record, indices) for record in dataset.records]
    prefix = dataset.schema.fields[indices[0]].name
    return assign(texts, keys, style, reserved, prefix=None if style == "kebab" else prefix, limit=limit)


def naming_indices(dataset: Dataset) -> tuple[int, ...]:
    """Give the places of the fields that name a record."""
    by_name = {field.name: index for index, field in enumerate(dataset.schema.fields)}
    name_field = dataset.schema.name_field
    return (by_name[name_field],) if name_field else key_indices(dataset)


def key_indices(dataset: Dataset) -> tuple[int, ...]:
    """Give the places of the fields that tell records apart: the key's, or all when there is no key."""
    by_name = {field.name: index for index, field in enumerate(dataset.schema.fields)}
    return tuple(by_name[name] for name in dataset.schema.key) or tuple(by_name.values())


def _text(record: Record, indices: tuple[int, ...]) -> str:
    return " ".join(plain(record.values[index].data) for index in indices)


def plain(data: Scalar) -> str:
    """Give a value as a reader would write it."""
    return str(data) if isinstance(data, str) else str(data).lower()
