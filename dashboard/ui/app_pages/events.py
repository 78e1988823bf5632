"""Events: every treaty act, policy event and announcement in one table, with the evidence of each."""

from __future__ import annotations

from dashboard.ui import downloads, filters
from dashboard.ui.rows_list import rows_list

with filters.bar():
    downloads.tables("events")
rows_list()
