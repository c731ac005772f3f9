"""Words that no table depends on: documents that differ in nothing else are read alike."""

from __future__ import annotations

import pytest

from tablecast._prose import digest_without_words
from tablecast.readers import read

TABLE = "+---+\n| 1 |\n+---+\n"

SAME = {
    "a word": ("One or two.", "One or three."),
    "more words": ("One or two.", "One or\ttwo".replace("\t", " another, of these (2): the ") + " etc."),
    "one word": ("One", "Another"),
    "numbers": ("From 1 to 10, that is all.", "Less than 5; or 1/2 = 0.5!".replace("!", "")),
    "beside a role": ("See :ref:`the rest <rest>` of it.", "Read :ref:`the rest <rest>` once more."),
    "inside of a role": ("See :ref:`All of the rest <rest>`.", "See :ref:`All that is the rest <rest>`."),
    "beside strong words": ("Do **not** do that.", "You must **not** even think of it."),
    "inside of a literal": ("Say ``a of b``.", "Say ``a or as b``."),
    "a line of several": ("One,\ntwo or\nthree", "Four,\nfive\nor six"),
    "a colon": ("These are:", "Those are, all of them:"),
}


@pytest.mark.parametrize("name", SAME)
def test_words_of_a_paragraph_do_not_count(name: str) -> None:
    """And the tables are the same, whoever reads them."""
    first, second = (f"{TABLE}\n{text}\n\n{TABLE}".encode() for text in SAME[name])

    assert digest_without_words(first) == digest_without_words(second)
    for reader in ("fast", "reference"):
        assert read("a.rst", first, reader=reader) == read("a.rst", second, reader=reader)


OTHER = {
    "another line": ("One or two.", "One\nor two."),
    "an empty line": ("One\nor two.", "One\n\nor two."),
    "no words": ("One", ""),
    "an item of a list": ("One or two.", "A. or two."),
    "another item of a list": ("a or b.", "a) or b."),
    "a bullet": ("One or two", "- or two"),
    "a title": ("One\n---", "Two\n---"),
    "a literal block": ("One:", "One::"),
    "an indented line": ("One\n two", "One\n three"),
    "a line of a simple table": ("=== =\nA   B\n=== =\n\nOne 2\n\n=== =", "=== =\nA   B\n=== =\n\nTwo 2\n\n=== ="),
    "one that is far apart": (
        "=    =\nA    B\n=    =\n\na    b\n\n=    =",
        "=    =\nA    B\n=    =\n\nb    b\n\n=    =",
    ),
    "a line of a list": ("- One\n\n  two", "- One\n\n  three"),
    "a reference by name": ("See `One of it`_ now.", "See `One and it`_ now."),
    "a reference by a word": ("See One_ now.", "See Two_ now."),
    "a target in the text": ("See _`One of it` now.", "See _`One and it` now."),
    "a substitution": ("See |One of it| now.", "See |One and it| now."),
    "another role": ("See :ref:`it`.", "See :doc:`it`."),
    "an address": ("See https://a.example now.", "See https://b.example now."),
    "an end of a line that only Unicode has": ("One two\u2028===", "Two two\u2028==="),
    "a comment": (".. One two", ".. One three"),
    "a field": (":One: two", ":One: three"),
    "what follows a label": (".. _a:\nOne two", ".. _a:\nOne three"),
    "spaces": ("One two", "One  two"),
    "a tab": ("One two", "One\ttwo"),
    "ends of lines": ("One two\n", "One two\r\n"),
}


@pytest.mark.parametrize("name", OTHER)
def test_what_may_be_more_than_words_counts(name: str) -> None:
    """To the letter."""
    first, second = (f"{TABLE}\n{text}\n\n{TABLE}".encode() for text in OTHER[name])

    assert digest_without_words(first) != digest_without_words(second)


def test_cells_count() -> None:
    """Of course."""
    assert digest_without_words(TABLE.encode()) != digest_without_words(TABLE.replace("1", "2").encode())
