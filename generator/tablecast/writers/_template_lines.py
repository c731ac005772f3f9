"""Which line of a template writes which line of an output, for any template: the templates are compiled with marks.

A mark stands before the first visible character of each line of static text, and before what an expression prints. It
travels through macros, loops, includes and blocks with the text behind it, so that each character of the output belongs
to the nearest mark before it. Only what explains an output is rendered so; what is written has no such marks.

A template that measures what it has rendered, with `length` or `truncate` for example, can come to another result with
marks than without. Whoever renders so compares; see `tablecast.writers.trace`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from jinja2.ext import Extension
from jinja2.lexer import Token

from tablecast.writers._marks import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from jinja2.lexer import TokenStream

_FILTER = "tablecast_at"


class TemplateLines(Extension):
    """Marks the static text and the expressions of each template; `files` are those that the marks count."""

    def __init__(self, environment: Environment) -> None:
        """Add what marks expressions; a template cannot set or hide a filter."""
        super().__init__(environment)
        self.files: list[str] = []
        self.marks_blank_lines = True
        cast(dict[str, object], environment.filters)[_FILTER] = _marked

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Mark a template's text, and let each expression be marked."""
        file = len(self.files)
        self.files.append(stream.filename or stream.name or "")
        line = 0
        for token in stream:
            match token.type:
                case "data":
                    yield Token(token.lineno, "data", self._text(token.value, file, token.lineno))
                case "variable_begin":
                    yield token
                    yield Token(token.lineno, "lparen", "(")
                    line = token.lineno
                case "variable_end":
                    yield from _filtered(file, line, token.lineno)
                    yield token
                case _:
                    yield token

    def _text(self, text: str, file: int, first: int) -> str:
        """Mark each line; one that goes on in what follows has a mark there."""
        *whole, rest = text.split("\n")
        lines = [
            _before_text(line, at(file, number), blank=self.marks_blank_lines)
            for number, line in enumerate(whole, first)
        ]
        return "\n".join([*lines, _before_text(rest, at(file, first + len(whole)), blank=False)])


def template_lines(environment: Environment) -> TemplateLines:
    """Give the extension of an environment that has it."""
    return cast(TemplateLines, environment.extensions[TemplateLines.identifier])


def _filtered(file: int, line: int, end: int) -> Iterator[Token]:
    """Close the parenthesis around an expression, and apply the filter to what is in it."""
    yield Token(end, "rparen", ")")
    yield Token(end, "pipe", "|")
    yield Token(end, "name", _FILTER)
    yield Token(end, "lparen", "(")
    yield Token(end, "integer", file)  # type: ignore[arg-type] # Jinja's lexer itself gives an int here.
    yield Token(end, "comma", ",")
    yield Token(end, "integer", line)  # type: ignore[arg-type] # As above.
    yield Token(end, "rparen", ")")


def _marked(value: object, file: int, line: int) -> object:
    """Mark what an expression prints; what prints nothing, or must not be printed, stays as it is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{at(file, line)}{value}"
    return _before_text(value, at(file, line), blank=False) if isinstance(value, str) else value


def _before_text(text: str, mark: str, *, blank: bool) -> str:
    """Put a mark before the first visible character: so it changes nothing for `trim`, nor for `indent`."""
    rest = text.lstrip()
    if not rest:
        return text + mark if blank else text
    return f"{text[: len(text) - len(rest)]}{mark}{rest}"
