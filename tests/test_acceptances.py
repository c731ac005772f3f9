"""The file of accepted changes: what it may say, what is wrong with it, and what it does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

import pytest
from msgspec.structs import replace

from surfaces import ROWS, changes, surface
from tablecast.breaking import Breaking, Rule, acceptance_line, judge, parse_acceptances, unused
from tablecast.diagnostics import TablecastError

if TYPE_CHECKING:
    from tablecast.breaking import Placed
    from tablecast.codes import Code, Level

TODAY = dt.date(2026, 11, 28)
RULES = " or ".join(", ".join(f"'{rule}'" for rule in get_args(Rule)).rsplit(", ", 1))
GONE, RENAMED = changes(surface(), surface([ROWS[0], (500, "Broken")]))


def accepted(*entries: str) -> tuple[Placed, ...]:
    """What a file accepts, an entry a line."""
    return parse_acceptances("ok.toml", "accepted = [\n" + "".join(f"  {entry},\n" for entry in entries) + "]\n")


def entry(subject: str, rule: str = "record-removed", rest: str = 'reason = "-"') -> str:
    """An acceptance of a change of `error`."""
    return f'{{ dataset = "error", rule = "{rule}", subject = "{subject}", {rest} }}'


def mistakes(*entries: str) -> list[str]:
    """Everything that is wrong with a file, and its hints."""
    with pytest.raises(TablecastError) as caught:
        accepted(*entries)
    return [line for each in caught.value.diagnostics for line in (str(each), f"  {each.hint}")]


def test_both_ways_to_write_it() -> None:
    """Each on a line of its own, or as tables; and a file may accept nothing."""
    (one,) = accepted(entry("410", rest='reason = "-", until = 2027-03-01'))
    (other,) = parse_acceptances(
        "ok.toml",
        '[[accepted]]\ndataset = "error"\nrule = "record-removed"\nsubject = "410"\nreason = "-"\nuntil = 2027-03-01\n',
    )

    assert one.acceptance == other.acceptance
    assert one.acceptance.until == dt.date(2027, 3, 1)
    assert (str(one.location), str(other.location)) == ("ok.toml:2:3", "ok.toml:1:3")
    assert parse_acceptances("ok.toml", "") == ()


def test_a_line_that_a_merge_has_repeated() -> None:
    """Both say the same, so that there is nothing to decide."""
    both = accepted(entry("410"), entry("410"))

    (judged,) = judge([GONE], both, TODAY)
    assert judged.is_accepted
    assert list(unused(both, [judged], "v1", set())) == []


def test_the_line_that_is_offered_accepts_the_change() -> None:
    """All but the reason, which is somebody's to give; a text of a document is written as TOML has it."""
    line = acceptance_line(GONE)
    assert line == '{ dataset = "error", rule = "record-removed", subject = "410", reason = "" },'

    (placed,) = accepted(line.removesuffix(",").replace('reason = ""', 'reason = "Nobody used it."'))
    (judged,) = judge([GONE], [placed], TODAY)
    assert judged.is_accepted


def test_mistakes() -> None:
    """All are told at once, each at its place."""
    assert mistakes(
        entry("410", rest="until = 2027-03-01"),
        entry("410", "record-remove"),
        entry("411", rest='reason = " ", until = "1 March"'),
        entry("412"),
        entry("412", rest='reason = "another"'),
        '{ datset = "error", rule = "record-removed", reason = "-" }',
    ) == [
        "ok.toml:2:3: error: missing key 'reason' in accepted[0]: expected a string [missing-key]",
        '  add reason = "..."',
        f"ok.toml:3:31: error: accepted[1].rule: expected {RULES}, got 'record-remove' [invalid-value]",
        "  did you mean 'record-removed'?",
        "ok.toml:4:75: error: accepted[2].reason: expected a reason, got an empty string [invalid-value]",
        "  say why users can live with the change",
        "ok.toml:4:88: error: accepted[2].until: expected a date, got a string [wrong-type]",
        "  write 2027-03-01, without quotes",
        "ok.toml:6:3: error: this change is accepted twice, and not alike [invalid-value]",
        "  keep one of them",
        "ok.toml:7:3: error: missing key 'dataset' in accepted[5]: expected a string [missing-key]",
        '  add dataset = "..."',
        "ok.toml:7:5: error: unknown key 'datset' in accepted[5] [unknown-key]",
        "  did you mean 'dataset'?",
    ]


@pytest.mark.parametrize(
    ("until", "is_accepted"),
    [("", True), (", until = 2026-11-29", True), (", until = 2026-11-28", True), (", until = 2026-11-27", False)],
)
def test_it_holds_on_its_last_day(until: str, *, is_accepted: bool) -> None:
    """And not the day after."""
    (judged,) = judge([GONE], accepted(entry("410", rest=f'reason = "-"{until}')), TODAY)

    assert judged.acceptance is not None
    assert (judged.is_accepted, judged.is_over) == (is_accepted, not is_accepted)


def test_it_is_for_one_change() -> None:
    """Of this dataset, by this rule, of this subject; all others count."""
    others = accepted(
        entry("411"), entry("410", "record-renamed"), '{ dataset = "x", rule = "record-removed", reason = "-" }'
    )

    assert [each.is_accepted for each in judge([GONE, RENAMED], others, TODAY)] == [False, False]
    assert [each.is_accepted for each in judge([GONE, RENAMED], accepted(entry("410")), TODAY)] == [True, False]


def test_the_configuration_says_how_bad_a_change_is() -> None:
    """One that it does not want is not told, and one that is a warning breaks nothing."""
    levels: dict[Code, Level] = {"breaking-record-removed": "off", "breaking-member-renamed": "warning"}

    (judged,) = judge([GONE, RENAMED], (), TODAY, levels)
    found = Breaking(datasets=("error",), judged=(judged,))
    assert [(each.diagnostic.code, each.diagnostic.severity) for each in found.findings()] == [
        ("breaking-member-renamed", "warning")
    ]
    assert found.status == "compatible"
    assert replace(found, judged=judge([GONE], (), TODAY)).status == "breaking"


def test_what_matches_nothing_is_told() -> None:
    """As a warning with what may be meant, and gently where the earlier state has both the change and the line."""
    placed = accepted(entry("401"), entry("404"), entry("410"), entry("500", "member-renamed"))
    judged = judge([GONE, RENAMED], placed[1:2] + placed[3:], TODAY)

    told = list(unused(placed[:2], judged, "v1", {("error", "record-removed", "404")}))

    assert [(str(each), each.hint) for each in told] == [
        ("ok.toml:2:3: warning: no such change since v1 [unused-acceptance]", "did you mean '410'?"),
        ("ok.toml:3:3: info: v1 accepts this change, too, and has it already [unused-acceptance]", "remove the line"),
    ]
    assert list(unused(placed[3:], judged, "v1", set())) == []
