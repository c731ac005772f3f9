"""URLs: absolute ones with a host, by the grammar of RFC 3986, Appendix A."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import Link, Paragraph
from tablecast.types._messages import quoted

if TYPE_CHECKING:
    from tablecast.content import Block
    from tablecast.model import Field

_ESCAPED = "%[0-9A-Fa-f]{2}"
_NAME = rf"(?:[0-9A-Za-z._~!$&'()*+,;=-]|{_ESCAPED})"
_USER = rf"(?:[0-9A-Za-z._~!$&'()*+,;=:-]|{_ESCAPED})"
_PATH = rf"(?:[0-9A-Za-z._~!$&'()*+,;=:@/-]|{_ESCAPED})"
_QUERY = rf"(?:[0-9A-Za-z._~!$&'()*+,;=:@/?-]|{_ESCAPED})"
_URL = regex(
    rf"[A-Za-z][0-9A-Za-z+.-]*://(?:{_USER}*@)?(?:\[[0-9A-Fa-f:.]+\]|{_NAME}+)(?::[0-9]*)?"
    rf"(?:/{_PATH}*)?(?:\?{_QUERY}*)?(?:#{_QUERY}*)?"
)


def read_url(text: str, _: Field, blocks: tuple[Block, ...]) -> str:
    """Check the URL that a cell says; a cell that is one link with another text says the URL of the link."""
    match blocks:
        case (Paragraph((Link(_, uri),)),) if not _URL.fullmatch(text):
            url = uri
        case _:
            url = text
    if not _URL.fullmatch(url):
        message = f"{quoted(url)} is not an absolute URL, such as https://docs.example/page"
        raise ValueError(message)
    return url
