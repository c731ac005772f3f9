"""Jinja2, set up so that a mistake in a template is a diagnostic with file and line: the only module that knows it."""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING, ClassVar, Protocol

import jinja2

from tablecast.diagnostics import Diagnostic, Location, TablecastError, did_you_mean
from tablecast.writers._builtin import OPTIONS, builtin_text
from tablecast.writers._filters import FILTERS
from tablecast.writers._guarded import HINT, Opaque, described, opened
from tablecast.writers._options import Options
from tablecast.writers._refusal import RefusalError, UnescapedError
from tablecast.writers._template_lines import TemplateLines, template_lines
from tablecast.writers._values import DataView, NodeView, part_names
from tablecast.writers._views import RecordView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import CodeType, TracebackType

    from jinja2.bccache import Bucket


class Kept(Protocol):
    """Where compiled templates are kept for other runs of the same program, by digests of names and texts."""

    def get(self, key: str, /) -> bytes | None:
        """Give a compiled template, or None where there is none."""
        ...

    def put(self, key: str, code: bytes, /) -> None:
        """Keep a compiled template."""
        ...


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, for as long as their texts stay the same; datasets by the hundred share a few templates."""

    def __init__(self, kept: Kept | None = None) -> None:
        """Know none but those that are kept."""
        self._kept = kept
        self._codes: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code to Jinja2, if it is known."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._kept is not None and (data := self._kept.get(_code_key(bucket))) is not None:
            bucket.bytecode_from_string(data)
            self._codes[bucket.key] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code from Jinja2."""
        self._codes[bucket.key] = (bucket.checksum, bucket.code)
        if self._kept is not None:
            self._kept.put(_code_key(bucket), bucket.bytecode_to_string())


def _code_key(bucket: Bucket) -> str:
    """Tell a template from all others, and from what it was: its key is a digest of its name, the other of its text."""
    return f"{bucket.key} {bucket.checksum}"


COMPILED = Compiled()
"""The templates that this process has compiled, where nobody keeps any."""


class _MarkedCodeCache(jinja2.BytecodeCache):
    """Templates compiled with the marks of their lines, in which their files are numbered as they come."""

    _codes: ClassVar[dict[tuple[str, int, bool], tuple[str, CodeType | None, str]]] = {}

    def __init__(self, lines: TemplateLines) -> None:
        self._lines = lines

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code, file = self._codes.get(self._key(bucket, len(self._lines.files)), ("", None, ""))
        if checksum == bucket.checksum:
            bucket.code = code
            self._lines.files.append(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        *before, file = self._lines.files
        self._codes[self._key(bucket, len(before))] = (bucket.checksum, bucket.code, file)

    def _key(self, bucket: Bucket, number: int) -> tuple[str, int, bool]:
        return bucket.key, number, self._lines.marks_blank_lines


class _Undefined(jinja2.StrictUndefined):
    """What is not there: any use is an error, which names what is there in its place."""

    @property
    def _undefined_message(self) -> str:
        name = str(opened(self._undefined_name))
        match self._undefined_obj:
            case RecordView() as record:
                return f"a record has no field '{name}': {did_you_mean(name, map(opened, record.field_names))}"
            case DataView() as value:
                known = did_you_mean(name, part_names(value))
                return f"{described(opened(value))} has no part '{name}': {known}"
            case NodeView() as node:
                return f"a {node.kind} has no part '{name}': {did_you_mean(name, node)}"
            case Options() as options:
                given = did_you_mean(name, map(opened, options)) or "it has no options"
                return f"the output has no option '{name}' for its template: {given}"
            case _:
                return super()._undefined_message


_PRINTED = (str, jinja2.Undefined)


def rendered(
    name: str,
    context: Mapping[str, object],
    load: Callable[[str], str | None],
    locate: Callable[[str], str],
    compiled: Compiled = COMPILED,
) -> str:
    """Render a template, marks of provenance included.

    `load` gives the text of a template that is not built in, `locate` the path by which messages name one, `compiled`
    holds those that were compiled before.

    Raises:
        TablecastError: The template, one that it includes, or what it does with the data is wrong.
        RefusalError: A filter or a view refuses; its `place` is set.
    """
    try:
        return _environment(load, locate, compiled).get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        place = Location(error.filename or locate(name), error.lineno)
        raise TablecastError([_syntax_error(error, place)]) from error
    except RefusalError as error:
        error.place = _place(error.__traceback__, locate(name))
        raise
    except TablecastError:  # A template that it includes cannot be read, and says where.
        raise
    except Exception as error:
        place = _place(error.__traceback__, locate(name))
        raise TablecastError([_runtime_error(error, place)]) from error


def rendered_with_lines(
    name: str, context: Mapping[str, object], load: Callable[[str], str | None], locate: Callable[[str], str]
) -> Iterator[tuple[str, list[str]]]:
    """Render a template that is right so that the marks of templates' lines are in it, with the files that they count.

    The first has marks in blank lines, too, which a template may take for text; the second has none there.
    """
    for blank in (True, False):
        environment = _environment(load, locate)
        environment.add_extension(TemplateLines)
        lines = template_lines(environment)
        lines.marks_blank_lines = blank
        environment.bytecode_cache = _MarkedCodeCache(lines)
        try:
            yield environment.get_template(name).render(context), lines.files
        except Exception:  # noqa: BLE001, S112 - it is right without marks, so the marks are what it does not take.
            continue


def _environment(
    load: Callable[[str], str | None], locate: Callable[[str], str], compiled: jinja2.BytecodeCache | None = None
) -> jinja2.Environment:
    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = load(name)
        if text is None and name in OPTIONS:
            text = builtin_text(name)
        return None if text is None else (text, locate(name), lambda: False)

    environment = jinja2.Environment(
        autoescape=False,  # noqa: S701 - HTML's escapes are wrong in code; `Guarded` values have to be escaped for it.
        bytecode_cache=compiled,
        finalize=_finalize,
        keep_trailing_newline=True,
        loader=jinja2.FunctionLoader(source),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=_Undefined,
    )
    environment.filters |= FILTERS
    return environment


def _finalize(value: object) -> object:
    """Let through what a template may print: strings, which are its own or made by filters, and whole numbers."""
    if isinstance(value, _PRINTED) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, Opaque):
        return str(value)
    what = repr(value) if value is None or isinstance(value, bool | float) else f"a {type(value).__name__}"
    message = f"{what} is printed as it is, and only text and whole numbers can be"
    raise UnescapedError(message, hint=HINT)


def _place(trace: TracebackType | None, path: str) -> Location:
    """Find the innermost line of a template in a traceback, which Jinja has rewritten to show template lines."""
    place = Location(path)
    for frame, line in traceback.walk_tb(trace):
        if "__jinja_exception__" in frame.f_globals:
            place = Location(frame.f_code.co_filename, line)
    return place


def _syntax_error(error: jinja2.TemplateSyntaxError, place: Location) -> Diagnostic:
    message = (error.message or "the template cannot be read").rstrip(".")
    unknown = re.fullmatch("No filter named '(.*)'", message)
    return Diagnostic("template-syntax", message, place, hint=did_you_mean(unknown[1], FILTERS) if unknown else "")


def _runtime_error(error: Exception, place: Location) -> Diagnostic:
    match error:
        case jinja2.TemplateNotFound():
            return Diagnostic("unknown-template", f"there is no template '{error.name}'", place)
        case jinja2.UndefinedError():
            return Diagnostic("template-undefined", error.message or "something is undefined", place)
        case _:
            return Diagnostic("template-error", f"{type(error).__name__}: {error}", place)
