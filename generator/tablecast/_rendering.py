"""Rendering many outputs: each from the cache where it is known, else by this process or by those of an executor.

These have neither the templates nor the disk. What an output says depends on its dataset, its template and options, the
texts of all templates that are loaded for it, and the program. So that of a dataset which no edit touches stays known.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from tablecast._fingerprint import fingerprint
from tablecast._orders import Order, Template, fill
from tablecast._pipeline import render_here
from tablecast._workers import answering
from tablecast.diagnostics import Diagnostic, Location, TablecastError
from tablecast.digests import digest_of
from tablecast.writers import COMPILED, Compiled, Rendered

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor, Future

    from tablecast._cache import Cache
    from tablecast._orders import Filled
    from tablecast._pipeline import Render, Templates
    from tablecast._workers import Workers
    from tablecast.config import OutputConfig
    from tablecast.model import Dataset

_KIND = "outputs"
_CODES = "templates"
_ESCAPES = "unicode-escape"
"""A text with marks is not one of UTF-8."""


def rendering(workers: Workers, cache: Cache | None = None) -> Render:
    """Say who renders: an executor that the caller has, or this process; with a cache, what this does not know.

    Processes of our own would take longer to get the records than this one takes to render them.
    """
    here = partial(render_here, compiled=COMPILED if cache is None else Compiled(_Codes(cache)))
    render = here if workers.given is None else partial(_begin, workers.given)
    return render if cache is None else partial(_remembering, cache, render)


# --- the cache --------------------------------------------------------------------------------------------------------


class _Codes(NamedTuple):
    """Compiled templates in the cache: those that this very program has compiled, with its libraries."""

    cache: Cache

    def get(self, key: str) -> bytes | None:
        return self.cache.get(_CODES, self._digest(key))

    def put(self, key: str, code: bytes) -> None:
        self.cache.put(_CODES, self._digest(key), code)

    def _digest(self, key: str) -> str:
        return sha256(f"{fingerprint()} {key}".encode()).hexdigest()


class _Entry(Struct, array_like=True, frozen=True):
    """An output in the cache, and what was seen of each template that was loaded for it."""

    templates: dict[str, str]
    marked: bytes
    fields: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    digest: str


_encoder = Encoder()
_entries = Decoder(_Entry)


class _Watched:
    """Templates, and what was seen of those that were asked for."""

    def __init__(self, templates: Templates) -> None:
        """See nothing yet."""
        self._templates = templates
        self.seen: dict[str, str] = {}

    def load(self, name: str) -> str | None:
        text = self._templates.load(name)
        self.seen[name] = _seen(text, self.path(name))
        return text

    def path(self, name: str) -> str:
        return self._templates.path(name)


def _seen(text: str | None, path: str) -> str:
    return digest_of((text, path))


def _remembering(
    cache: Cache, render: Render, templates: Templates, dataset: Dataset, output: OutputConfig
) -> Callable[[], Rendered]:
    """Look an output up, or begin to render it, and remember it when it is waited for."""
    key = _key(dataset, output)
    known = _known(cache, key, templates) if key else None
    if known is not None:
        return lambda: known
    watched = _Watched(templates)
    wait = render(watched, dataset, output)

    def keep() -> Rendered:
        rendered = wait()
        if key:
            cache.put(_KIND, key, _packed(rendered, watched.seen))
        return rendered

    return keep


def _key(dataset: Dataset, output: OutputConfig) -> str:
    """Give a digest of all that an output depends on but its templates; none for numbers that cannot be packed.

    Values that are packed alike, such as a decimal and its text, are told apart by the types of the fields, and times
    of one moment by the texts that they were read from.
    """
    try:
        packed = _encoder.encode((fingerprint(), dataset, output.template, output.options))
    except OverflowError:
        return ""
    return sha256(packed).hexdigest()


def _known(cache: Cache, key: str, templates: Templates) -> Rendered | None:
    """Look an output up; it counts only if the templates that were loaded for it are what they were."""
    data = cache.get(_KIND, key)
    if data is None:
        return None
    entry = _entries.decode(data)
    if not all(_is_still(templates, name, seen) for name, seen in entry.templates.items()):
        return None
    return Rendered.of(entry.marked.decode(_ESCAPES), entry.fields, entry.diagnostics, entry.digest)


def _is_still(templates: Templates, name: str, seen: str) -> bool:
    try:
        return _seen(templates.load(name), templates.path(name)) == seen
    except TablecastError:  # It cannot be read any more, and rendering says so at its time.
        return False


def _packed(rendered: Rendered, seen: dict[str, str]) -> bytes:
    marked = rendered.marked.encode(_ESCAPES)
    return _encoder.encode(_Entry(seen, marked, rendered.fields, rendered.diagnostics, rendered.templates))


# --- elsewhere --------------------------------------------------------------------------------------------------------


def _begin(executor: Executor, templates: Templates, dataset: Dataset, output: OutputConfig) -> Callable[[], Rendered]:
    try:
        known = {output.template: _template(templates, output.template)}
    except TablecastError:  # It is lacking, then, and the error is raised where it is waited for.
        known = {}
    order = Order(dataset, output, known)
    return partial(_wait, executor, templates, order, _submit(executor, order))


def _wait(executor: Executor, templates: Templates, order: Order, begun: Future[Filled]) -> Rendered:
    """Wait for an output; one that lacks templates is begun again with these."""
    while True:
        filled = _result(begun, order)
        if filled.rendered is not None:
            return filled.rendered
        if filled.problems:
            raise TablecastError(filled.problems)
        found = {name: _template(templates, name) for name in filled.lacking}
        order = order._replace(templates={**order.templates, **found})
        begun = _submit(executor, order)


def _template(templates: Templates, name: str) -> Template:
    return Template(templates.load(name), templates.path(name))


def _submit(executor: Executor, order: Order) -> Future[Filled]:
    with answering(_lost(order)):
        return executor.submit(fill, order)


def _result(begun: Future[Filled], order: Order) -> Filled:
    with answering(_lost(order)):
        return begun.result()


def _lost(order: Order) -> Diagnostic:
    message = "a process that rendered this output has ended without an answer"
    hint = "render in one process, without an executor"
    return Diagnostic("lost-worker", message, Location(order.output.path), hint=hint)
