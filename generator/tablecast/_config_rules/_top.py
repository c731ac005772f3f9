"""Rules of the whole configuration: its paths, and what one dataset says of another."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tablecast._config_rules._outputs import check_written
from tablecast._config_rules._paths import check_inside, check_relative
from tablecast._config_rules._references import check_references
from tablecast._config_rules._report import check_name, report
from tablecast._config_rules._severities import check_severities

if TYPE_CHECKING:
    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.config import Config


def check_config(config: Config, _: Keys, problems: Problems) -> None:
    """Check the top level."""
    if not config.sources:
        hint = 'write ["docs/**/*.rst"], for example'
        report(problems, ("sources",), "expected at least one pattern, found none", hint)
    for name in config.datasets:
        check_name(name, "dataset", ("datasets", name), problems)
    _check_paths(config, problems)
    check_severities(config.severities, problems)
    check_references(config.datasets, problems)


def _check_paths(config: Config, problems: Problems) -> None:
    for key, paths in {"sources": config.sources, "templates": config.templates, "owned": config.owned}.items():
        for index, path in enumerate(paths):
            check_relative(path, (key, index), problems)
    for key, path in {"root": config.root, "accepted": config.accepted}.items():
        if path or key == "accepted":
            check_relative(path, (key,), problems)
    check_written(config.manifest, ("manifest",), problems)
    for index, path in enumerate(config.owned):
        check_inside(path, ("owned", index), problems)
        if path and not PurePosixPath(path).parts:
            message = "expected a folder inside the project, got the project's own folder"
            report(problems, ("owned", index), message, "name the folder that holds only outputs")
