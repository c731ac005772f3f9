"""The commands that a step of GitHub Actions prints, read as the runner does."""

from __future__ import annotations

import re
from typing import NamedTuple

_COMMAND = re.compile("::(?P<name>[a-z]+) (?P<properties>[^:]*)::(?P<data>.*)")


class Command(NamedTuple):
    """A command, its properties and its data, with nothing escaped."""

    name: str
    properties: dict[str, str]
    data: str


def commands(printed: str) -> list[Command]:
    """Read the commands of what is printed; every line must be one."""
    return [_command(line) for line in printed.splitlines()]


def _command(line: str) -> Command:
    found = _COMMAND.fullmatch(line)
    assert found, line
    properties = dict(each.split("=", 1) for each in found["properties"].split(","))
    return Command(
        found["name"], {name: _unescaped(value) for name, value in properties.items()}, _unescaped(found["data"])
    )


def _unescaped(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text
