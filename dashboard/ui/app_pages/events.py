"""Events: every treaty act, policy event and announcement in one table, with the evidence of each."""

from __future__ import annotations

from dashboard.ui import filters
from dashboard.ui.rows_list import rows_list

filters.bar()
rows_list()
