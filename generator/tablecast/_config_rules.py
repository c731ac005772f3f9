"""What a configuration must fulfil beyond its types: names that exist, paths that are safe, choices that agree.

Each rule looks at one table of the configuration and reports every problem of it.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeAlias

from tablecast._validation import shown
from tablecast.config import CONTEXT_SOURCES, Config, DatasetConfig, FieldConfig, OutputConfig, Selector
from tablecast.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from msgspec import Struct

    from tablecast._toml import Keys
    from tablecast._validation import Problems

Built: TypeAlias = "Sequence[tuple[Keys, Struct]]"
"""Tables of the configuration, each with its keys."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NAME_RULE = "lower-case letters, digits and '_', beginning with a letter"
_DRIVE = re.compile(r"[A-Za-z]:")


def check_rules(built: Built, problems: Problems, own_name: str) -> None:
    """Report everything that is wrong with tables whose types are right.

    `own_name` is the file name of the configuration, which no output may take.
    """
    for keys, table in built:
        _RULES[type(table)](table, keys, problems)
    outputs = {(*keys, "path"): table.path for keys, table in built if isinstance(table, OutputConfig)}
    _check_own_name(outputs, problems, own_name)
    _check_collisions(outputs, problems)


def _invalid(
    problems: Problems, keys: Keys, message: str, hint: str = "", first: tuple[Keys, str] | None = None
) -> None:
    problems.add("invalid-value", keys, f"{problems.name(keys)}: {message}", hint, first=first)


# --- tables -----------------------------------------------------------------------------------------------------------


def _check_config(config: Config, _: Keys, problems: Problems) -> None:
    if not config.sources:
        _invalid(
            problems, ("sources",), "expected at least one pattern, found none", 'write ["docs/**/*.rst"], for example'
        )
    for name in config.datasets:
        _check_name(name, "dataset", ("datasets", name), problems)
    for key, paths in {"sources": config.sources, "templates": config.templates, "owned": config.owned}.items():
        for index, path in enumerate(paths):
            _check_relative(path, (key, index), problems)
    if config.root:
        _check_relative(config.root, ("root",), problems)
    for index, path in enumerate(config.owned):
        _check_inside(path, ("owned", index), problems)
        if path and not PurePosixPath(path).parts:
            message = "expected a folder inside the project, got the project's own folder"
            _invalid(problems, ("owned", index), message, "name the folder that holds only outputs")


def _check_dataset(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    if not dataset.tables:
        hint = 'write [{ document = "..." }], for example'
        _invalid(problems, (*keys, "tables"), "expected at least one selector, found none", hint)
    if not dataset.fields:
        hint = 'write { name = "Column" }, for example'
        _invalid(problems, (*keys, "fields"), "expected at least one field, found none", hint)
        return
    for name in dataset.fields:
        _check_name(name, "field", (*keys, "fields", name), problems)
    _check_key(dataset, keys, problems)
    if dataset.name_field:
        _check_reference(dataset.name_field, dataset, (*keys, "name_field"), problems)


def _check_key(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    if not dataset.key:
        return
    if isinstance(dataset.key, str):
        names = {(*keys, "key"): dataset.key}
    else:
        names = {(*keys, "key", index): name for index, name in enumerate(dataset.key)}
    for place, name in names.items():
        _check_reference(name, dataset, place, problems)
        if name in dataset.fields and dataset.fields[name].optional:
            message = f"expected a required field, got {shown(name)}, which is optional"
            hint = "remove 'optional' from the field, or choose another key"
            _invalid(problems, place, message, hint, ((*keys, "fields", name, "optional"), "optional here"))
    _check_repeats(names, problems, "remove it")


def _check_reference(name: str, dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    if name not in dataset.fields:
        _invalid(problems, keys, f"expected the name of a field, got {shown(name)}", did_you_mean(name, dataset.fields))


def _check_selector(selector: Selector, keys: Keys, problems: Problems) -> None:
    conditions = [name for name in selector.__struct_fields__ if name != "count"]
    if not any(getattr(selector, name) for name in conditions):
        hint = "add one or more of " + ", ".join(f"'{name}'" for name in conditions)
        _invalid(problems, keys, "expected at least one condition, found none", hint)
    if selector.count != "any" and selector.count < 1:
        message = f"expected 1 or more, or 'any', got {selector.count}"
        _invalid(problems, (*keys, "count"), message, 'write how many tables there are, or "any"')


def _check_field(field: FieldConfig, keys: Keys, problems: Problems) -> None:
    if field.column and field.context:
        _invalid(problems, keys, "expected a column or a context, found both", "remove 'column' or 'context'")
    if not field.column and not field.context:
        hint = 'add column = "...", or context = "..."'
        _invalid(problems, keys, "expected a column or a context, found neither", hint)
    if field.context:
        _check_context(field.context, (*keys, "context"), problems)
    if field.type == "enum":
        _check_values(field.values, keys, problems)
    elif field.values:
        message = f"only a field of type 'enum' has values, and this one is of type '{field.type}'"
        _invalid(problems, (*keys, "values"), message, "write type = \"enum\", or remove 'values'")
    if not field.optional and field.missing != FieldConfig().missing:
        message = "only an optional field has texts that mean 'no value', and this one is required"
        _invalid(problems, (*keys, "missing"), message, "add optional = true, or remove 'missing'")


def _check_context(context: str, keys: Keys, problems: Problems) -> None:
    is_document_field = context.startswith("field:") and context.removeprefix("field:").strip()
    if context not in CONTEXT_SOURCES and not is_document_field:
        hint = did_you_mean(context, (*CONTEXT_SOURCES, "field:NAME"))
        _invalid(problems, keys, f"expected a context, got {shown(context)}", hint)


def _check_values(values: tuple[str, ...], keys: Keys, problems: Problems) -> None:
    if not values:
        _invalid(problems, keys, "a field of type 'enum' needs values, found none", 'add values = ["...", "..."]')
    places = {(*keys, "values", index): value for index, value in enumerate(values)}
    for place, value in places.items():
        if not value:
            hint = "remove it; a cell that may be empty makes the field optional"
            _invalid(problems, place, "expected a text, got an empty string", hint)
    _check_repeats(places, problems, "remove it; upper and lower case are the same here")


def _check_repeats(words: Mapping[Keys, str], problems: Problems, hint: str) -> None:
    first: dict[str, Keys] = {}
    for keys, word in words.items():
        earlier = first.setdefault(word.casefold(), keys)
        if earlier != keys:
            _invalid(problems, keys, f"{shown(word)} is repeated", hint, (earlier, "first here"))


def _check_name(name: str, kind: str, keys: Keys, problems: Problems) -> None:
    if _NAME.fullmatch(name):
        return
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    nearest = re.sub(r"[^a-z0-9]+", "_", plain).rstrip("_").lstrip("_0123456789")
    hint = f"write '{nearest}'" if nearest else "begin with a word that says what it is"
    message = f"{shown(name)} cannot name a {kind}: expected {_NAME_RULE}"
    problems.add("invalid-value", keys, message, hint, at_key=True)


# --- paths ------------------------------------------------------------------------------------------------------------


def _check_relative(path: str, keys: Keys, problems: Problems) -> None:
    if not path:
        _invalid(problems, keys, "expected a path, got an empty string", "write a path")
    elif "\\" in path:
        slashed = path.replace("\\", "/")
        message = f"expected '/' between folders, got a backslash in {shown(path)}"
        _invalid(problems, keys, message, f"write {shown(slashed)}")
    elif path.startswith("/") or _DRIVE.match(path):
        message = f"expected a path relative to the configuration, got the absolute path {shown(path)}"
        _invalid(problems, keys, message, "name it from the folder of the configuration")
    elif not path.isprintable():
        _invalid(problems, keys, f"expected printable characters, got {path!r}", "remove the others")


def _check_inside(path: str, keys: Keys, problems: Problems) -> None:
    if ".." in path.split("/"):
        message = f"expected a path inside the project, got {shown(path)}"
        _invalid(problems, keys, message, "write it without '..'")


def _check_output(output: OutputConfig, keys: Keys, problems: Problems) -> None:
    if not output.template:
        hint = 'write "json/records.json.j2", for example'
        _invalid(problems, (*keys, "template"), "expected the name of a template, got an empty string", hint)
    place = (*keys, "path")
    _check_relative(output.path, place, problems)
    _check_inside(output.path, place, problems)
    if output.path and (output.path.endswith("/") or not PurePosixPath(output.path).parts):
        _invalid(problems, place, f"expected a file, got the folder {shown(output.path)}", "add the name of the file")


def _check_own_name(outputs: Mapping[Keys, str], problems: Problems, own_name: str) -> None:
    for keys, path in outputs.items():
        if _identity(path) == _identity(own_name):
            _invalid(problems, keys, f"{shown(path)} is this configuration", "choose another path")


def _check_collisions(outputs: Mapping[Keys, str], problems: Problems) -> None:
    """Report each output that would overwrite another, or that needs a folder where another output is a file."""
    first: dict[PurePosixPath, Keys] = {}
    for keys, path in outputs.items():
        earlier = first.setdefault(_identity(path), keys)
        if path and earlier != keys:
            hint = "choose another path; upper and lower case are the same on some disks"
            _invalid(problems, keys, f"{shown(path)} is the path of two outputs", hint, (earlier, "first here"))
    for file, keys in first.items():
        for folder in [parent for parent in file.parents if parent.parts and parent in first]:
            message = f"'{file}' needs a folder '{folder}', which is an output"
            _invalid(problems, keys, message, "choose another path", (first[folder], "a file here"))


def _identity(path: str) -> PurePosixPath:
    """Give equal results for paths that name the same file on any file system.

    Windows and macOS ignore case, Windows also spaces and dots that end a name, macOS the Unicode normal form.
    """
    parts = PurePosixPath(unicodedata.normalize("NFC", path.casefold())).parts
    return PurePosixPath(*(part.rstrip(". ") or part for part in parts))


_RULES: dict[type[Struct], Callable[[Any, Keys, Problems], None]] = {
    Config: _check_config,
    DatasetConfig: _check_dataset,
    Selector: _check_selector,
    FieldConfig: _check_field,
    OutputConfig: _check_output,
}
