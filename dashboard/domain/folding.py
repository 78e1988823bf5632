"""Text as a search sees it: without case, accents or the letters that no accent explains."""

from __future__ import annotations

import unicodedata
from typing import Final

_OTHER: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ĸ": "k",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
    }
)
"""Letters and signs that Unicode does not take apart, after case folding."""


def fold(text: str) -> str:
    """Fold both the text and what is looked for: "nauseda" then finds "Nausėda" and the other way round."""
    if text.isascii():  # most rows: nothing to take apart
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold().translate(_OTHER)


def search_words(text: str) -> tuple[str, ...]:
    """The folded words of a search; each must be found somewhere in a folded text."""
    return tuple(fold(text).split())
