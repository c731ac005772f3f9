"""Which characters an output should not hold as they are."""

from __future__ import annotations

from tablecast.writers._characters import HIDDEN, NOT_HTML, SURROGATE, is_plain


def test_no_character_of_a_plain_text_is_one_that_is_looked_for() -> None:
    """So a plain text needs no looking for them; all that is printable in ASCII is plain, and nothing else."""
    plain = [character for character in map(chr, range(0x110000)) if is_plain(character)]
    assert plain == [chr(number) for number in range(0x20, 0x7F)]
    assert not any(pattern.search("".join(plain)) for pattern in (HIDDEN, NOT_HTML, SURROGATE))
