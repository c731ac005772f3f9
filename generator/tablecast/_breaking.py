"""Two states of a project compared by what users of the generated code see, with what somebody has accepted of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast._comparison import draw, every, named
from tablecast._reading import PLAIN, Means
from tablecast.breaking import Breaking, breaking_changes, judge, parse_acceptances, surface_of, unused
from tablecast.config import ACCEPTED
from tablecast.diagnostics import Diagnostic, TablecastError, configured

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from tablecast._comparison import Configured, Sides
    from tablecast.breaking import Placed, Surface
    from tablecast.model import Dataset


def compare_for_users(sides: Sides, today: dt.date, means: Means = PLAIN) -> Breaking:
    """Tell what breaks users of the earlier state, by each state's own configuration.

    Where the earlier one has none, there was nothing to use.

    Raises:
        TablecastError: With everything that is wrong in either state; the places in a revision name it.
    """
    before, after = every(partial(sides.configuration, sides.before), partial(sides.configuration, sides.after))
    if after is None:
        raise TablecastError([replace(sides.no_config(sides.after), hint="name one with --config")])
    revisions = tuple(filter(None, (sides.before.name, sides.after.name)))
    found = Breaking(
        before=sides.before.name,
        after=sides.after.name,
        is_first=before is None,
        accepted=after.loaded.config.accepted,
        revisions=revisions,
    )
    return found if before is None else _compared(found, (before, after), today, means)


def _compared(found: Breaking, states: tuple[Configured, Configured], today: dt.date, means: Means) -> Breaking:
    before, after = states
    accepted = acceptances(after)
    drawn = every(*(partial(draw, each.side, each, means) for each in states))
    one, other = (_surfaces(*each) for each in zip(drawn, states, strict=True))
    severities = after.loaded.config.severities
    changes = breaking_changes(one, other, after.placed(after.loaded.locate("datasets")))
    judged = judge(changes, accepted, today, severities)
    known = {each.acceptance.identity for each in (_former_acceptances(before) if accepted else ())}
    noticed = tuple(configured(unused(accepted, judged, found.before, known), severities))
    outputs = tuple(path for surface in other.values() for path in surface.outputs)
    return replace(found, datasets=tuple(one), judged=judged, problems=noticed, outputs=outputs)


def _surfaces(datasets: Iterable[Dataset], state: Configured) -> dict[str, Surface]:
    config = state.loaded.config
    found: dict[str, Surface] = {}
    for each in datasets:
        outputs = {output.path: output for output in config.datasets[each.name].outputs}
        locate = partial(state.loaded.locate, "datasets", each.name)
        found[each.name] = surface_of(each, outputs, locate, state.placed)
    return found


def acceptances(state: Configured) -> tuple[Placed, ...]:
    """Read what a state accepts; a file that the configuration does not name need not be there.

    Raises:
        TablecastError: The file is not right, or the configuration names one that is not there.
    """
    path = state.loaded.config.accepted
    with named(state.path):
        if state.files.holds(path):
            placed = parse_acceptances(path, state.files.read_text(path))
            return tuple(each._replace(location=state.placed(each.location)) for each in placed)
        if path != ACCEPTED:
            message = f"there is no file '{path}'"
            place = state.loaded.locate("accepted")
            raise TablecastError([Diagnostic("unreadable-file", message, place, hint="an empty one accepts nothing")])
    return ()


def _former_acceptances(before: Configured) -> tuple[Placed, ...]:
    """Read what the earlier state accepts; what is wrong with that is past mending."""
    try:
        return acceptances(before)
    except TablecastError:
        return ()
