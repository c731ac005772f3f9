"""The page on CI shows what a pull request does: the boxes that GitHub makes of the commands on the page."""

from __future__ import annotations

import re
from pathlib import Path

from commands import Command, commands

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "ci.md"


def box(command: Command) -> str:
    """Draw an annotation: where it is, how bad, its title, and its text."""
    line = command.properties.get("line", "1")
    lines = command.data.splitlines()
    head = f"> **{command.name.capitalize()}** at `{command.properties['file']}`, line {line}:"
    title = command.properties["title"]
    return "\n".join([f"{head} **{title}**", ">", *(f">     {each}" for each in lines)]) + "\n"


def test_the_page_draws_the_annotations() -> None:
    """Each command that the page prints stands on it as a box, in the same order."""
    text = PAGE.read_text(encoding="utf-8")
    printed = "".join(line for line in text.splitlines(keepends=True) if line.startswith("::"))

    boxes = re.findall(r"(?:^>.*\n)+", text, re.MULTILINE)
    assert boxes == [box(command) for command in commands(printed)]
