"""The errors of what templates call, raised where nobody knows yet for which output or at which line of the template.

`tablecast.writers.render` turns each into a diagnostic, at the value's place in its document when the error has an
`origin`, else at the `place` in the template; a problem of the configuration is for the caller to place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from tablecast.codes import Code
    from tablecast.diagnostics import Location
    from tablecast.writers._marks import Origin


class RefusalError(Exception):
    """What is asked for is refused; `code`, `message` and `hint` are those of the diagnostic to be."""

    code: ClassVar[Code]

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Say what is refused, and what to do."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.origin: Origin | None = None
        self.place: Location | None = None


class UnescapedError(RefusalError):
    """A template prints what has not been through a literal filter."""

    code = "template-unescaped"


class MisuseError(RefusalError):
    """A template gives a filter what it is not for."""

    code = "template-error"


class NotWritableError(RefusalError):
    """The target language has no way to write a value."""

    code = "value-not-writable"


class ConfigurationError(RefusalError):
    """The configuration asks for what the template cannot do."""


class UnknownTemplateError(ConfigurationError):
    """There is no template of that name."""

    code = "unknown-template"


class OptionError(ConfigurationError):
    """A template has no such option, or it must be something else."""

    code = "template-option"


class UnsuitableError(ConfigurationError):
    """The template is not for datasets such as this."""

    code = "unsuitable-template"


class writing:  # noqa: N801 - read as a verb, as the context managers of contextlib are
    """Report a value that cannot be written where it stands."""

    __slots__ = ("_origin",)

    def __init__(self, origin: Origin | None) -> None:
        """Know where the value comes from."""
        self._origin = origin

    def __enter__(self) -> None:
        """Begin to write."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Say of what cannot be written where it comes from."""
        if isinstance(error, NotWritableError):
            error.origin = self._origin
