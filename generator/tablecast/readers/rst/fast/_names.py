"""The names of a document: which of them its targets and sections keep.

The rules are those of the reStructuredText specification, section Implicit Hyperlink Targets, as far as a document
goes without an error or warning for the author: a title gives way to a target, and equal titles to one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Names:
    """The names so far, each with the index of the section that has it, None for a target or for nobody."""

    def __init__(self) -> None:
        """Begin a document."""
        self._owners: dict[str, int | None] = {}
        self.kept: dict[int, str] = {}
        """The name of each section that keeps its own, by its index."""

    @property
    def all(self) -> Iterable[str]:
        """Every name that something has, or had."""
        return self._owners

    def add_target(self, name: str) -> None:
        """Note a target; docutils warns, or moves names, where its name is taken."""
        if name in self._owners:
            message = f"the target '{name}', whose name is taken"
            raise UnusualError(message)
        self._owners[name] = None

    def add_section(self, name: str, section: int) -> None:
        """Note the title of a section."""
        if name not in self._owners:
            self._owners[name] = section
            self.kept[section] = name
            return
        owner = self._owners[name]
        if owner is not None:
            self._owners[name] = None
            del self.kept[owner]
