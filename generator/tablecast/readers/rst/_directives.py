"""The directives of reStructuredText and Sphinx, read for what a reader sees.

A directive that is not listed here is read by its body, with its argument kept. Directives are found in the tables
of this module alone: docutils' registry is shared with a Sphinx build in the same interpreter and is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives.misc import Replace, Unicode

from tablecast.content import inline_text
from tablecast.readers.rst._csv_table import CsvTable
from tablecast.readers.rst._directive_names import (
    CHANGES,
    CODE,
    CODE_BODIES,
    HEADINGS,
    LINES,
    QUOTES,
    TRANSPARENT,
    TRANSPARENT_BODIES,
    VANISHING,
)
from tablecast.readers.rst._flat_table import FlatTable
from tablecast.readers.rst._include import Include
from tablecast.readers.rst._inlines import read_inlines
from tablecast.readers.rst._lenient import BodyDirective, LenientDirective
from tablecast.readers.rst._nodes import DirectiveBody, TitledBody
from tablecast.readers.rst._roles import define_role
from tablecast.readers.rst._table_directives import ListTable, TitledTable

if TYPE_CHECKING:
    from collections.abc import Iterable


class Unknown(LenientDirective):
    """A directive that means nothing here: its argument and its body."""

    def run(self) -> list[nodes.Node]:
        """Parse the body; titles in it make sections of their own."""
        return _unknown(self)


class Transparent(LenientDirective):
    """A directive that only says where or how its body is shown: the body alone."""

    def run(self) -> list[nodes.Node]:
        """Parse the body."""
        return _transparent(self)


class TransparentBody(Transparent, BodyDirective):
    """A transparent directive that has no argument."""


class Vanishing(LenientDirective):
    """A directive that shows nothing of its own where it stands."""

    def run(self) -> list[nodes.Node]:
        """Leave a comment, which no later step reads."""
        return [nodes.comment()]


class Code(LenientDirective):
    """A block of text that is not markup; the argument names its language."""

    def run(self) -> list[nodes.Node]:
        """Keep the content as it is."""
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, language=self.argument)]


class CodeBody(BodyDirective):
    """A block of text that is not markup and names no language."""

    def run(self) -> list[nodes.Node]:
        """Keep the content as it is."""
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, language="")]


class ParsedLiteral(BodyDirective):
    """A literal block with inline markup."""

    def run(self) -> list[nodes.Node]:
        """Parse inline markup, keep the lines."""
        text = "\n".join(self.content)
        children, messages = self.state.inline_text(text, self.lineno)
        return [nodes.literal_block(text, "", *children), *messages]


class Math(BodyDirective):
    """A displayed formula; its first line may stand beside the directive's name."""

    def run(self) -> list[nodes.Node]:
        """Keep the formula as it is."""
        text = "\n".join(self.content).strip()
        return [nodes.math_block(text, text)]


class Line(LenientDirective):
    """A paragraph in the place of a heading: `rubric` and `centered`."""

    def run(self) -> list[nodes.Node]:
        """Parse the argument as a paragraph, and what follows it as body."""
        text = _as_written(self.argument)
        children, messages = self.state.inline_text(text, self.lineno)
        node = nodes.Element()
        parse_with_titles(self, node)
        return [nodes.paragraph(text, "", *children), *messages, *node.children]


class Note(BodyDirective):
    """An admonition with a name of its own."""

    def run(self) -> list[nodes.Node]:
        """Parse the body."""
        node = TitledBody("", kind=self.name.lower(), heading=HEADINGS[self.name.lower()])
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Admonition(LenientDirective):
    """An admonition whose argument is its title."""

    def run(self) -> list[nodes.Node]:
        """Parse title and body."""
        children, _ = self.state.inline_text(self.argument, self.lineno)
        node = TitledBody("", kind="admonition", heading=inline_text(read_inlines(children)))
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Version(LenientDirective):
    """What changed in a version: the version, an explanation beside it, and a body."""

    def run(self) -> list[nodes.Node]:
        """Parse explanation and body."""
        version, _, explanation = _as_written(self.argument).partition(" ")
        name = self.name.lower()
        node = TitledBody("", kind=name, heading=f"{CHANGES[name]} {version}".strip())
        if explanation:
            children, messages = self.state.inline_text(explanation, self.lineno)
            node += [nodes.paragraph(explanation, "", *children), *messages]
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Quote(BodyDirective):
    """A block quote."""

    def run(self) -> list[nodes.Node]:
        """Parse the body, and who said it."""
        elements: list[nodes.Node] = cast(Any, self.state).block_quote(self.content, self.content_offset)
        return elements


class Image(LenientDirective):
    """An image, allowed in a substitution definition."""

    def run(self) -> list[nodes.Node]:
        """Make the image, inside a link when it has a target."""
        uri = "".join(self.argument.split())
        image = nodes.image("", uri=uri, alt=self.options.get("alt", ""))
        target = "".join(self.options.get("target", "").split())
        if not target or target.endswith("_"):
            return [image]
        return [nodes.reference("", "", image, refuri=target)]


class Figure(Image):
    """An image with a caption and a legend."""

    def run(self) -> list[nodes.Node]:
        """Make the image; caption and legend are its body."""
        figure = nodes.figure()
        figure += super().run()
        self.state.nested_parse(self.content, self.content_offset, figure)
        return [figure]


class Raw(LenientDirective):
    """Text for one output format: kept aside, read for hard line breaks only."""

    def run(self) -> list[nodes.Node]:
        """Keep the content as it is; a file or an address is not read."""
        text = "\n".join(self.content)
        return [nodes.raw(text, text, format=self.argument.lower())]


class Class(LenientDirective):
    """docutils' `class`, which styles its body, or that of Sphinx's Python domain, which documents a class.

    A style is a list of lower-case words; anything else, and anything that has options, is a Python class.
    """

    def run(self) -> list[nodes.Node]:
        """Parse the body."""
        words = self.argument.split()
        if self.options or any(word != nodes.make_id(word) for word in words):
            return _unknown(self)
        return _transparent(self)


class Characters(Unicode):
    """The directive `unicode`, without what no text can hold.

    A surrogate cannot be written to a file, and NUL is docutils' own mark of an escaped character.
    """

    def run(self) -> list[nodes.Node]:
        """Make the text; docutils reports the error that is raised as markup that is not read."""
        texts = super().run()
        for character in "".join(map(str, texts)):
            if character == "\0" or "\ud800" <= character <= "\udfff":
                message = f"Invalid character code: {ord(character):#x}"
                raise self.error(message)
        return list(texts)


class Role(Directive):
    """The definition of an interpreted text role, for this document only."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Note the role."""
        define_role(cast(Any, self.state).reading.roles, list(self.content))
        return []


class DefaultRole(LenientDirective):
    """The role of interpreted text that names none, for the rest of this document."""

    def run(self) -> list[nodes.Node]:
        """Note the role."""
        roles = self.reading.roles
        name = self.argument.strip().lower()
        if name:
            roles[""] = roles.get(name, (name, ""))
        else:
            roles.pop("", None)
        return []


def _unknown(directive: LenientDirective) -> list[nodes.Node]:
    """Keep a directive's argument and body."""
    node = DirectiveBody("", kind=directive.name, argument=_as_written(directive.argument))
    parse_with_titles(directive, node)
    return [node]


def _transparent(directive: LenientDirective) -> list[nodes.Node]:
    """Give a body's nodes in the directive's place, so that a label before it points into it."""
    node = nodes.Element()
    parse_with_titles(directive, node)
    return list(node.children)


def parse_with_titles(directive: Directive, node: nodes.Element) -> None:
    """Parse a directive's content; titles in it form a hierarchy of their own, as in Sphinx."""
    memo = directive.state.memo
    kept = memo.title_styles, memo.section_level
    memo.title_styles, memo.section_level = [], 0
    try:
        directive.state.nested_parse(directive.content, directive.content_offset, node, match_titles=True)
    finally:
        memo.title_styles, memo.section_level = kept


def _as_written(argument: str) -> str:
    return " ".join(line.strip() for line in argument.splitlines())


def _table(directive: type[Directive], names: Iterable[str]) -> dict[str, type[Directive]]:
    return dict.fromkeys(names, directive)


DIRECTIVES: dict[str, type[Directive]] = {
    **_table(Note, HEADINGS),
    **_table(Version, CHANGES),
    "admonition": Admonition,
    "table": TitledTable,
    "csv-table": CsvTable,
    "list-table": ListTable,
    "flat-table": FlatTable,
    "include": Include,
    "image": Image,
    "figure": Figure,
    "math": Math,
    "raw": Raw,
    "class": Class,
    "role": Role,
    "default-role": DefaultRole,
    "replace": Replace,
    "unicode": Characters,
    "parsed-literal": ParsedLiteral,
    **_table(Code, CODE),
    **_table(Line, LINES),
    **_table(Quote, QUOTES),
    **_table(TransparentBody, TRANSPARENT_BODIES),
    **_table(Transparent, TRANSPARENT),
    **_table(CodeBody, CODE_BODIES),
    **_table(Vanishing, VANISHING),
}


def find(name: str) -> type[Directive]:
    """Give the directive of a name; one that reads its body where the name is not known."""
    return DIRECTIVES.get(name.lower(), Unknown)
