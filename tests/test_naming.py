"""From text to identifiers."""

from __future__ import annotations

import keyword
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablecast.naming import LIMIT, RESERVED, Language, Style, assign, identifier, words

PYTHON = RESERVED["python"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Not Found", "not found"),
        ("status_code", "status code"),
        ("__system__encrypted", "system encrypted"),
        ("vpcId", "vpc id"),
        ("HTTPServer", "http server"),
        ("IPv4Address", "ipv4 address"),
        ("vCPUs", "vcpus"),
        ("IDs", "ids"),
        ("can't", "cant"),
        ("C", "c"),
        ("C++", "c plus plus"),
        ("C#", "c sharp"),
        ("100%", "100 percent"),
        ("R&D", "r and d"),
        ("->>", "minus greater greater"),
        ("->", "minus greater"),
        ("-", "minus"),
        ("_", "underscore"),
        ("->x", "greater x"),
        (">= 0", "greater equals 0"),
        ("<tenant>", "tenant"),
        ("a/b.c:d", "a b c d"),
        ("-1", "minus 1"),
        ("1-2", "1 2"),
        ("\u22121", "minus 1"),
        ("na\xefve", "naive"),
        ("\xd8re \u0142", "ore l"),
        ("\xb5s", "mus"),
        ("\u03b1\u03b2", "alphabeta"),
        ("\u2167", "viii"),
        ("\u0663", "3"),
        ("\u2192", "rightwards arrow"),
        ("\u201cx\u201d", "x"),
        ("\u201c", "left double quotation mark"),
        ("\u4e2d\u6587", "u4e2d u6587"),
        ("\U0001f389", "u1f389"),
        ("\ud800", "ud800"),
        ("", "empty"),
        (" \n", "empty"),
    ],
)
def test_words(text: str, found: str) -> None:
    assert words(text) == tuple(found.split())


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("snake", "not_found_404"),
        ("screaming", "NOT_FOUND_404"),
        ("pascal", "NotFound404"),
        ("camel", "notFound404"),
        ("kebab", "not-found-404"),
    ],
)
def test_styles(style: Style, name: str) -> None:
    assert identifier("Not found: 404", style) == name


def test_a_leading_digit_gets_words_before_it() -> None:
    assert identifier("404", "screaming", prefix="Status code") == "STATUS_CODE_404"
    assert identifier("404", "snake") == "n_404"
    assert identifier("404", "snake", prefix="2nd") == "n_2nd_404"
    assert identifier("404", "kebab", prefix=None) == "404"
    assert identifier("404", "snake", prefix="") == "empty_404"


def test_a_reserved_word_gets_an_underscore() -> None:
    assert identifier("class", "snake", PYTHON) == "class_"
    assert identifier("l", "snake", PYTHON) == "l_"
    assert identifier("int", "snake", RESERVED["c"]) == "int_"
    assert identifier("new", "camel", RESERVED["typescript"]) == "new_"


def test_all_of_python_s_keywords_are_reserved() -> None:
    assert set(keyword.kwlist) < PYTHON


def test_every_language_has_reserved_words() -> None:
    assert tuple(RESERVED) == get_args(Language)


def test_a_long_text_is_cut_between_words() -> None:
    assert identifier("word " * 40, "snake") == "_".join(["word"] * 12)
    assert identifier("x" * 200, "snake") == "x" * LIMIT
    assert identifier("one two three", "pascal", limit=8) == "OneTwo"


class TestAssign:
    """Names that clash are told apart, whatever their order."""

    def test_clashing_names_all_get_their_key(self) -> None:
        assert assign(["Bad", "bad", "Good"], ["E 1", "E 2", "E 3"], "screaming") == ("BAD_E_1", "BAD_E_2", "GOOD")

    def test_names_that_are_keys_get_a_digest(self) -> None:
        assert assign(["B", "b"], ["B", "b"], "snake") == ("b_44b212", "b_b298f0")

    def test_a_name_with_a_key_that_clashes_with_another_gets_a_digest(self) -> None:
        names = assign(["a", "a", "a 1"], ["1", "2", "x"], "snake")
        assert names == ("a_b2f740", "a_2", "a_1_05320e")

    def test_what_is_the_same_in_all_is_numbered(self) -> None:
        assert assign(["a", "a"], ["k", "k"], "snake") == ("a_790959", "a_790959_2")

    def test_reserved_words_that_clash(self) -> None:
        assert assign(["class", "Class!", "x"], ["1", "2", "3"], "snake", PYTHON) == ("class_1", "class_2", "x")

    def test_long_names_that_clash_keep_what_tells_them_apart(self) -> None:
        names = assign(["word " * 40] * 2, ["first", "second"], "snake", limit=20)
        assert names == ("word_word_word_first", "word_word_second")

    def test_nothing(self) -> None:
        assert assign([], [], "snake") == ()


TEXTS = st.one_of(st.text(), st.sampled_from(["B", "b", "C", "C++", "class", "1", "-1", "", "a 1", "a", "A-1"]))
STYLES = st.sampled_from(get_args(Style))


@given(TEXTS, STYLES)
def test_an_identifier_is_one(text: str, style: Style) -> None:
    name = identifier(text, style, PYTHON)
    assert name.isascii()
    assert name.replace("-", "_").isidentifier()
    assert name == "kebab" or name not in PYTHON
    assert len(name) <= LIMIT + 1


@given(st.lists(st.tuples(TEXTS, TEXTS)), STYLES)
def test_assigned_names_differ(pairs: list[tuple[str, str]], style: Style) -> None:
    names = assign([text for text, _ in pairs], [key for _, key in pairs], style, PYTHON)
    assert len(set(names)) == len(pairs)
    assert not PYTHON.intersection(names)


@given(st.lists(st.tuples(TEXTS, TEXTS), unique=True), STYLES)
def test_the_order_does_not_matter(pairs: list[tuple[str, str]], style: Style) -> None:
    def named(given: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
        return dict(zip(given, assign([a for a, _ in given], [b for _, b in given], style), strict=True))

    assert named(pairs) == named(pairs[::-1])


@given(st.lists(st.tuples(TEXTS, TEXTS), unique=True, min_size=1))
def test_adding_what_does_not_clash_renames_nothing(pairs: list[tuple[str, str]]) -> None:
    texts, keys = [text for text, _ in pairs], [key for _, key in pairs]
    before = assign(texts, keys, "snake")
    after = assign([*texts, "completely unlike"], [*keys, "the rest"], "snake")
    assert after[:-1] == before
