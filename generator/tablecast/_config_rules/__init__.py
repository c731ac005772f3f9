"""What a configuration must fulfil beyond its types: names that exist, paths that are safe, choices that agree.

Each rule looks at one table of the configuration and reports every problem of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tablecast._config_rules._corrections import check_filter, check_override
from tablecast._config_rules._datasets import check_dataset
from tablecast._config_rules._fields import check_field
from tablecast._config_rules._outputs import check_output, check_outputs
from tablecast._config_rules._selectors import check_selector
from tablecast._config_rules._severities import configurable
from tablecast._config_rules._top import check_config
from tablecast._config_rules._types import check_item
from tablecast.config import (
    Config,
    DatasetConfig,
    FieldConfig,
    Filter,
    OutputConfig,
    Override,
    Selector,
    TypeConfig,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from msgspec import Struct

    from tablecast._toml import Keys
    from tablecast._validation import Problems

__all__ = ["check_rules", "configurable"]

Built: TypeAlias = "Sequence[tuple[Keys, Struct]]"
"""Tables of the configuration, each with its keys, and before the table that it stands in."""

_RULES: dict[type[Struct], Callable[[Any, Keys, Problems], None]] = {
    Config: check_config,
    DatasetConfig: check_dataset,
    Selector: check_selector,
    TypeConfig: check_item,
    FieldConfig: check_field,
    Filter: check_filter,
    Override: check_override,
    OutputConfig: check_output,
}


def check_rules(built: Built, problems: Problems, own_name: str) -> None:
    """Report everything that is wrong with tables whose types are right.

    `own_name` is the file name of the configuration, which no output may take.
    """
    for keys, table in built:
        _RULES[type(table)](table, keys, problems)
    written = {(*keys, "path"): table.path for keys, table in built if isinstance(table, OutputConfig)}
    written |= {(*keys, "manifest"): table.manifest for keys, table in built if isinstance(table, Config)}
    check_outputs(written, problems, own_name)
