"""What the product is called and what it is for: the first words of every page."""

from __future__ import annotations

from typing import Final

NAME: Final = "European Security Shifts"
SUBJECT: Final = "Europe's security commitments on any day"
QUESTION: Final = "who is bound, who leaves, who announces what"
PURPOSE: Final = f"{SUBJECT}: {QUESTION}"
"""One sentence; where there is little room, ``SUBJECT`` stands alone."""
