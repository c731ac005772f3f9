"""docutils' parser states, told to remember positions and to look directives up in tables of ours.

The classes keep docutils' names, because its state machine finds states by class name. Nothing of docutils is
changed: the subclasses are handed to a state machine of our own, so that a Sphinx build in the same interpreter, or
another thread, never notices.
"""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes, statemachine
from docutils.parsers.rst import states, tableparser

from tablecast.readers.rst import _directives
from tablecast.readers.rst._build import Cells, build_table, grid_cells, simple_cells
from tablecast.readers.rst._combining import Combining
from tablecast.readers.rst._lenient import parse_leniently
from tablecast.readers.rst._malformed import find_problem
from tablecast.readers.rst._reading import Item, Opened

if TYPE_CHECKING:
    import re

    from tablecast.readers.rst._reading import Reading
    from tablecast.readers.rst._source import Place

_BODY: Any = states.Body
_TEXT: Any = states.Text
"""docutils' states without the stubs' partial types."""

_LONGEST_ENUMERATOR = 100
"""What begins a line with more characters is no number in a list; Python does not convert thousands of digits."""

_AS_TEXT = "text"
"""The transition that reads a line as text."""


class _State(states.RSTState):
    """What every state shares: nested parsing stays among the states of this module."""

    reading: Reading

    def __init__(self, state_machine: Any, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - docutils' signature
        super().__init__(state_machine, debug)
        self.nested_sm_kwargs = {"state_classes": STATE_CLASSES, "initial_state": "Body"}

    def runtime_init(self) -> None:
        super().runtime_init()
        self.reading = cast(Any, self.inliner).reading
        # docutils keeps idle nested machines in a list of the class, shared by all documents and threads.
        self.nested_sm_cache = self.reading.machines

    @property
    def machine(self) -> Any:
        """The state machine, whose stubs say less than there is."""
        return self.state_machine

    def here(self, indent: int = 0) -> Place:
        """Say where the current line stands, `indent` characters into it."""
        machine = self.machine
        place = self.reading.place(machine.input_lines, machine.line_offset)
        return place._replace(column=place.column + indent)


class _Body(_State, states.Body):
    """What the states of block markup share."""

    explicit: Any
    combining: Combining

    def list_item(self, indent: int) -> tuple[nodes.list_item, bool]:
        item = self._item(indent)
        node, blank_finish = _BODY.list_item(self, indent)
        self.reading.items[node] = item
        return node, blank_finish

    def _item(self, indent: int) -> Item:
        """Find where the text of a list item begins: beside its marker, or in the lines below."""
        machine = self.machine
        marker, text = machine.line[:indent].strip(), machine.line[indent:]
        place = self.here(indent)
        if not text:
            lines = machine.input_lines
            index = machine.line_offset + 1
            while index < len(lines) and not lines[index]:
                index += 1
            if index < len(lines) and lines[index].startswith(" "):
                text = lines[index].lstrip()
                place = self.reading.place(lines, index)
                place = place._replace(column=place.column + len(lines[index]) - len(text))
        return Item(marker, place, place.column + len(text))

    def parse_enumerator(self, match: re.Match[str], expected_sequence: Any = None) -> Any:
        """Read an enumerator, where it is short enough to be one; docutils takes None for no enumerator."""
        if len(match.group().strip()) > _LONGEST_ENUMERATOR:
            return "", "", "", None
        return _BODY.parse_enumerator(self, match, expected_sequence)

    def directive(self, match: re.Match[str], **option_presets: Any) -> Any:
        name = match.group(1)
        machine = self.machine
        self.reading.directives.append(Opened(self.here(), machine.input_lines, machine.line_offset))
        try:
            return _BODY.run_directive(self, _directives.find(name), match, name, option_presets)
        finally:
            self.reading.directives.pop()

    def parse_directive_block(self, indented: Any, line_offset: int, directive: Any, option_presets: Any) -> Any:
        parse = partial(_BODY.parse_directive_block, self)
        if not getattr(directive, "lenient", False):
            return parse(indented, line_offset, directive, option_presets)
        return parse_leniently(parse, indented, line_offset, directive, option_presets)

    def comment(self, match: re.Match[str]) -> Any:
        # docutils marks the end of an include by a comment, and one that looks like it fails on an empty list.
        self.document.include_log = [("", (None, None, None, None))]
        return _BODY.comment(self, match)

    def table(self, isolate_function: Any, parser_class: Any) -> Any:
        self.combining = Combining()
        block, messages, blank_finish = isolate_function()
        if not block:
            return messages, blank_finish
        block.data[:] = map(self.combining.hide, block.data)
        parser = parser_class()
        try:
            data = parser.parse(block)
        except tableparser.TableMarkupError as error:
            return [*self.malformed_table(block, " ".join(error.args), error.offset), *messages], blank_finish
        except (AssertionError, IndexError):
            # The parser asserts what broken borders do not give.
            return [*self.malformed_table(block), *messages], blank_finish
        self.combining.show(block)
        self.combining.show_cells(data)
        first_line = self.machine.abs_line_number() - len(block) + 1
        read_cells = grid_cells if parser_class is tableparser.GridTableParser else simple_cells
        cells = read_cells(self.reading, block, data, parser)
        return [self.build(cells, first_line), *messages], blank_finish

    def build(self, cells: Cells, first_line: int) -> nodes.table:
        """Make the doctree of a table whose cells are known, parsing each cell."""
        return build_table(self, self.reading, cells, first_line)

    def isolate_grid_table(self) -> Any:
        """Find the lines of a grid table, none of which docutils may think too long for a combining character."""
        lines, start = self.machine.input_lines, self.machine.line_offset
        end = next((index for index in range(start, len(lines)) if not lines[index]), len(lines))
        written = lines.data[start:end]
        lines.data[start:end] = map(self.combining.hide, written)
        try:
            return _BODY.isolate_grid_table(self)
        finally:
            lines.data[start:end] = written

    def isolate_simple_table(self) -> Any:
        """Find the lines of a simple table; where no border ends it, take one block of text for it.

        docutils takes all that is left of the document then, and further tables would be lost.
        """
        machine = self.machine
        start = machine.line_offset
        block, messages, blank_finish = _BODY.isolate_simple_table(self)
        lines = machine.input_lines
        if block or machine.line_offset < len(lines) - 1:
            return block, messages, blank_finish
        end = next((index for index in range(start, len(lines)) if not lines[index]), len(lines))
        machine.previous_line(machine.line_offset - end + 1)
        return block, messages, True

    def malformed_table(self, block: Any, detail: str = "", offset: int = 0) -> list[nodes.system_message]:
        problem = find_problem(list(block), detail, offset)
        self.combining.show(block)
        block.replace(self.double_width_pad_char, "")
        self.reading.report(
            "malformed-table",
            f"the table cannot be read: {problem.reason}",
            self.reading.place(block, problem.line),
            hint="every border and separator must line up, character by character",
        )
        return []


def _explicit_markup() -> Any:
    """Copy docutils' list of explicit markup, with our `directive` in it, as the list holds plain functions."""
    known = _BODY.explicit
    replaced: dict[Any, Any] = {_BODY.directive: _Body.directive}
    constructs = [(replaced.get(method, method), pattern) for method, pattern in known.constructs]
    return SimpleNamespace(patterns=known.patterns, constructs=constructs)


_Body.explicit = _explicit_markup()


class Body(_Body, states.Body):
    """The state at the beginning of a block."""

    def line(self, match: re.Match[str], context: Any, next_state: Any) -> Any:
        """Read a title or transition where none may stand as text, as docutils would drop it."""
        if not self.machine.match_titles:
            raise statemachine.TransitionCorrection(_AS_TEXT)
        return _BODY.line(self, match, context, next_state)


class Text(_State, states.Text):
    """The state after the first line of a text."""

    def underline(self, match: re.Match[str], context: Any, next_state: Any) -> Any:
        """Read a title where none may stand as text, as docutils would drop it."""
        if not self.machine.match_titles:
            raise statemachine.TransitionCorrection(_AS_TEXT)
        return _TEXT.underline(self, match, context, next_state)


def _our_class(known: type[states.RSTState]) -> type[states.RSTState]:
    own = {"Body": Body, "Text": Text}.get(known.__name__)
    if own is not None:
        return own
    base = _Body if issubclass(known, states.Body) else _State
    return cast("type[states.RSTState]", type(known.__name__, (base, known), {}))


STATE_CLASSES = tuple(_our_class(known) for known in states.state_classes)


def parse_blocks(lines: list[str], document: nodes.document, inliner: states.Inliner) -> None:
    """Parse the lines of a whole document into its (empty) doctree."""
    machine = states.RSTStateMachine(state_classes=STATE_CLASSES, initial_state="Body")
    machine.run(lines, document, inliner=inliner)
    for nested in cast(Any, inliner).reading.machines:
        nested.unlink()
    machine.unlink()
