"""``python -m dashboard.verify``: whether the record bears a claim, such as that Poland had left on a day."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from dashboard.domain.claims import Verdict, claimed_class
from dashboard.domain.index import Index
from dashboard.domain.lenses import lens_of, lenses_of
from dashboard.store.dataset import shelf
from dashboard.tables.verification import verification
from data.days import parse_day
from data.editions import editions, load_edition
from data.load import load
from data.problems import quote


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 the record agrees, 1 it differs, 3 it does not say; 2 bad arguments or a record with problems."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.verify", description=__doc__)
    parser.add_argument("--state", required=True, help="code or name of a State")
    parser.add_argument("--lens", required=True, help="treaty, policy or measure, for example apmbc")
    parser.add_argument("--series", default="", help="series of a measure; the one that opens unless said")
    parser.add_argument("--claim", required=True, help="class of the lens, for example withdrawn or bound")
    parser.add_argument("--on", required=True, metavar="DAY", help="YYYY-MM-DD")
    parser.add_argument("--as-known", metavar="DAY", help="YYYY-MM-DD; the last day of the record unless said")
    parser.add_argument("--record", default="", metavar="EDITION", help="for example 1.0.0; the newest unless said")
    options = parser.parse_args(arguments)
    published = editions(shelf.folder)
    loaded = load_edition(options.record, shelf.folder) if options.record in published else load(shelf.folder)
    newest = loaded.dataset.meta.version
    if options.record not in {"", newest}:
        known = ", ".join(dict.fromkeys((*published, newest)))
        parser.error(f"argument --record: {quote(options.record)} is no published edition; one of {known}")
    if loaded.problems:
        parser.error(f"the record has problems, the first: {loaded.problems[0]}")
    index = Index(loaded.dataset)
    last = index.dataset.meta.as_of
    if options.lens not in lenses_of(index):
        parser.error(f"argument --lens: {quote(options.lens)} is not one of {', '.join(lenses_of(index))}")
    try:
        lens = lens_of(index, options.lens, options.series)
    except KeyError:
        parser.error(f"argument --series: {quote(options.series)} is no series of {options.lens}")
    iso3 = index.state_names.find(options.state)
    if iso3 is None:
        near = " or ".join(index.name_of(one) for one in index.state_names.near(options.state))
        parser.error(f"argument --state: no State has the name {quote(options.state)}{near and f'; {near}?'}")
    try:
        claimed_class(lens, options.claim)
        on, as_known = parse_day(options.on), parse_day(options.as_known) if options.as_known else last
    except ValueError as error:
        parser.error(str(error))
    if as_known > last:
        parser.error(f"argument --as-known: {as_known} is later than {last}, the last day of the record")
    found = verification(index, lens, iso3, options.claim, on, as_known)
    print(found.model_dump_json(by_alias=True, indent=2))
    return {Verdict.AGREES: 0, Verdict.DIFFERS: 1, Verdict.NOT_IN_RECORD: 3}[Verdict(found.verdict)]


if __name__ == "__main__":
    raise SystemExit(main())
