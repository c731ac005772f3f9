"""From text to identifiers."""

from __future__ import annotations

import keyword
from typing import get_args

import pytest

from tablecast.naming import LIMIT, RESERVED, Form, Language, Nameable, Style, assign, identifier, told_apart, words

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
        assert assign(["Ab", "ab"], ["Ab", "ab"], "snake") == ("ab_39843e", "ab_668c49")

    def test_a_name_with_a_key_that_clashes_with_another_gets_a_digest(self) -> None:
        names = assign(["a", "a", "a 1"], ["1", "2", "x"], "snake")
        assert names == ("a_b2f740", "a_2", "a_1_05320e")

    def test_no_name_passes_to_another_thing(self) -> None:
        """What was called `a_1` must not become another's name when a second one of that name comes."""
        (before,) = assign(["a 1"], ["x"], "snake")
        after = assign(["a 1", "A 1", "a", "a"], ["x", "y", "1", "2"], "snake")
        assert before == "a_1"
        assert after == ("a_1_x", "a_1_y", "a_b2f740", "a_2")

    def test_what_is_the_same_in_all_is_numbered(self) -> None:
        assert assign(["a", "a"], ["k", "k"], "snake") == ("a_790959", "a_790959_2")

    def test_reserved_words_that_clash(self) -> None:
        assert assign(["class", "Class!", "x"], ["1", "2", "3"], "snake", PYTHON) == ("class_1", "class_2", "x")

    def test_long_names_that_clash_keep_what_tells_them_apart(self) -> None:
        names = assign(["word " * 40] * 2, ["first", "second"], "snake", limit=20)
        assert names == ("word_word_word_first", "word_word_second")

    def test_nothing(self) -> None:
        assert assign([], [], "snake") == ()


class TestCase:
    """A letter alone says its case where the style writes the other one."""

    @pytest.mark.parametrize(
        ("style", "lower", "upper"),
        [
            ("screaming", "LOWER_B", "B"),
            ("snake", "b", "upper_b"),
            ("kebab", "b", "upper-b"),
            ("camel", "b", "upperB"),
            ("pascal", "LowerB", "B"),
        ],
    )
    @pytest.mark.parametrize("text", ["{}", "'{}'", "-{}", "`{}`", "({})", "{}.", "\\{}"])
    def test_a_letter(self, style: Style, lower: str, upper: str, text: str) -> None:
        form = Form(style, shows_case=True)
        assert form.plain(Nameable(text.format("b"), "1")) == lower
        assert form.plain(Nameable(text.format("B"), "2")) == upper

    @pytest.mark.parametrize(
        ("style", "lower", "upper"),
        [
            ("screaming", "PERCENT_LOWER_D", "PERCENT_D"),
            ("snake", "percent_d", "percent_upper_d"),
            ("kebab", "percent-d", "percent-upper-d"),
            ("camel", "percentLowerD", "percentD"),
            ("pascal", "PercentLowerD", "PercentD"),
        ],
    )
    def test_a_letter_after_a_symbol_that_is_spelled(self, style: Style, lower: str, upper: str) -> None:
        form = Form(style, shows_case=True)
        assert form.plain(Nameable("%d", "1")) == lower
        assert form.plain(Nameable("%D", "2")) == upper

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("\xe9", "LOWER_E"),
            ("\xc9", "E"),
            ("\u03b4", "LOWER_DELTA"),
            ("\u0394", "DELTA"),
            ("c#", "C_SHARP"),
            ("c++", "C_PLUS_PLUS"),
            ("b1", "B1"),
            ("1 b", "N_1_B"),
            ("no", "NO"),
            ("a b", "A_B"),
            ("->>", "MINUS_GREATER_GREATER"),
            ("\u4e2d", "U4E2D"),
            ("", "EMPTY"),
        ],
    )
    def test_what_is_a_letter_alone(self, text: str, name: str) -> None:
        assert Form("screaming", shows_case=True).plain(Nameable(text, "1")) == name

    def test_the_words_of_a_key_do_the_same(self) -> None:
        named = told_apart([Nameable("char", "b"), Nameable("char", "B")], Form("screaming", shows_case=True))
        assert named.names == ("CHAR_LOWER_B", "CHAR_B")

    def test_names_of_fields_do_not(self) -> None:
        assert assign(["x", "Y"], ["x", "Y"], "screaming") == ("X", "Y")
        assert identifier("Y", "snake") == "y"


class TestPins:
    """What a user has pinned is called so, and what clashes with it gives way."""

    form = Form("screaming", RESERVED["python"], shows_case=True)

    def names(self, *things: Nameable) -> tuple[str, ...]:
        return told_apart(things, self.form).names

    def test_a_pin_is_the_name(self) -> None:
        assert self.names(Nameable("Bad", "1", pin="worse than bad"), Nameable("Good", "2")) == (
            "WORSE_THAN_BAD",
            "GOOD",
        )

    def test_what_clashes_with_a_pin_gives_way(self) -> None:
        assert self.names(Nameable("Worse", "1", pin="bad"), Nameable("Bad", "2")) == ("BAD", "BAD_2")
        assert self.names(Nameable("Bad", "1", pin="bad"), Nameable("Bad", "2")) == ("BAD", "BAD_2")

    def test_a_name_that_is_made_longer_gives_way_too(self) -> None:
        things = (Nameable("Bad", "1"), Nameable("Bad", "2"), Nameable("Worse", "3", pin="bad 1"))
        assert self.names(*things) == ("BAD_9147CE", "BAD_2", "BAD_1")

    def test_a_pin_frees_no_name(self) -> None:
        """The name that two records clash over goes to neither by pinning the other, so that it is never swapped."""
        assert self.names(Nameable("Bad", "1", pin="worse"), Nameable("Bad", "2")) == ("WORSE", "BAD_2")

    def test_a_pinned_letter_is_spelled_as_it_is_meant(self) -> None:
        assert self.names(Nameable("b", "b", pin="b")) == ("B",)

    def test_a_pin_is_an_identifier_like_any_other(self) -> None:
        assert self.names(Nameable("x", "1", pin="O"), Nameable("y", "2", pin="404")) == ("O_", "N_404")

    def test_a_pin_that_several_have_counts_for_none(self) -> None:
        assert self.names(Nameable("Bad", "1", pin="x"), Nameable("Good", "2", pin="X")) == ("BAD", "GOOD")

    def test_a_pin_keeps_its_name_from_what_is_numbered(self) -> None:
        things = [Nameable("no", "k"), Nameable("no", "k"), Nameable("on", "on", pin="no e68c6d")]
        assert self.names(*things) == ("NO_E68C6D_2", "NO_E68C6D_3", "NO_E68C6D")


class TestClashes:
    """Which things are told to clash: those that others can rename."""

    form = Form("screaming", shows_case=True)

    def clashes(self, *things: Nameable) -> tuple[tuple[int, ...], ...]:
        return told_apart(things, self.form).clashes

    def test_groups(self) -> None:
        things = [Nameable(text, str(key)) for key, text in enumerate(["no", "on", "No!", "C", "On.", "D"])]
        assert self.clashes(*things) == ((0, 2), (1, 4))

    def test_a_longer_name_that_clashes_joins_the_groups(self) -> None:
        assert self.clashes(Nameable("no", "1"), Nameable("no", "2"), Nameable("No 1", "x")) == ((0, 1, 2),)

    def test_none(self) -> None:
        assert self.clashes() == ()
        assert self.clashes(Nameable("b", "b"), Nameable("B", "B")) == ()

    def test_what_gives_way_to_a_pin_is_settled(self) -> None:
        assert self.clashes(Nameable("no", "1", pin="no"), Nameable("No", "2"), Nameable("no", "3")) == ()

    def test_pinning_all_settles(self) -> None:
        assert self.clashes(Nameable("no", "1", pin="no 1"), Nameable("no", "2", pin="no 2")) == ()

    def test_pinning_one_to_something_else_does_not(self) -> None:
        """When the text of the first one changes, the second one is free to take the name that they clash over."""
        assert self.clashes(Nameable("no", "1", pin="never"), Nameable("no", "2")) == ((0, 1),)


def test_what_is_the_same_but_for_the_rest() -> None:
    things = [Nameable("a", "k", rest="one"), Nameable("a", "k", rest="two")]
    names = told_apart(things, Form("snake")).names
    assert names == ("a_509cad", "a_915e7d")
    assert told_apart(things[::-1], Form("snake")).names == names[::-1]
