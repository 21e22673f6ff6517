"""Where does one sentence of a paragraph end and the next begin?"""

from __future__ import annotations

import re

from scraper.article import normalise

_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9À-Þ¿¡])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|Inc|Ltd|Co|Corp|No|vs|approx|est"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun|Nr|bzw|ca|Sra?|M|Mme)"
    r"|\b[A-Z]|\b[ap]\.m|\b\d{1,2})\.$"
)
_MONTH = re.compile(r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\b")
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_STARTER = re.compile(
    r"^[\"']?(?:The|A|An|It|He|She|They|We|But|In|On|At|This|That|There|His|Her|Its|Their)\b"
)


def sentences(paragraph: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph; titles, initials, months and "p.m." do not end one.

    >>> sentences("Sen. Lee left at 5 p.m. on Nov. 3. He will return at 6 p.m. The vote follows.")
    ('Sen. Lee left at 5 p.m. on Nov. 3.', 'He will return at 6 p.m.', 'The vote follows.')
    """
    text, kept, begun = normalise(paragraph), [], 0
    for end in _END.finditer(text):
        if not _goes_on(text[begun : end.start()], text[end.end() :]):
            kept.append(text[begun : end.end()].strip())
            begun = end.end()
    return tuple(one for one in (*kept, text[begun:].strip()) if one)


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a full stop belongs to a short form rather than to the sentence."""
    if not _SHORT.search(before):
        return False
    if before[-2:-1].isdigit():  # "am 24. Mai", "No. 10"
        return bool(_MONTH.match(after))
    return not (_CLOCK.search(before) and _STARTER.match(after))
