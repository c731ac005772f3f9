"""The configuration: from the text of `pyproject.toml` or `tablecast.toml` to `Config`, with every problem at once.

Three questions, each answered in its own module: what does the text hold and where (`_toml`), does it have the right
keys and types (`_validation`), and does it make sense (`_config_rules`).
"""

from __future__ import annotations

import inspect
from pathlib import PurePosixPath
from typing import Any, Final, cast

import msgspec
from msgspec import Struct

from tablecast._config_rules import check_rules, configurable
from tablecast._toml import Keys, TomlFile
from tablecast._validation import Converter, Problems, is_array, is_table
from tablecast.codes import MEANING
from tablecast.config import Config, DatasetConfig, FieldConfig, TypeConfig
from tablecast.diagnostics import Diagnostic, Location, TablecastError

PYPROJECT: Final = "pyproject.toml"
_TABLE: Final = ("tool", "tablecast")
_SHORTHANDS: Final[dict[type[Struct], str]] = {FieldConfig: "column", TypeConfig: "type"}


class LoadedConfig(Struct, frozen=True):
    """A valid configuration that knows where each of its keys and values stands."""

    config: Config
    file: TomlFile
    root: Keys

    @property
    def path(self) -> str:
        """The path of the file, as it was given."""
        return self.file.path

    def locate(self, *keys: str | int) -> Location:
        """Locate a value by its keys, as in `locate("datasets", "status_code", "tables", 0, "header")`.

        A table is located by its name, if it has one. What is not there, such as a default, is located by the nearest
        table or value around it. Never raises.
        """
        return self.file.value_location(*self.root, *keys)


def has_config(path: str, text: str) -> bool:
    """Tell whether a file configures tablecast: any file does, except a `pyproject.toml` without `[tool.tablecast]`.

    Raises:
        TablecastError: It is a `pyproject.toml` that is not TOML, so that there is no telling.
    """
    return _find(TomlFile(path, text).data, _TABLE) is not None if _is_pyproject(path) else True


def peek(path: str, text: str, key: str) -> object:
    """Give what a configuration says under a key of its own, whatever is wrong with the rest; None if nothing.

    Raises:
        TablecastError: The file is not TOML.
    """
    return _find(TomlFile(path, text).data, (*_root(path), key))


def parse_config(path: str, text: str) -> LoadedConfig:
    """Read a configuration: `[tool.tablecast]` of a `pyproject.toml`, or the whole of a file of any other name.

    Raises:
        TablecastError: The text is no valid configuration. There is a diagnostic for every problem, at its place.
    """
    file = TomlFile(path, text)
    root = _root(path)
    data = _find(file.data, root)
    if data is None:
        raise TablecastError([_no_config(path)])
    problems = Problems(file, root)
    converter = Converter(problems, _SHORTHANDS)
    try:
        config = cast(Config, converter.convert(data, Config))
    except RecursionError:
        raise TablecastError([_too_deep(path)]) from None
    problems.settle()
    check_rules(converter.built, problems, PurePosixPath(path).name)
    if problems.found:
        raise TablecastError(problems.found)
    return LoadedConfig(_normalise(config), file, root)


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the configuration, for editors that complete and check TOML.

    It covers keys and types; what `parse_config` asks beyond that, a schema cannot say.
    """
    schema = _without_null(msgspec.json.schema(Config))
    for definition in schema["$defs"].values():
        definition["description"] = inspect.cleandoc(definition.get("description", ""))
    severities = schema["$defs"]["Config"]["properties"]["severities"]
    severities.pop("propertyNames", None)  # Since msgspec 0.23, and without what each code may be.
    severities |= _severities()
    for cls, key in _SHORTHANDS.items():
        table = schema["$defs"][cls.__name__]
        schema["$defs"][cls.__name__] = {"anyOf": [table["properties"][key], table]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _severities() -> dict[str, Any]:
    """Offer the codes that can be configured, and for each what it can be."""
    codes = {code: {"enum": list(levels), "description": MEANING[code]} for code, levels in configurable().items()}
    return {"properties": codes, "additionalProperties": False}


def _without_null(schema: Any) -> Any:
    """Leave None out of a schema, as a type and as a default: TOML has no null, and a key that is not there says it."""
    if is_array(schema):
        return [_without_null(each) for each in schema if each != {"type": "null"}]
    if not is_table(schema):
        return schema
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if (key, value) != ("default", None):
            part = _without_null(value)
            kept |= part[0] if key == "anyOf" and len(part) == 1 else {key: part}
    return kept


def _is_pyproject(path: str) -> bool:
    return PurePosixPath(path).name == PYPROJECT


def _no_config(path: str) -> Diagnostic:
    message = f"expected a table [{'.'.join(_TABLE)}], found none"
    hint = 'add [tool.tablecast] with sources = ["docs/**/*.rst"], for example'
    return Diagnostic("no-config", message, Location(path, 1, 1), hint=hint)


def _too_deep(path: str) -> Diagnostic:
    message = "the tables of the configuration are nested too deeply"
    return Diagnostic("invalid-value", message, Location(path, 1, 1), hint="one 'of' in another is enough")


def _root(path: str) -> Keys:
    return _TABLE if _is_pyproject(path) else ()


def _find(data: Any, keys: Keys) -> Any:
    """Follow keys into plain data; None when they lead nowhere."""
    for key in keys:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _normalise(config: Config) -> Config:
    """Write each path that is compared with others in its one normal form, without `./` and `//`."""
    datasets = {name: _normalise_outputs(dataset) for name, dataset in config.datasets.items()}
    owned = tuple(str(PurePosixPath(folder)) for folder in config.owned)
    root, manifest = "/".join(PurePosixPath(config.root).parts), str(PurePosixPath(config.manifest))
    return msgspec.structs.replace(config, datasets=datasets, owned=owned, root=root, manifest=manifest)


def _normalise_outputs(dataset: DatasetConfig) -> DatasetConfig:
    outputs = (msgspec.structs.replace(output, path=str(PurePosixPath(output.path))) for output in dataset.outputs)
    return msgspec.structs.replace(dataset, outputs=tuple(outputs))
