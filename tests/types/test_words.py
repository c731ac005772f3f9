"""Types of texts and of a few words: what each reads, and how it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fields import field, refusal
from tablecast.content import Link, Paragraph, Text
from tablecast.types import read_value

if TYPE_CHECKING:
    from tablecast.model import TypeName


@pytest.mark.parametrize("kind", ["str", "text"])
@pytest.mark.parametrize("text", ["", "02000", "One.\n\nTwo."])
def test_a_text_is_any(kind: TypeName, text: str) -> None:
    assert read_value(text, field(kind)) == text


@pytest.mark.parametrize(
    "text", ["Yes", "Y", "TRUE", "on", "Supported", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}\N{VARIATION SELECTOR-16}"]
)
def test_reads_yes(text: str) -> None:
    assert read_value(text, field("bool")) is True


@pytest.mark.parametrize("text", ["No", "n", "False", "OFF", "NOT SUPPORTED", "\N{BALLOT X}", "\N{CROSS MARK}"])
def test_reads_no(text: str) -> None:
    assert read_value(text, field("bool")) is False


@pytest.mark.parametrize("text", ["Yes, if asked", "x", "", "1", "-"])
def test_refuses_as_bool(text: str) -> None:
    message = f"'{text}' is neither yes nor no"
    assert refusal(text, field("bool")) == message


def test_words_of_its_own_take_the_place_of_the_usual_ones() -> None:
    own = field("bool", true=("x",), false=("-", ""))
    assert (read_value("X", own), read_value("-", own), read_value("", own)) == (True, False, False)
    assert refusal("Yes", own) == "'Yes' is neither yes nor no; choose from 'x', '-', ''"


def test_an_enum_has_the_spelling_of_the_configuration() -> None:
    assert read_value("NORMAL", field("enum", values=("normal", "abnormal"))) == "normal"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("normel", "'normel' is not one of the values of 'field'; did you mean 'normal'?"),
        ("x", "'x' is not one of the values of 'field'; choose from 'normal', 'abnormal'"),
    ],
)
def test_refuses_as_enum(text: str, message: str) -> None:
    assert refusal(text, field("enum", values=("normal", "abnormal"))) == message


def test_a_code_keeps_its_zeros() -> None:
    assert read_value("0200", field("code", pattern="[0-9]{4}")) == "0200"


@pytest.mark.parametrize("text", ["200", "02000", "0200\n"])
def test_refuses_as_code(text: str) -> None:
    assert refusal(text, field("code", pattern="[0-9]{4}")) == f"{text!r} does not match the pattern '[0-9]{{4}}'"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "7",
            "3.10",
            "v1.2",
            "V2.0.1",
            "2024.01",
            "1.2.3-rc.1",
            "1.0.0-0A.is.legal+build.11",
            "1.2.3+20-a",
            "1.2.3-5",
        ),
        *("1.0a1", "1.0rc1", "1.0.0.post1", "1.0-beta", "1.0.dev3", "2!1.0", "1.0+local.1", "v1beta1", "1.0RC1"),
    ],
)
def test_a_version_stays_as_it_is_written(text: str) -> None:
    assert read_value(text, field("version")) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "v", "1.", ".1", "1..2", "3.x", "v 1.0", "1.0 LTS", "3.10 or later", ">=3.10", "1-5", "2024-01-31"),
        *("1.2.3-", "1.2.3-a..b", "1.0final", "\N{ARABIC-INDIC DIGIT ONE}.0", "1.0\n"),
    ],
)
def test_refuses_as_version(text: str) -> None:
    assert refusal(text, field("version")) == f"{text!r} is not a version, such as 3.10 or v1.2.0-rc1"


@pytest.mark.parametrize(
    "text",
    [
        "https://docs.example",
        "https://user:word@docs.example:8080/a/b;c=d?e=f&g=%20#h/i?j",
        "http://[2001:db8::1]:80/",
        "git+ssh://git@code.example/~a/b.git",
    ],
)
def test_a_url_stays_as_it_is_written(text: str) -> None:
    assert read_value(text, field("url")) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "docs.example", "/a", "//docs.example/a", "https:", "https://", "https:///a", "mailto:a@docs.example"),
        *("https://docs.example/{id}", "https://docs.example/a b", "https://docs.example/%zz", "https://a]b.example"),
        *(
            "https://docs.example/a#b#c",
            "https://docs.example:port/",
            "https://\N{LATIN SMALL LETTER E WITH ACUTE}.example",
        ),
    ],
)
def test_refuses_as_url(text: str) -> None:
    assert refusal(text, field("url")) == f"'{text}' is not an absolute URL, such as https://docs.example/page"


def test_a_cell_that_is_a_link_says_its_url() -> None:
    blocks = (Paragraph((Link((Text("Guide"),), "https://docs.example/guide"),)),)
    assert read_value("Guide", field("url"), blocks) == "https://docs.example/guide"


def test_the_url_that_a_reader_sees_counts() -> None:
    blocks = (Paragraph((Link((Text("https://a.example"),), "https://b.example"),)),)
    assert read_value("https://a.example", field("url"), blocks) == "https://a.example"


def test_a_link_among_other_words_is_refused() -> None:
    blocks = (Paragraph((Text("See "), Link((Text("Guide"),), "https://docs.example/guide"))),)
    message = "'See Guide' is not an absolute URL, such as https://docs.example/page"
    assert refusal("See Guide", field("url"), blocks) == message


def test_of_a_long_text_a_message_shows_how_it_begins() -> None:
    assert refusal("word " * 1000, field("int")) == f"{('word ' * 16)[:77]!r}... is not an int"
