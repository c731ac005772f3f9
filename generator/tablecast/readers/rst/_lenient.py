"""Directives whose options and body are read whatever they say.

docutils replaces a directive that has an unknown option, or too many arguments, by an error message, and its body is
lost. Sphinx and its extensions know more directives and options than can be listed, so ours accept every option.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils.parsers.rst import Directive, directives, states

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.statemachine import StringList

    from tablecast.readers.rst._reading import Reading
    from tablecast.readers.rst._source import Place

    Block = tuple[list[str], dict[str, Any], StringList, int]


class AnyOption(dict[str, "Callable[[str], str]"]):
    """An option specification that knows every option and takes its value as written."""

    def __missing__(self, name: str) -> Callable[[str], str]:
        """Take any other option, too."""
        return directives.unchanged


class LenientDirective(Directive):
    """A directive with any options, one optional argument of any length, and any content."""

    lenient: ClassVar[bool] = True
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = AnyOption(name=directives.unchanged)

    @property
    def argument(self) -> str:
        """The argument as written, or nothing."""
        return self.arguments[0] if self.arguments else ""

    @property
    def reading(self) -> Reading:
        """The state of reading this document."""
        return cast("Reading", cast(Any, self.state).reading)

    @property
    def place(self) -> Place:
        """Where the directive begins."""
        return self.reading.directives[-1].place


class BodyDirective(LenientDirective):
    """A lenient directive that never has an argument: all of its text is its body."""

    optional_arguments = 0


def parse_leniently(
    parse: Callable[..., Block], indented: StringList, line_offset: int, directive: type[Directive], presets: Any
) -> Block:
    """Cut a directive's block into argument, options and content with docutils' `parse`, losing nothing.

    A text that begins on the line after the directive's name is content, not an argument. Where docutils cannot read
    the options, all lines are content.
    """
    if indented and not indented[0].strip():
        directive = type(directive.__name__, (directive,), {"optional_arguments": 0})
    lines, offset = indented[:], line_offset
    lines.disconnect()
    try:
        return parse(indented, line_offset, directive, presets)
    except states.MarkupError:
        first = lines[0].strip()
        argument = [first] if first and directive.optional_arguments else []
        if argument or not first:
            lines, offset = lines[1:], line_offset + 1
        return argument, dict(presets), lines, offset
