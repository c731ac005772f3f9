"""The `include` directive: reading further files of the documentation, and no others."""

from __future__ import annotations

import posixpath
from importlib.resources import files
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList

from tablecast._regex import regex
from tablecast.readers import FilesRefusedError
from tablecast.readers.rst._lenient import LenientDirective
from tablecast.readers.rst._numbers import integer, shortened
from tablecast.readers.rst._source import SourceText, decode

if TYPE_CHECKING:
    from tablecast.codes import Code
    from tablecast.readers.rst._reading import Reading
    from tablecast.readers.rst._source import Place


_STANDARD = regex(r"<([\w-]+\.txt)>")
"""How a document names a file that docutils brings along."""


class Include(LenientDirective):
    """Read a file in the directive's place."""

    def run(self) -> list[nodes.Node]:
        """Insert the file's lines before those that follow, or give them as a literal block."""
        source = open_source(self.reading, self.argument, self.place)
        if source is None:
            return []
        lines = self._selected(source)
        if "literal" in self.options or "code" in self.options:
            text = "\n".join(lines)
            return [nodes.literal_block(text, text, language=self.options.get("code", ""))]
        chain = self._chain()
        if source.path in chain:
            chain_text = " > ".join((*chain, source.path))
            return self._refuse(f"the file includes itself: {chain_text}", "remove one of the include directives")
        self.reading.included_from[source.path] = self.place.path
        # An empty comment ends what the file leaves open: a list, or a paragraph that announces a literal block.
        lines.append("", source=source.path, offset=-1)
        lines.append("..", source=source.path, offset=-1)
        self.state_machine.insert_input(lines, source.path)
        return []

    def _chain(self) -> list[str]:
        """Give the files that led to this directive, the document first and the directive's own file last."""
        path = self.place.path
        chain = [path]
        while path in self.reading.included_from:
            path = self.reading.included_from[path]
            chain.insert(0, path)
        return chain

    def _selected(self, source: SourceText) -> StringList:
        """Give the lines that the options select; each keeps its number."""
        lines = StringList(source.lines, source=source.path)
        lines = lines[self._line_number("start-line") : self._line_number("end-line")]
        lines = self._after(lines, self.options.get("start-after", ""))
        lines = self._before(lines, self.options.get("end-before", ""))
        lines.disconnect()
        return lines

    def _line_number(self, option: str) -> int | None:
        text = self.options.get(option, "").strip()
        number = integer(text)
        if text and number is None:
            message = f"the option '{option}' is not a number: '{shortened(text)}'"
            self._refuse(message, "write a line number, counted from 0")
        return number

    def _after(self, lines: StringList, mark: str) -> StringList:
        """Drop what comes before the first mark, and the mark."""
        index = self._find(lines, mark, "start-after")
        if index is None:
            return lines
        rest = lines[index:]
        rest.disconnect()
        rest[0] = rest[0].partition(mark)[2]
        return rest

    def _before(self, lines: StringList, mark: str) -> StringList:
        """Drop what comes after the first mark, and the mark."""
        index = self._find(lines, mark, "end-before")
        if index is None:
            return lines
        rest = lines[: index + 1]
        rest.disconnect()
        rest[index] = rest[index].partition(mark)[0].rstrip()
        return rest

    def _find(self, lines: StringList, mark: str, option: str) -> int | None:
        found = next((index for index, line in enumerate(lines) if mark in line), None) if mark else None
        if mark and found is None:
            self._refuse(f"the text of the option '{option}' is not in the file: '{mark}'", "correct the option")
        return found

    def _refuse(self, message: str, hint: str) -> list[nodes.Node]:
        self.reading.report("include-refused", message, self.place, hint=hint)
        return []


def open_source(reading: Reading, name: str, place: Place, *, verbatim: bool = False) -> SourceText | None:
    """Read a file that a directive names; a file that cannot or must not be read is reported and gives None.

    As in Sphinx, `/x` starts at the root of the documentation and any other path at the including file. A file that
    holds data, not markup, is read `verbatim`.
    """
    name = " ".join(name.split())
    standard = _STANDARD.fullmatch(name)
    if standard:
        return _open_standard(reading, standard[1], place)
    path = _resolve(reading.root, place.path, name)
    code: Code = "include-refused"
    try:
        if path is None:
            message, hint = (
                f"the file '{name}' is outside of the documentation",
                "name a file below its root, or say where its root is",
            )
        else:
            text, problems = decode(path, reading.open_file(path))
            reading.diagnostics += problems
            return reading.add_file(SourceText(path, text, verbatim=verbatim), verbatim=verbatim)
    except FilesRefusedError as error:
        code, message, hint = "include-skipped", str(error), "allow includes to read it"
    except OSError as error:
        message, hint = f"the file '{path}' is not read: {error.strerror or error}", "check the path"
    reading.report(code, message, place, hint=hint)
    return None


def _open_standard(reading: Reading, name: str, place: Place) -> SourceText | None:
    """Read one of the files of character names that docutils brings along, such as `<isonum.txt>`."""
    file = files("docutils.parsers.rst").joinpath("include", name)
    if file.is_file():
        return reading.add_file(SourceText(f"<{name}>", file.read_text(encoding="utf-8")), verbatim=False)
    reading.report("include-refused", f"docutils brings no file '{name}' along", place, hint="check its name")
    return None


def _resolve(root: str, including: str, name: str) -> str | None:
    """Give the path of an included file relative to the project's root; None for one that leaves the documentation."""
    if not name or name.startswith("<") or "\\" in name or ":" in name.partition("/")[0]:
        return None
    base = root if name.startswith("/") else str(PurePosixPath(including).parent)
    path = PurePosixPath(posixpath.normpath(posixpath.join(base, name.lstrip("/"))))
    inside = path.is_relative_to(root) and ".." not in path.relative_to(root).parts
    return str(path) if inside else None
