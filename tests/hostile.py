"""Hypothesis strategies: texts that attack what they are written into."""

from __future__ import annotations

from hypothesis import strategies as st

from datasets import HOSTILE
from tablecast.writers._characters import PAIR

_PIECES = (
    *('"', "'", '"""', "'''", "\\", "`", "``", "|", "\\|", "*/", "/*", "//", "-->", "<!--", "--", "</script>", "??/"),
    *(
        "{{ x }}",
        "{% x %}",
        "{#",
        "#}",
        "{x}",
        "%s",
        "${x}",
        "\\N{DASH}",
        "\\x41",
        "\\u0041",
        "\\101",
        "&amp;",
        "&#65;",
    ),
    *("\n", "\r", "\r\n", "\t", "\0", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u2028", "\u2029", "\u200b", "\u202e"),
    *("\ud800", "\udc00", "\udd00", "\ufdd0", "\ufeff", "\uffff", "\ue000", "\U000e0001", "\U0010ffff"),
    *(
        " ",
        "  ",
        "a",
        "word",
        "x" * 30,
        "The results of the operation",
        "are returned as expected.",
        "1.",
        "-",
        "#",
        ":",
    ),
    *("*", "_", "__", "~", "[a](b)", "<b>", "$", "@", "http://a.example", "www.a.example", "=", "+", ">", "."),
    *("\xe9", "e\u0301", "\u2019", "\u2013", "\u4e2d\u6587", "\ud55c", "\uff71", "\u231a", "\U0001f389", "\u0430"),
    *(
        "# noqa",
        "# fmt: off",
        "type: ignore",
        "TODO",
        "Returns:",
        "Notes",
        "/" + "tmp/x",
        ".".join("0000"),
        "::",
        "password",
    ),
)
_LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore."
)

TEXTS = st.one_of(
    st.text(),
    st.sampled_from(HOSTILE),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=30).map("".join),
    st.tuples(st.integers(50, len(_LOREM)), st.sampled_from(_PIECES)).map(lambda end: _LOREM[: end[0]] + end[1]),
).filter(lambda text: not PAIR.search(text))
"""Arbitrary texts, with a liking for what ends literals and comments, and for lengths about the end of a line.

Halves of surrogate pairs stand alone in them: JSON refuses two in a row.
"""
