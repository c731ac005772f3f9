"""Which changes of a dataset as a whole break users: its outputs, its key, and what a key stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tablecast.breaking._change import Change
from tablecast.diagnostics import Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecast.breaking._change import Rule
    from tablecast.breaking._surface import Surface
    from tablecast.config import OutputConfig
    from tablecast.diagnostics import Location

_TELLING_OPTIONS = ("class_name", "form", "value")
"""The options of built-in templates that decide what code finds; those of others are not known."""


class Made(NamedTuple):
    """An output, and where the configuration says that it is made."""

    output: OutputConfig
    location: Location


def dataset_removed(before: Surface, place: Location) -> Change:
    """Tell that a dataset is gone; `place` is where the datasets are now."""
    name = before.snapshot.name
    related = (Related(before.placed(before.locate()), "it was declared here"),)
    return Change(name, "dataset-removed", "", f"the dataset '{name}' is gone", place, related)


def broken_outputs(before: Surface, after: Surface, made: Mapping[str, Made]) -> Iterator[Change]:
    """Tell of outputs that nothing makes any more, or that another template makes."""
    for index, (path, output) in enumerate(before.outputs.items()):
        there = Related(before.placed(before.locate("outputs", index)), "it was declared here")
        name = before.snapshot.name
        if path not in made:
            place = after.placed(after.locate("outputs"))
            yield Change(name, "output-removed", path, f"the output '{path}' is gone", place, (there,))
        elif difference := _difference(output, made[path].output):
            message = f"the output '{path}' {difference}"
            yield Change(name, "output-changed", path, message, made[path].location, (there,))


def _difference(was: OutputConfig, now: OutputConfig) -> str:
    if was.template != now.template:
        return f"is made by {now.template} now, and was by {was.template}"
    for option in _TELLING_OPTIONS:
        if was.options.get(option) != now.options.get(option):
            return f"is made with {_option(option, now)} now, and was with {_option(option, was)}"
    return ""


def _option(name: str, output: OutputConfig) -> str:
    value: Any = output.options.get(name)
    return f"no {name}" if value is None else f"{name} = {value!r}"


def broken_key(before: Surface, after: Surface, later: Mapping[str, str]) -> Iterator[Change]:
    """Tell that records are found by other fields, or that a key stands for several of them, or no longer does."""
    was, now = before.snapshot.key, after.snapshot.key
    if tuple(later.get(name, name) for name in was) != now:
        message = f"the key of '{before.snapshot.name}' is {_key(now)} now, and was {_key(was)}"
        yield _changed(before, after, "key-changed", message, "key")
    elif before.is_grouped != after.is_grouped:
        numbers = ("one record", "several records")
        stood, stands = numbers[before.is_grouped], numbers[after.is_grouped]
        message = f"a key of '{before.snapshot.name}' stands for {stands} now, and stood for {stood}"
        yield _changed(before, after, "duplicates-changed", message, "duplicates")


def _changed(before: Surface, after: Surface, rule: Rule, message: str, key: str) -> Change:
    related = (Related(before.placed(before.locate(key)), "it was declared here"),)
    return Change(before.snapshot.name, rule, "", message, after.placed(after.locate(key)), related)


def _key(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
