"""The browser's sentences, counts and classes are the domain's own, on every day that matters and many that do not."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import chromium
import pytest

from dashboard.browser.bundle import status_bundle
from dashboard.domain.days import day_number
from dashboard.domain.headline import headline_on, next_line, previous_line, value_text
from dashboard.domain.index import Index
from dashboard.domain.status import intervals, status_as_of
from dashboard.domain.terms import display_class
from dashboard.domain.timeline import changes, counts, extent, restrict
from dashboard.domain.wording import spoken_names
from data.load import load

ASSETS = Path(__file__).resolve().parents[2] / "dashboard" / "browser" / "parts"
INSTRUMENTS = ("apmbc", "ccm", "tpnw", "cfe", "open-skies", "north-atlantic")
SELECTIONS: tuple[tuple[str, ...] | None, ...] = (
    None,
    ("EST", "LVA", "LTU"),
    ("UKR", "XKX", "RUS", "FIN", "POL", "USA"),
    ("CHE",),
)
RANDOM_DAYS = 200

SCRIPT = """
export async function run(base, jobs) {
  const [{ Store }, words, { axis, placeOf, dayAt }] = await Promise.all(
    ["store.mjs", "words.mjs", "axis.mjs"].map((name) => import(base + name)));
  return jobs.map(({ bundle, selected, days }) => {
    const store = new Store(() => {});
    store.bundle = bundle;
    store.selected = selected ? new Set(selected) : null;
    const told = days.map((day) => {
      store.day = day;
      const { byClass, states, areas } = store.counts();
      return {
        iso: words.isoDay(day),
        headline: words.headline(store),
        value: words.valueText(store),
        previous: words.neighbourLine(store, store.previousStep(), "previous"),
        next: words.neighbourLine(store, store.nextStep(), "next"),
        byClass, states, areas,
        shown: Object.fromEntries(Object.keys(bundle.states).map((iso3) => {
          const { cls, contested } = store.at(iso3);
          return [iso3, [cls.id, contested]];
        })),
      };
    });
    const axes = ["calendar", "events"].map((spacing) => {
      const made = axis(bundle, store.steps(), spacing, null);
      const places = days.map((day) => placeOf(made, day));
      return { spacing, places, knots: made.knots, back: made.knots.map((day) => dayAt(made, placeOf(made, day))) };
    });
    return { told, axes };
  });
}
"""


@cache
def index() -> Index:
    return Index(load().dataset)


def days_of(instrument: str) -> list[dt.date]:
    """Every change day with its neighbours, and ``RANDOM_DAYS`` others, the same at every run."""
    first, last = extent(index(), instrument)
    steps = changes(intervals(index(), instrument), index().instruments[instrument])
    near = {step.on + dt.timedelta(days=shift) for step in steps for shift in (-1, 0, 1)}
    chance = random.Random(instrument)
    span = (last - first).days
    far = {first + dt.timedelta(days=chance.randint(0, span)) for _ in range(RANDOM_DAYS)}
    return sorted(day for day in near | far | {first, last} if first <= day <= last)


def jobs() -> list[dict[str, Any]]:
    return [
        {
            "bundle": json.loads(json.dumps(status_bundle(index(), instrument))),
            "selected": selection,
            "days": [day_number(day) for day in days_of(instrument)],
        }
        for instrument in INSTRUMENTS
        for selection in SELECTIONS
    ]


def in_node(folder: Path, work: list[dict[str, Any]]) -> Any:
    """Run the script in node."""
    (folder / "work.json").write_text(json.dumps(work), encoding="utf-8")
    main = f"""
import {{ readFileSync }} from "node:fs";
import {{ run }} from "./run.mjs";
const work = JSON.parse(readFileSync(new URL("./work.json", import.meta.url), "utf8"));
console.log(JSON.stringify(await run({json.dumps(ASSETS.as_uri() + "/")}, work)));
"""
    (folder / "main.mjs").write_text(main, encoding="utf-8")
    done = subprocess.run(["node", str(folder / "main.mjs")], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_chromium(folder: Path, work: list[dict[str, Any]]) -> Any:
    """Run the script in Chromium. Its event loop lives in a thread of its own, so that other tests may have theirs."""
    from playwright.sync_api import Route, sync_playwright

    def serve(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        path = folder / name if name == "run.mjs" else ASSETS / name
        if path.is_file():
            route.fulfill(body=path.read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    def drive() -> Any:
        path = chromium.found()
        assert path is not None, "neither node nor a Chromium"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            page.route("**/*", serve)
            page.goto("http://localhost:9/")
            found = page.evaluate(
                "async (work) => (await import('http://localhost:9/run.mjs')).run('http://localhost:9/', work)", work
            )
            browser.close()
            return found

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(drive).result()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, tuple[str, ...] | None], Any]:
    """What the browser's modules say, by instrument and selection."""
    folder = tmp_path_factory.mktemp("twins")
    (folder / "run.mjs").write_text(SCRIPT, encoding="utf-8")
    found = (in_node if shutil.which("node") else in_chromium)(folder, jobs())
    keys = [(instrument, selection) for instrument in INSTRUMENTS for selection in SELECTIONS]
    return dict(zip(keys, found, strict=True))


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda chosen: ",".join(chosen) if chosen else "all")
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_browser_says_what_the_domain_says(
    told: dict[tuple[str, tuple[str, ...] | None], Any], instrument: str, selection: tuple[str, ...] | None
) -> None:
    pact = index().instruments[instrument]
    histories = intervals(index(), instrument)
    steps = changes(histories, pact)
    if selection is not None:
        steps = restrict(steps, selection)
    names = spoken_names(index().dataset.countries)
    for day, said in zip(days_of(instrument), told[instrument, selection]["told"], strict=True):
        now = counts(histories, day, selection)
        looks = {iso3: status_as_of(history, day) for iso3, history in histories.items()}
        assert said == {
            "iso": day.isoformat(),
            "headline": headline_on(steps, day, names, pact.exit_term),
            "value": value_text(steps, day, names, pact.exit_term),
            "previous": previous_line(steps, day, names, pact.exit_term),
            "next": next_line(steps, day, names, pact.exit_term),
            "byClass": now.by_class,
            "states": now.states,
            "areas": now.areas,
            "shown": {iso3: [display_class(look.status, look.stage), look.contested] for iso3, look in looks.items()},
        }


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_days_keep_their_order_on_the_axis_and_knots_come_back(
    told: dict[tuple[str, tuple[str, ...] | None], Any], instrument: str
) -> None:
    first, last = (day_number(day) for day in extent(index(), instrument))
    for selection in SELECTIONS:
        for axis in told[instrument, selection]["axes"]:
            places = axis["places"]
            assert places == sorted(places)
            assert (places[0], places[-1]) == (0, 1)
            assert axis["back"] == axis["knots"]
            if axis["spacing"] == "calendar":
                expected = [(day_number(day) - first) / (last - first) for day in days_of(instrument)]
                assert places == pytest.approx(expected)


def test_both_engines_agree(tmp_path: Path) -> None:
    """Where node and Chromium are both at hand, what one says the other says."""
    if not shutil.which("node") or chromium.found() is None:
        pytest.skip("one engine only")
    (tmp_path / "run.mjs").write_text(SCRIPT, encoding="utf-8")
    work = [job for job in jobs() if job["bundle"]["instrument"]["id"] == "apmbc"][:2]
    assert in_node(tmp_path, work) == in_chromium(tmp_path, work)
