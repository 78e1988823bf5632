# ruff: noqa: E501
"""tests/bench/RESULTS.md from the figures of one run. Its own sentences are long lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.bench.exports import PLAIN
from tests.bench.figures import Target, rounded, table
from tests.bench.subjects import CLIENT_SIDE, EMPTY, NAMES, OURS, PACKED, SERVER_SIDE
from tests.bench.viewers import LIMIT_MS

Results = dict[str, Any]
_LISTED = ("median_ms", "p95_ms")

WHY = {
    "step p95": "The step itself is painted in the first frame after the key; the rest is the machine's other work.",
    "step p95 against the best server-side peer": "What is drawn in the next frame cannot be drawn sooner; the peer's time is "
    "the server's.",
    "step p95 against the best client-side peer": "The peer changes fills and nothing else. Ours also rewrites "
    "the headline, the counts, the lines before and after, the handle and the slider's spoken value, and paints hatches and "
    "names: about twice the browser's work, most of it drawing pixels without a graphics processor. Layers of their own for "
    "fills and outlines saved 5 ms of drawing and cost 4 ms of putting together, so the map stays one layer.",
    "move of the handle, p95": "The step itself is painted in the first frame after the move.",
    "bytes a step": "Something was sent while stepping.",
    "first map, fresh browser, against an empty page": "The page loads Streamlit's parts for choices, components and "
    "frames and a frame with Leaflet before it draws; charts and lists already wait for the map.",
    "settle with charts in view, p95": "Most of it is the browser's, which lays the rows over their chart anew; the server's "
    "share stands below.",
    "settle with charts out of view, median": "Nothing is drawn: the server hears of the day and answers.",
    "the same, browser's processor": "It counts the step and its painting too, before anything is reported.",
    "the same, bytes": "What is sent is the report of the day and its answer, without any list.",
    "live map against an empty page, unthrottled": "What keeps it above: the page runs Streamlit's parts for choices and "
    "components, a frame with Leaflet, and our modules, one after another, where an empty page runs none.",
    "picture against an empty page": "The first bytes wait for the server's drawing.",
    "live map against an empty page": "Map, modules and shapes come after Streamlit's own scripts.",
    "first paint against an empty page": "The first bytes wait for the server's drawing, or for styles that block.",
    "layout shift": "A part took another place than was kept for it.",
    "heap growth over 500 steps": "Script objects stayed alive.",
    "events table follows a filter, median": "The server filters and the browser lays out two hundred rows anew.",
    "events table follows a filter, hundredfold, median": "The server looks through every row for each filter.",
    "slide after the clicker's key, p95": "The whole map is painted anew at a projector's size.",
    "validate and intervals": "Reading and checking the rows is pydantic's and the rules' own work, and the record has three "
    "times the acts that it had when this was promised.",
    "growth of a settle": "What is drawn grows with the rows that have happened.",
    "growth with the number of lenses": "A page names every lens in its choice of lenses, and a run-to-run difference of a few "
    "parts in a hundred looks like growth.",
    "viewers of one process": "The one interpreter lock of a process: sections of all its sessions are drawn in turn, and the "
    "generator takes its share of the same two cores.",
    "viewers of two processes behind nginx": "Two processes, nginx and the generator share two cores.",
    "sessions and downloads lost": "A session or a download was not answered in time.",
    "settles overdue": "Sections waited longer for their turn than two seconds, and were drawn all the same.",
    "growth of validate and intervals": "The step from one to ten is dominated by fixed costs, that from ten to a "
    "hundred by the memory that many rows take.",
    "slowest single export": "Drawing eight million pixels takes most of it.",
}
"""One sentence for each promise, shown where it is not kept."""


def targets(results: Results) -> list[Target]:
    """The promises that the run's figures speak to."""
    return [one for name, of_part in PROMISES.items() if name in results for one in of_part(results[name])]


def _of_speed(speed: Results) -> list[Target]:
    steps, ours = speed["steps"], speed["steps"][OURS]
    first = {name: of_name["fresh"]["median_ms"] for name, of_name in speed["first"].items()}
    server = min(steps[name]["p95_ms"] for name in SERVER_SIDE if name in steps)
    client = min(steps[name]["p95_ms"] for name in CLIENT_SIDE if name in steps)
    return [
        Target("step p95", ours["p95_ms"], 20, "ms"),
        Target("step p95 against the best server-side peer", server / ours["p95_ms"], 10, "× faster", at_least=True),
        Target("step p95 against the best client-side peer", ours["p95_ms"] / client, 1, "× its time"),
        Target("move of the handle, p95", speed["drag"]["p95_ms"], 33, "ms"),
        Target("bytes a step", max(ours["bytes"], speed["drag"]["bytes"]), 0, "bytes"),
        Target("first map, fresh browser, against an empty page", first[OURS] / first[EMPTY], 1.6, "×"),
        Target("settle with charts in view, p95", speed["settle"]["p95_ms"], 260, "ms"),
        Target("settle with charts out of view, median", speed["settle_unseen"]["median_ms"], 100, "ms"),
        Target("the same, browser's processor", speed["settle_unseen"]["browser_cpu_ms"], 150, "ms"),
        Target("the same, bytes", speed["settle_unseen"]["bytes"], 21_000, "bytes"),
        Target("heap growth over 500 steps", speed["heap"]["growth"] * 100, 10, "%"),
    ]


def _of_lines(lines: Results) -> list[Target]:
    found = []
    for label, subjects in lines.items():
        ours, empty = subjects[OURS], subjects[EMPTY]
        live, (what, shown, limit) = LIMITS[label]
        found += [
            Target(f"live map against an empty page, {label}", ours["map_ms"] / empty["map_ms"], live, "×"),
            Target(f"{what}, {label}", ours[shown] / empty["map_ms" if shown == "picture_ms" else shown], limit, "×"),
            Target(f"layout shift, {label}", ours["shift"], 0.1, ""),
        ]
    return found


def _of_lists(lists: list[Results]) -> list[Target]:
    small, large = lists
    return [
        Target("events table follows a filter, median", small["median_ms"], 400, "ms"),
        Target("events table follows a filter, hundredfold, median", large["median_ms"], 1000, "ms"),
    ]


def _of_growth(growth: Results) -> list[Target]:
    last, powers = growth["worlds"][-1], growth["exponents"]
    total = last["load_s"] + last["check_s"] + last["intervals_s"]
    steepest = max(powers[name] for name in ("load_s", "check_s", "intervals_s"))
    return [
        Target(f"validate and intervals, ×{last['times']}", total, 5, "s"),
        Target("growth of validate and intervals", steepest, 1.2, "th power of size at most"),
        Target("growth of a settle", powers["settle_ms"], 1.2, "th power of size at most"),
    ]


def _of_lenses(lenses: Results) -> list[Target]:
    steepest = max(abs(power) for power in lenses["exponents"].values())
    return [Target("growth with the number of lenses", steepest, 0.05, "th power of lenses at most")]


def _of_viewers(found: Results, whom: str, least: int) -> list[Target]:
    if "skipped" in found:
        return []
    within = [one for one in found["levels"] if one["viewers"] <= max(found["served"], found["levels"][0]["viewers"])]
    return [
        Target(f"viewers of {whom}", found["served"], least, "viewers", at_least=True),
        Target(f"sessions and downloads lost, {whom}", sum(one.get("gone", 0) + one["lost"] for one in within), 0, ""),
        Target(f"settles overdue, {whom}", max(one["overdue"] for one in within) * 100, 1, "%"),
    ]


ONE, TWO = "one process", "two processes behind nginx"
LIMITS = {
    "unthrottled": (1.6, ("picture against an empty page", "picture_ms", 0.3)),
    "10 Mbit/s, 40 ms": (0.95, ("first paint against an empty page", "paint_ms", 0.3)),
    "1.6 Mbit/s, 150 ms": (0.75, ("first paint against an empty page", "paint_ms", 0.3)),
}
"""What is asked on each line: of the live map, and of what stands before it."""
PROMISES: dict[str, Callable[[Any], list[Target]]] = {
    "speed": _of_speed,
    "lines": _of_lines,
    "lists": _of_lists,
    "slides": lambda slides: [
        Target("slide after the clicker's key, p95", max(one["p95_ms"] for one in slides.values()), 100, "ms")
    ],
    "growth": _of_growth,
    "lenses": _of_lenses,
    "exports": lambda exports: [Target("slowest single export", max(one["s"] for one in exports.values()), 5, "s")],
    "viewers": lambda found: _of_viewers(found, ONE, 150),
    "viewers_two": lambda found: _of_viewers(found, TWO, 250),
}
"""Part of a run → the promises its figures speak to."""


def why(name: str) -> str:
    """The sentence of a promise that is not kept; one for all lines where it has none of its own."""
    return WHY.get(name) or WHY[name.split(", ", maxsplit=1)[0]]


def _targets(results: Results) -> str:
    rows = [
        (
            one.name,
            f"{rounded(one.value)} {one.unit}",
            f"{'≥' if one.at_least else '≤'} {one.limit:g}",
            "yes" if one.met else "no",
        )
        for one in targets(results)
    ]
    missed = [f"* **{one.name}**: {why(one.name)}" for one in targets(results) if not one.met]
    text = table(("Promise", "Measured", "Asked", "Kept"), rows)
    return text + ("\n\nNot kept:\n\n" + "\n".join(missed) if missed else "\n\nEvery promise is kept.")


def _steps(speed: Results) -> str:
    ours = speed["steps"][OURS]
    rows = [
        (
            NAMES[name],
            one["steps"],
            f"{one['median_ms']:.1f}",
            f"{one['p95_ms']:.1f}",
            f"{one['median_ms'] / ours['median_ms']:.1f}",
            f"{one['p95_ms'] / ours['p95_ms']:.1f}",
            f"{one['bytes']:,.0f}",
            f"{one['server_cpu_ms']:.1f}",
            f"{one['browser_cpu_ms']:.1f}",
        )
        for name, one in speed["steps"].items()
    ]
    head = (
        "",
        "steps",
        "median ms",
        "p95 ms",
        "median ÷ ours",
        "p95 ÷ ours",
        "bytes",
        "server CPU ms",
        "browser CPU ms",
    )
    drag = speed["drag"]
    return table(head, rows) + (
        f"\n\nOurs under a pulled handle, {drag['steps']} moves: median {drag['median_ms']:.1f} ms, p95 "
        f"{drag['p95_ms']:.1f} ms, {drag['bytes']:,.0f} bytes."
    )


def _over(ms: float, first: Results, kind: str) -> str:
    """A time over that of the empty page behind our compression, where one was measured."""
    return f"{ms / first[PACKED][kind]['median_ms']:.2f}" if PACKED in first else ""


def _first(speed: Results) -> str:
    first, cold = speed["first"], speed["cold"]
    empty = first[EMPTY]
    rows = []
    for name, one in first.items():
        row = [NAMES[name]]
        for kind in ("fresh", "returning"):
            ms = one[kind]["median_ms"]
            row += [f"{ms:,.0f}", f"{ms / empty[kind]['median_ms']:.2f}", _over(ms, first, kind)]
        if name in cold:
            row += [f"{cold[name]['median_ms']:,.0f}", f"{cold[name]['median_ms'] / cold[EMPTY]['median_ms']:.2f}"]
        else:
            row += ["", ""]
        rows.append(row)
    head = (
        "",
        "fresh browser ms",
        "÷ empty",
        "÷ packed empty",
        "returning browser ms",
        "÷ empty",
        "÷ packed empty",
        "first after start ms",
        "÷ empty",
    )
    return table(head, rows)


def _settle(speed: Results) -> str:
    heap = speed["heap"]
    rows = [
        (
            where,
            one["steps"],
            f"{one['median_ms']:.0f}",
            f"{one['p95_ms']:.0f}",
            f"{one['bytes']:,.0f}",
            f"{one['server_cpu_ms']:.0f}",
            f"{one['browser_cpu_ms']:.0f}",
        )
        for where, one in (("charts in view", speed["settle"]), ("charts out of view", speed["settle_unseen"]))
    ]
    head = ("", "times", "median ms", "p95 ms", "bytes", "server CPU ms", "browser CPU ms")
    return (
        "A settle lasts from the end of the quiet until what is about to be seen shows the day and the server has heard of "
        "it. Sections out of view follow three seconds later, or at once when they near the view or get the focus; that is "
        f"not counted here.\n\n{table(head, rows)}\n\n"
        f"Heap after {heap['steps']} steps: {heap['before'] / 1e6:.2f} MB before, {heap['after'] / 1e6:.2f} MB after, "
        f"{heap['growth'] * 100:+.1f} %."
    )


def _lists(found: list[Results]) -> str:
    rows = [
        (f"×{one['times']}", f"{one['rows']:,}", one["shown"], one["filters"], *(rounded(one[n]) for n in _LISTED))
        for one in found
    ]
    return table(("record", "rows", "on a page", "filters", "median ms", "p95 ms"), rows)


def _lines(found: Results) -> str:
    rows = []
    for label, subjects in found.items():
        for name, one in subjects.items():
            empty = subjects[EMPTY]
            rows.append(
                (
                    label,
                    NAMES[name],
                    *(
                        rounded(one[key]) if one[key] is not None else ""
                        for key in ("paint_ms", "picture_ms", "map_ms")
                    ),
                    f"{one['map_ms'] / empty['map_ms']:.2f}",
                    f"{one['map_ms'] / subjects[PACKED]['map_ms']:.2f}" if PACKED in subjects else "",
                    "" if one["lists_ms"] is None else rounded(one["lists_ms"]),
                    f"{one['bytes']:,.0f}",
                    f"{one['shift']:.3f}",
                )
            )
    head = (
        "line",
        "",
        "first paint ms",
        "picture ms",
        "live map ms",
        "÷ empty",
        "÷ packed empty",
        "lists ms",
        "bytes",
        "shift",
    )
    return table(head, rows)


def _slides(found: Results) -> str:
    rows = [
        (name, one["steps"], *(rounded(one[figure]) for figure in ("median_ms", "p95_ms", "worst_ms")))
        for name, one in found.items()
    ]
    return table(("story", "steps", "median ms", "p95 ms", "worst ms"), rows)


def _growth(growth: Results) -> str:
    names = ("load_s", "check_s", "intervals_s", "bundle_bytes", "settle_ms", "settle_bytes")
    labels = ("load s", "check s", "intervals s", "bundle bytes, gz", "settle ms", "settle bytes")
    rows: list[tuple[object, ...]] = [
        (
            f"×{one['times']}",
            one["states"],
            one["instruments"],
            f"{one['acts']:,}",
            *(rounded(one[name]) for name in names),
        )
        for one in growth["worlds"]
    ]
    rows.append(("grows with the power", "", "", "", *(f"{growth['exponents'][name]:.2f}" for name in names)))
    return table(("world", "States", "instruments", "acts", *labels), rows)


def _lenses(found: Results) -> str:
    names = ("first_ms", "step_ms", "bundle_bytes", "page_bytes")
    rows: list[tuple[object, ...]] = [
        (one["lenses"], *(rounded(one[name]) for name in names)) for one in found["worlds"]
    ]
    rows.append(("grows with the power", *(f"{found['exponents'][name]:.2f}" for name in names)))
    return table(("lenses", "first map ms", "step ms", "bundle bytes, gz", "bytes until the map"), rows)


def _viewers(found: Results) -> str:
    rows = [
        (
            one["viewers"],
            one["actions"],
            f"{one['settle_median_ms']:.0f}",
            f"{one['settle_p95_ms']:.0f}",
            f"{one.get('seen_p95_ms', float('nan')):.0f}",
            f"{one.get('unseen_p95_ms', float('nan')):.0f}",
            one.get("gone", 0),
            f"{one['overdue'] * 100:.1f} %",
            f"{one.get('instrument_p95_ms', float('nan')):.0f}",
            f"{one.get('download_p95_ms', float('nan')):.0f}",
            one["lost"],
            one.get("taken_with_uploads", 0),
            f"{one['busy'] * 100:.0f} %",
            f"{one['generator'] * 100:.0f} %",
            f"{one['memory_mb']:.0f}",
        )
        for one in found["levels"]
    ]
    head = (
        "viewers",
        "acts",
        "settle median ms",
        "settle p95 ms",
        "in view p95 ms",
        "out of view p95 ms",
        "sessions lost",
        "overdue",
        "treaty p95 ms",
        "download p95 ms",
        "downloads lost",
        "taken with uploads",
        "of one core",
        "generator's share",
        "MB",
    )
    away = f"\n\nOf {found['turned_away']} viewers not all could open the page." if found.get("turned_away") else ""
    return table(head, rows) + away


def _served(results: Results) -> str:
    now = results["viewers"]
    text = (
        f"One process serves **{now['served']} viewers** of those numbers tried at a p95 of at most {LIMIT_MS} ms of the "
        "settles in view, each viewer moving every two to four seconds, half of them with charts in view. A settle takes "
        f"{now['settle_cpu_ms']['seen']:.0f} ms of the server's processor in view and {now['settle_cpu_ms']['unseen']:.0f} ms "
        f"out of it, a session {now['memory_each_mb']:.1f} MB. The bottleneck is the one interpreter lock of a process: "
        "sessions draw in turns, two at a time. Overdue are settles that took longer than one waits for a turn; all were "
        "answered.\n\n" + _viewers(now)
    )
    if two := results.get("viewers_two"):
        text += "\n\n" + (
            f"Two processes behind nginx: not measured, {two['skipped']}."
            if "skipped" in two
            else f"Two processes behind nginx serve **{two['served']} viewers**.\n\n{_viewers(two)}"
        )
    if before := results.get("viewers_before"):
        text += (
            f"\n\nThe earlier version given to this run served {before['served']} viewers: {before['served']} → "
            f"{now['served']} sessions per core.\n\n" + _viewers(before)
        )
    return text


def _proxy(found: Results) -> str:
    if "skipped" in found:
        return f"Not measured: {found['skipped']}."
    return (
        f"Two processes behind nginx with `dashboard/deploy/nginx.conf`; the fuller one is killed under load. "
        f"{found['viewers_moved']} of {found['viewers']} sessions lost their process; {found['viewers_kept']} of them were "
        f"back at the day of their address, after {found['away_median_ms']:.0f} ms in the middle and "
        f"{found['away_p95_ms']:.0f} ms at p95. Of {found['pages']} pages in Chromium {found['pages_moved']} lost theirs; "
        f"{found['pages_back']} of all {found['pages']} showed their day's lists afterwards and went on."
    )


def _exports(exports: Results) -> str:
    plain = exports[PLAIN]["s"]
    rows = [
        (name, f"{one['s']:.2f} s", f"{one['s'] / plain:.0f} ×", f"{one['bytes']:,}" if one["bytes"] else "")
        for name, one in exports.items()
    ]
    return table(("Export", "Median", "Against Python alone", "Bytes"), rows)


def _previews(found: Results) -> str:
    answers = found["answers"]
    return (
        f"{found['viewers']} readers of one process settle with a p95 of {found['alone_p95_ms']:.0f} ms, and of "
        f"{found['beside_p95_ms']:.0f} ms ({found['beside_p95_ms'] / found['alone_p95_ms']:.2f} ×) while "
        f"{found['addresses']} pictures were asked for: {answers.get('own', 0)} were drawn, {answers.get('plain', 0)} "
        f"answered with the lens's plain picture since the queue was full. An answer took {found['picture_median_ms']:.0f} "
        f"ms in the middle, {found['picture_p95_ms']:.0f} ms at p95; the process held {found['memory_mb']:.0f} MB at the end."
    )


SECTIONS: dict[str, tuple[str, str, Callable[[Any], str]]] = {
    "lines": (
        "Slower lines",
        "The first visit of a fresh browser profile to a server that has answered before, the line slowed by Chromium. The "
        "picture is what the server draws into the page's first bytes, the live map what can be moved; for the empty page "
        "its line of text stands for the map.",
        _lines,
    ),
    "lists": (
        "Lists",
        "From the key press in the search field of the events table to the new rows on screen, one word after another.",
        _lists,
    ),
    "slides": (
        "Slides",
        "From the clicker's key to the painted slide at 1920×1080, forth and back through each story.",
        _slides,
    ),
    "growth": (
        "Growth",
        "The real tables several times over, with new ids and no rule broken: States × instruments × acts grow by the "
        "factor given, as do events, announcements and sources.",
        _growth,
    ),
    "lenses": (
        "Growth in lenses",
        "The page of one treaty, its own record the same, where that is the only lens, one of six, of ours, and of a hundred: "
        "the rest are invented policies, made by rows alone. Fresh browser profiles, all in turn; medians.",
        _lenses,
    ),
    "exports": (
        "Exports",
        "Each as a whole process from a terminal, imports included, without a browser or a network.",
        _exports,
    ),
    "previews": (
        "Pictures of shared links",
        "Machines ask for pictures, no two of the same view, spread over a minute, while readers go on; the readers alone "
        "are measured before and after.",
        _previews,
    ),
}
"""Part of a run to its heading, what it says first, and its table."""


def written(results: Results) -> str:
    """The whole page."""
    about = results["about"]
    parts = [
        "# Measurements",
        f"Written by `make bench` on {about['day']}; not edited by hand. Ratios come from one run on one machine, side by "
        "side; absolute figures are that machine's.",
        f"{about['processor']}; {about['system']}; Python {about['python']}; {about['chromium']}; {about['packages']}. "
        f"Load average before each part: {', '.join(f'{name} {load:.1f}' for name, load in results['loads'].items())}."
        + (" **A quick run: too few repetitions to quote.**" if results["quick"] else ""),
        "## Promises",
        _targets(results),
        *(
            f"Not measured in this run: {name}, since {told.rstrip('.')}."
            for name, told in results.get("failed", {}).items()
        ),
    ]
    if "speed" in results:
        parts += [
            "## A step",
            "From the input event's own time stamp to the task after the frame in which the new picture stands; keys come about "
            "thirty times a second, as a held key repeats, or as soon as the picture before stands. In the same "
            "Chromium, on the same dataset and shapes. Peers draw plain colours, no hatches, dots or "
            "timeline; those with our content also State names, headline, answer and counts, which the time slider has no "
            "place for. Those that ask the server step by a button, which reports at once, the others by their slider; all "
            "scripts come from the same server, and d3 is version 3 where the time slider names 4 (it makes the same calls). "
            "Vega draws SVG here, as the others do."
            + "".join(
                f" Not measured: {NAMES[name]} ({told})." for name, told in results["speed"].get("missing", {}).items()
            ),
            _steps(results["speed"]),
            "## The first map",
            "Median from asking for the page until the map stands (for the empty page: its line of text). Fresh: a browser "
            "profile that has seen nothing, on a server that has. Returning: the same profile again. First after start: "
            "the first visit that a server gets.",
            _first(results["speed"]),
            "## Settle and heap",
            _settle(results["speed"]),
        ]
    for name, (heading, about_it, written_out) in SECTIONS.items():
        if name in results:
            parts += [f"## {heading}", about_it, written_out(results[name])]
    if "viewers" in results:
        parts += ["## Many viewers", _served(results)]
    if "proxy" in results:
        parts += ["## Past one process", _proxy(results["proxy"])]
    return "\n\n".join(parts) + "\n"
