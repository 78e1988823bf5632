"""Settings of all tests, and how they are dealt out to workers."""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

# How long an example takes is the machine's affair: a busy one must not fail a true claim.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

OWN_SERVER = (
    "browser/test_below_a_path.py",
    "browser/test_faults_of_files.py",
    "browser/test_hostile.py",
    "browser/test_security.py",
)
"""Files whose tests share a server that only they use."""

LONGEST = ("server/test_api_fuzzed.py", "store/test_hostile_uploads.py")
"""Files of one long test each, which begin first: begun late, they would be waited for with idle processors."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first; the others keep their order."""
    items.sort(key=lambda item: not item.nodeid.partition("::")[0].endswith(LONGEST))


class Deal(LoadScopeScheduling):
    """Deals browser tests out one by one, since they wait, and others by file, since they share what they load."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if "browser/" in file and not file.endswith(OWN_SERVER) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Deal:
    return Deal(config, log)
