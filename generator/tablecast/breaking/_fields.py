"""Which changes of fields break users: for each field that was there, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.breaking._change import Change
from tablecast.diagnostics import Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.breaking._change import Rule
    from tablecast.breaking._surface import FieldSurface, Surface
    from tablecast.diagnostics import Location
    from tablecast.rowdiff import DatasetDiff


def later_names(before: Surface, found: DatasetDiff) -> dict[str, str]:
    """Give what each field is called in the later state; those are left out that are no more."""
    renamed = {
        change.before.name: change.after.name
        for change in found.fields
        if change.kind == "renamed" and change.before and change.after
    }
    removed = {change.before.name for change in found.fields if change.kind == "removed" and change.before}
    return {name: renamed.get(name, name) for name in before.fields if name not in removed}


def broken_fields(before: Surface, after: Surface, later: dict[str, str]) -> Iterator[Change]:
    """Give the changes of fields, in the order that they had."""
    for name in before.fields:
        if name in later:
            yield from _Field(before, after, name, later[name]).changes()
        else:
            related = (Related(before.placed(before.locate("fields", name)), "it was declared here"),)
            message = f"the field '{name}' of '{before.snapshot.name}' is gone"
            place = after.placed(after.locate("fields"))
            yield Change(before.snapshot.name, "field-removed", name, message, place, related)


class _Field(NamedTuple):
    """A field that is still there, and what it is called now."""

    before: Surface
    after: Surface
    name: str
    now: str

    def changes(self) -> Iterator[Change]:
        """Give what breaks users of the field."""
        was, now = self.before.fields[self.name], self.after.fields[self.now]
        if self.name != self.now:
            yield self._change("field-renamed", f"{self._said} is called '{self.now}' now", "")
        if was.type_in_code != now.type_in_code:
            yield self._change("type-changed", f"{self._said} {_types(was, now)}", "type")
        elif was.values:
            yield from self._values(was, now)
        if now.said.optional and not was.said.optional:
            yield self._change("field-optional", f"{self._said} may have no value now", "optional")
        if was.said.optional and not now.said.optional:
            yield self._change("field-required", f"{self._said} must have a value now", "optional")

    @property
    def _said(self) -> str:
        return f"the field '{self.name}' of '{self.before.snapshot.name}'"

    def _values(self, was: FieldSurface, now: FieldSurface) -> Iterator[Change]:
        """Tell of each value of a closed set that is gone, or has another name in code."""
        for value, name in was.values.items():
            subject = f"{self.name} = {value}"
            if value not in now.values:
                message = f"the value '{value}' of {self._said} is gone"
                yield self._change("value-removed", message, "values", subject)
            elif self.before.names_values and name and now.values[value] != name:
                called = f"is called {now.values[value]} now, and" if now.values[value] else "has no name now, and"
                message = f"the value '{value}' of {self._said} {called} was {name}"
                yield self._change("member-renamed", message, "values", subject)

    def _change(self, rule: Rule, message: str, key: str, subject: str = "") -> Change:
        """Place a change at what the configuration says of the field, and beside it what it said."""
        here, there = self._place(self.after, self.now, key), self._place(self.before, self.name, key)
        related = (Related(there, "it was declared here"),)
        return Change(self.before.snapshot.name, rule, subject or self.name, message, here, related)

    @staticmethod
    def _place(surface: Surface, name: str, key: str) -> Location:
        return surface.placed(surface.locate("fields", name, *filter(None, [key])))


def _types(was: FieldSurface, now: FieldSurface) -> str:
    """Say what the type is and was, in the words of the configuration where these tell the two apart."""
    if was.said.type != now.said.type:
        return f"is of the type {now.said.type} now, and was {was.said.type}"
    return f"is {now.type_in_code} now, and was {was.type_in_code}"
