"""Field types: how the text of a cell becomes a value, and how a value is written as text.

Each reader is strict: it accepts what surely means the value and raises ValueError, with a message for people, for all
else, because a value that is quietly wrong is worse than an error that names the cell. Nothing here depends on the
locale, on the clock or, but for the comparison without case, on the Unicode version of Python.
"""

from __future__ import annotations

from tablecast.types._formats import check_format
from tablecast.types._patterns import apply_pattern, compile_pattern
from tablecast.types._quantities import is_unit
from tablecast.types._reading import read_value
from tablecast.types._splitting import split_values
from tablecast.types._writing import write_value

__all__ = [
    "apply_pattern",
    "check_format",
    "compile_pattern",
    "is_unit",
    "read_value",
    "split_values",
    "write_value",
]
