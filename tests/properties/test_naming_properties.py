"""Names, whatever the texts: each is an identifier, no two are the same, and none passes from one thing to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st

from tablecast.naming import LIMIT, RESERVED, Form, Nameable, Style, identifier, told_apart, words

if TYPE_CHECKING:
    from collections.abc import Sequence

PYTHON = RESERVED["python"]
CLOSE = [
    "B",
    "b",
    "C",
    "C++",
    "c#",
    "class",
    "1",
    "-1",
    "",
    "a 1",
    "a",
    "A-1",
    "A",
    "a 1 1",
    "I",
    "%d",
    "%D",
    "x" * 200,
]
"""Texts that clash with each other, and with what others get for clashing."""

TEXTS = st.one_of(st.text(), st.sampled_from(CLOSE))
STYLES = st.sampled_from(get_args(Style))
FORMS = st.builds(
    Form,
    STYLES,
    st.sampled_from([frozenset[str](), *RESERVED.values()]),
    st.just("n"),
    limit=st.sampled_from([20, LIMIT]),
    shows_case=st.booleans(),
)


def things(pins: st.SearchStrategy[str | None], texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Nameable]]:
    """Things with keys of their own, as the records of a dataset are."""
    return st.lists(st.builds(Nameable, texts, texts, pins), unique_by=lambda thing: thing.key, max_size=8)


THINGS = things(st.one_of(st.none(), TEXTS), TEXTS)
CLASHING = things(st.none(), st.sampled_from(CLOSE))
CLASHING_PINNED = things(st.sampled_from([None, *CLOSE]), st.sampled_from(CLOSE))


def named(given: Sequence[Nameable], form: Form) -> dict[str, str]:
    """The names by key."""
    return {thing.key: name for thing, name in zip(given, told_apart(given, form).names, strict=True)}


@given(TEXTS, STYLES)
def test_an_identifier_is_one(text: str, style: Style) -> None:
    name = identifier(text, style, PYTHON)
    assert name.isascii()
    assert name.replace("-", "_").isidentifier()
    assert not name.startswith("_")
    assert "__" not in name
    assert name not in PYTHON
    assert len(name) <= LIMIT + 1


@given(THINGS, FORMS)
def test_names_are_identifiers_that_differ(given: list[Nameable], form: Form) -> None:
    names = told_apart(given, form).names
    assert len(set(names)) == len(given)
    assert not form.reserved.intersection(names)
    for name in names:
        assert name.isascii()
        assert name.replace("-", "_").isidentifier()
        assert not name.startswith("_")


@given(CLASHING_PINNED, FORMS)
def test_the_order_does_not_matter(given: list[Nameable], form: Form) -> None:
    assert named(given, form) == named(given[::-1], form)


@given(CLASHING_PINNED, FORMS)
def test_adding_what_does_not_clash_renames_nothing(given: list[Nameable], form: Form) -> None:
    after = named([*given, Nameable("completely unlike", "the rest")], form)
    assert {**named(given, form), "the rest": after["the rest"]} == after


@given(CLASHING_PINNED, FORMS)
def test_no_name_passes_to_another(given: list[Nameable], form: Form) -> None:
    """Whatever comes or goes: a name that some thing had, or will have, is never that of another that is there."""
    for place in range(len(given)):
        before, after = named(given[:place] + given[place + 1 :], form), named(given, form)
        owners = {name: key for key, name in before.items()}
        pin = given[place].pin
        for key, name in after.items():
            assert owners.get(name, key) == key or (pin is not None and name == form.pinned(pin))


@given(CLASHING, FORMS)
def test_a_thing_is_renamed_only_by_what_clashes_with_it(given: list[Nameable], form: Form) -> None:
    for place in range(len(given)):
        named_all = told_apart(given, form)
        before = named(given[:place] + given[place + 1 :], form)
        clashing = {other for group in named_all.clashes if place in group for other in group}
        for other, thing in enumerate(given):
            if other != place and other not in clashing:
                assert named_all.names[other] == before[thing.key]


@given(CLASHING, FORMS)
def test_pinning_what_a_clash_gave_changes_nothing_and_settles_it(given: list[Nameable], form: Form) -> None:
    """What the warning tells to paste is right: it keeps each name, and there is nothing more to warn of."""
    clear = form._replace(style="screaming", reserved=frozenset())
    first = told_apart(given, clear)
    members = {place for group in first.clashes for place in group}
    pinned = [
        thing._replace(pin=" ".join(first.names[place].lower().split("_"))) if place in members else thing
        for place, thing in enumerate(given)
    ]
    assert told_apart(pinned, clear) == (first.names, ())


@given(st.text(), STYLES)
def test_the_words_of_an_identifier_give_it_again(text: str, style: Style) -> None:
    name = identifier(text, "snake")
    assert identifier(" ".join(name.split("_")), style) == identifier(name, style)
    assert words(name) == tuple(name.split("_"))
