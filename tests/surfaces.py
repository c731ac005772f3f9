"""Short ways to write datasets as users of their outputs see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasets import dataset
from tablecast.breaking import Surface, breaking_changes, surface_of
from tablecast.config import OutputConfig
from tablecast.diagnostics import Location
from tablecast.model import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.breaking import Change
    from tablecast.model import Data

ENUM = OutputConfig("python/enum.py.j2", "out/error.py")
JSON = OutputConfig("json/records.json.j2", "out/error.json")
CONFIG = Location("tablecast.toml", 1)

FIELDS = (Field("code", "int"), Field("title"))
ROWS = ((404, "Not found"), (410, "Gone"), (500, "Internal error"))


def old(place: Location) -> Location:
    """Name a place as one of an earlier revision."""
    return Location(f"v1:{place.path}", place.line, place.column, place.end_column)


def surface(
    rows: Sequence[Sequence[Data]] = ROWS,
    fields: Sequence[Field] = FIELDS,
    outputs: Sequence[OutputConfig] = (ENUM,),
    **facts: Any,
) -> Surface:
    """A dataset `error`; the configuration says each thing of it on the line that is as long as its keys are."""
    facts = {"name": "error", "key": ("code",), "name_field": "title", **facts}
    drawn = dataset(fields, rows, **facts)

    def locate(*keys: str | int) -> Location:
        return Location("tablecast.toml", len(".".join(map(str, keys))) or 1)

    return surface_of(drawn, {each.path: each for each in outputs}, locate, lambda place: place)


def changes(before: Surface, after: Surface | None) -> tuple[Change, ...]:
    """What breaks users, of one dataset."""
    later = {} if after is None else {"error": after}
    return breaking_changes({"error": before._replace(placed=old)}, later, CONFIG)


def told(before: Surface, after: Surface | None) -> list[tuple[str, str, str]]:
    """The rule, the subject and the message of each change."""
    return [(each.rule, each.subject, each.message) for each in changes(before, after)]
