"""Names for the fields and the records of a dataset, in each target language."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tablecast.diagnostics import did_you_mean
from tablecast.naming import LIMIT, RESERVED, Form, Nameable, Named, Style, assign, names_apart, told_apart
from tablecast.records.pins import pin_of
from tablecast.types import write_value
from tablecast.writers._clashes import warnings
from tablecast.writers._refusal import MisuseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.diagnostics import Diagnostic
    from tablecast.model import Dataset, Record


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
            self._made["record", style, language] = _named_records(self._dataset, known, reserved).names
        return self._made["record", style, language]

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warn of the records whose names clash, if any of these names were asked for.

        They are told in the words that identifiers in any style are made of, so that all outputs tell the same.
        """
        if not any(kind == "record" for kind, _, _ in self._made):
            return ()
        named = _named_records(self._dataset, "screaming", frozenset())
        return tuple(warnings(self._dataset, named, naming_indices(self._dataset)[0]))


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


def anchor_names(dataset: Dataset) -> tuple[str, ...]:
    """Give each record a name for links, by its key alone: what it says or is called may change, and links stay."""
    texts = [_text(record, key_indices(dataset)) for record in dataset.records]
    things = map(Nameable, texts, texts, [None] * len(texts), _rests(dataset))
    return names_apart(things, Form("kebab", prefix=None, shows_case=True))


def _named_records(dataset: Dataset, style: Style, reserved: frozenset[str]) -> Named:
    """Name each record by what is pinned, else by the naming field, else by the key, else by all that it says.

    A record that says nothing in the naming field is named by its key, too.
    """
    indices = naming_indices(dataset)
    keys = [_text(record, key_indices(dataset)) for record in dataset.records]
    texts = [
        _text(record, indices) if any(record.values[index].data not in (None, "") for index in indices) else key
        for record, key in zip(dataset.records, keys, strict=True)
    ]
    pins = [pin_of(dataset, record) for record in dataset.records]
    prefix = None if style == "kebab" else dataset.schema.fields[indices[0]].name
    things = map(Nameable, texts, keys, pins, _rests(dataset))
    return told_apart(things, Form(style, reserved, prefix, shows_case=True))


def naming_indices(dataset: Dataset) -> tuple[int, ...]:
    """Give the places of the fields that name a record."""
    by_name = {field.name: index for index, field in enumerate(dataset.schema.fields)}
    name_field = dataset.schema.name_field
    return (by_name[name_field],) if name_field else key_indices(dataset)


def key_indices(dataset: Dataset) -> tuple[int, ...]:
    """Give the places of the fields that tell records apart: the key's, or all when there is no key."""
    by_name = {field.name: index for index, field in enumerate(dataset.schema.fields)}
    return tuple(by_name[name] for name in dataset.schema.key) or tuple(by_name.values())


def _rests(dataset: Dataset) -> Sequence[str]:
    """Give what tells apart the records of one key, where there can be several."""
    if dataset.schema.duplicates != "all":
        return [""] * len(dataset.records)
    return [_text(record, range(len(record.values))) for record in dataset.records]


def _text(record: Record, indices: Sequence[int]) -> str:
    data = [record.values[index].data for index in indices]
    return " ".join("none" if each is None else write_value(each) for each in data)
