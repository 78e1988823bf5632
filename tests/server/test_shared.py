"""What a shared address carries: its own head, its picture, the page for others' frames, and nothing of other hosts."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from asgi_client import Answer, ask
from lxml import html
from PIL import Image
from starlette.applications import Starlette

from dashboard.domain.shared_view import picture_query, read_shared
from dashboard.exports.map_drawing import NAME_SIZE
from dashboard.look.palette import PALETTES
from dashboard.server import card_process
from dashboard.server import cards as rooms
from dashboard.server.cards import Cards
from dashboard.server.head import head_of
from dashboard.server.headers import SecurityHeaders
from dashboard.server.public_address import note_at_start
from dashboard.server.routes import routes
from dashboard.server.well_known import PageEntry
from dashboard.store.dataset import shelf
from dashboard.store.shapes import GeometryProblem

PAGES = [PageEntry("", "Map"), PageEntry("events", "Events", "Every act"), PageEntry("learn", "Learn", "How")]
PUBLIC = "https://example.org/tools"
HOSTILE = b"q=%22%3E%3Cscript%3E&states=%3Cb%3E,FIN&instrument=%3Csvg%3E&utm_source=x"


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESS_PUBLIC_URL", PUBLIC)
    monkeypatch.setattr(rooms.cards, "start", lambda: None)


class Client:
    """Asks the open routes, the headers around them included."""

    def __init__(self) -> None:
        self.app: Any = SecurityHeaders(Starlette(routes=routes(PAGES)), embedding="'self' https://news.example")

    def get(self, address: str, **query: str) -> Answer:
        return ask(f"{address}?{urlencode(query)}" if query else address, app=self.app)


@pytest.fixture(scope="module")
def client() -> Client:
    return Client()


def tags(path: str, query: bytes) -> dict[str, str]:
    """Title and what the tags say, by property or name."""
    head = head_of(PAGES, path, query)
    tree = html.fromstring(f"<html><head>{head.tags}</head></html>")
    found = {one.get("property") or one.get("name"): one.get("content") for one in tree.iter("meta")}
    return found | {one.get("rel"): one.get("href") for one in tree.iter("link")} | {"title": head.title}


def test_every_address_tells_of_its_own_view(public: None) -> None:
    seen = [
        tags("/", b""),
        tags("/", b"instrument=ccm&as_of=2025-12-01"),
        tags("/", b"instrument=ccm&as_of=2025-12-01&states=LTU,FIN"),
        tags("/events", b"instrument=ccm"),
        tags("/learn", b""),
    ]
    assert len({one["title"] for one in seen}) == len(seen)
    assert "1 December 2025" in seen[1]["title"]
    assert seen[1]["canonical"] == seen[1]["og:url"] == f"{PUBLIC}/?v=1&instrument=ccm&as_of=2025-03-06"
    assert seen[2]["og:image"].startswith(f"{PUBLIC}/preview.png?")
    assert "states=FIN,LTU" in seen[2]["og:image"]


def test_an_edition_stays_named_in_head_picture_and_frame(public: None, client: Client) -> None:
    told = tags("/", b"instrument=apmbc&as_of=2027-01-01&record=1.0.0")
    assert "31 May 2026 (edition 1.0.0)" in told["title"]
    assert "record=1.0.0" in told["og:image"]
    assert "record=1.0.0" in told["canonical"]
    page = client.get("/embed", instrument="apmbc", record="1.0.0").body.decode()
    assert "edition 1.0.0, an earlier edition" in page
    assert "record=1.0.0" in page
    for unknown in ("9.9.9", "../1.0.0", ""):
        assert "record" not in tags("/", urlencode({"record": unknown}).encode())["canonical"]
    drawn = [card_process.draw({"instrument": "apmbc"} | more) for more in ({}, {"record": "1.0.0"})]
    assert drawn[0] != drawn[1]


def test_whoever_draws_answers_each_line_and_rests_after_it() -> None:
    answers, rests = io.BytesIO(), list[float]()
    card_process.serve(io.BytesIO(b'{"instrument": "ccm"}\nno query\n'), answers, rests.append)
    size = int.from_bytes(answers.getvalue()[: card_process.LENGTH])
    assert Image.open(io.BytesIO(answers.getvalue()[card_process.LENGTH :][:size])).size == (1200, 630)
    assert answers.getvalue()[card_process.LENGTH + size :] == bytes(card_process.LENGTH), "0 bytes: not drawn"
    assert len(rests) == 2
    assert min(rests) >= 0


def test_one_picture_is_drawn_before_anybody_asks_and_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, drawn = io.BytesIO(b'{"instrument": "ccm"}\n'), list[tuple[int, object]]()

    def draw(query: object) -> bytes:
        drawn.append((asked.tell(), query))
        if not query:
            raise GeometryProblem("no shapes yet")
        return b"picture"

    monkeypatch.setattr(card_process, "draw", draw)
    card_process.serve(asked, answers := io.BytesIO(), lambda _: None)
    assert drawn == [(0, {}), (len(asked.getvalue()), {"instrument": "ccm"})]
    assert answers.getvalue().endswith(b"picture")


def test_who_draws_starts_with_the_server_where_pages_name_their_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(rooms.cards, "start", lambda: started.append(True))
    monkeypatch.delenv("ESS_PUBLIC_URL", raising=False)
    rooms.draw_ahead()
    assert not started
    monkeypatch.setenv("ESS_PUBLIC_URL", PUBLIC)
    rooms.draw_ahead()
    assert started == [True]


def test_free_text_and_the_unknown_are_dropped_and_all_is_escaped(public: None) -> None:
    head = head_of(PAGES, "/", HOSTILE)
    assert "script>" not in re.sub(r"</?script[ >]", "", str(head.tags)).replace(
        '<script type="application/ld+json">', ""
    )
    assert "utm" not in head.tags
    assert "<b" not in unescape(str(head.tags))
    json.loads(html.fromstring(f"<div>{head.tags}</div>").find(".//script").text)


def test_without_a_public_address_no_tag_is_absolute(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.delenv("ESS_PUBLIC_URL", raising=False)
    found = tags("/", b"instrument=ccm")
    assert "canonical" not in found
    assert not [key for key in found if key.startswith(("og:", "twitter:"))]
    assert client.get("/oembed?url=https://example.org/").status == 404
    assert note_at_start().startswith("ESS_PUBLIC_URL is not set: /oembed and /sitemap.xml answer 404")
    monkeypatch.setenv("ESS_PUBLIC_URL", PUBLIC)
    assert note_at_start() == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"instrument": ["ccm"], "as_of": ["2025-12-01"]}, {"instrument": ["ccm"], "as_of": ["2025-11-30"]}),
        ({"states": ["LTU,FIN"]}, {"states": ["FIN,LTU"], "q": ["free"], "nope": ["1"], "fbclid": ["x"]}),
        ({"instrument": ["unknown"]}, {}),
        ({"instrument": ["ccm"], "as_of": ["2025-12-01)"]}, {"instrument": ["ccm."], "as_of": ["2025-12-01"]}),
        ({"states": ["LTU,FIN"]}, {"states": ["LTU,FIN>"]}),
    ],
)
def test_equal_views_share_a_picture(one: dict[str, object], other: dict[str, object]) -> None:
    index = shelf.current().index
    assert picture_query(index, read_shared(index, one)) == picture_query(index, read_shared(index, other))


def test_a_picture_is_drawn_once_and_a_full_queue_answers_the_plain_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Cards()
    monkeypatch.setattr(rooms, "cards", made)
    try:
        first = client.get("/preview.png?instrument=ccm&as_of=2025-12-01")
        assert Image.open(io.BytesIO(first.body)).size == (1200, 630)
        monkeypatch.setattr(made, "_draw", lambda query: b"")
        assert client.get("/preview.png?as_of=2025-11-30&instrument=ccm&q=other").body == first.body
        plain = client.get("/preview.png?instrument=ccm&as_of=2010-01-01")
        assert (plain.status, plain.headers["cache-control"]) == (200, "no-store")
        assert Image.open(io.BytesIO(plain.body)).size == (1200, 630)
    finally:
        made.close()


def test_a_plain_picture_is_drawn_once_for_all_who_ask_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    monkeypatch.setattr("dashboard.look.canvas.png", lambda *given: drawn.append(given) or b"plain")
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(rooms.plain_picture, ["A lens that nobody has"] * 8)) == {b"plain"}
    assert len(drawn) == 1


def test_kept_pictures_stay_below_their_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Cards(kept_bytes=1000)
    monkeypatch.setattr(made, "_draw", lambda query: b"x" * 300)
    for number in range(10):
        made.body(str(number), {})
    assert sum(map(len, made._kept.values())) <= 1000


def test_only_the_embedded_page_opens_to_others(client: Client) -> None:
    page = client.get("/embed?instrument=ccm&as_of=2025-12-01&states=LTU")
    assert "frame-ancestors 'self' https://news.example;" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    assert "set-cookie" not in page.headers
    assert "1 December 2025" in page.text
    script = page.text.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page.headers["content-security-policy"]
    assert "addEventListener" not in script
    assert "frame-ancestors 'self';" in client.get("/health").headers["content-security-policy"]
    assert "<img" in client.get("/embed?frozen=yes").text
    assert "<script>alert" not in client.get("/embed?q=<script>alert(1)</script>").text


def test_the_embedded_page_is_drawn_for_both_schemes_with_names_to_read(client: Client) -> None:
    text = client.get("/embed?as_of=2025-12-01").text
    light, dark = re.findall(r":root { ([^}]*)}", text)
    assert PALETTES["standard"]["sea"] in light
    assert PALETTES["dark"]["sea"] in dark
    assert not re.search(r'"#[0-9a-fA-F]{3,8}"', text), "every colour of a drawing follows the scheme"
    assert f'text[font-size="{NAME_SIZE}"]' in text, "names are enlarged where the frame is narrow"
    assert f'font-size="{NAME_SIZE}" fill' in text
    assert "<main>" in text
    assert text.count('<i aria-hidden="true"><svg') == text.count("<li>"), "a sample of a colour is not read out"


@pytest.mark.parametrize("more", ["", "&frozen=yes"])
def test_a_frame_asks_as_its_page_does_which_day_is_meant(client: Client, more: str) -> None:
    for day, question in (("nope", "Which day do you mean?"), ("2025-02-30", "Is 28 February 2025 the day")):
        assert question in client.get(f"/embed?as_of={day}{more}").text
    assert 'role="note"' not in client.get(f"/embed?as_of=2025-12-01){more}").text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (f"{PUBLIC}/?instrument=ccm&as_of=2025-12-01", 200),
        (PUBLIC, 200),
        (f"{PUBLIC}/events", 200),
        ("https://EXAMPLE.org/tools/events/", 200),
        (f"{PUBLIC}/?instrument=ccm&utm_source=a#top", 200),
        (f"{PUBLIC}/?instrument=ccm&as_of=2025-12-01)", 200),
        (f"{PUBLIC}/?as_of=2025-12-01.&instrument=ccm%29%2C&states=FIN%3E", 200),
        (f"{PUBLIC}/events).", 200),
        (f"{PUBLIC}/?instrument=apmbc&record=1.0.0%3B", 200),
        (f"{PUBLIC}/learn", 404),
        (f"{PUBLIC}/own_rows", 404),
        ("https://example.org/TOOLS/", 404),
        (f"{PUBLIC}/?instrument=ccm{'&x' * 1000}", 404),
        (f"{PUBLIC}//evil.example/", 404),
        (f"{PUBLIC}/[::1", 404),
        (f"{PUBLIC}/nope", 404),
        (f"{PUBLIC}/../x", 404),
        (f"{PUBLIC}@evil.example/", 404),
        (f"{PUBLIC}.evil.example/", 404),
        ("https://evil.example/?instrument=ccm", 404),
        ("file:///etc/passwd", 404),
        (f"{PUBLIC}/?instrument=nope", 404),
        (f"{PUBLIC}/?as_of=2025-13-01", 404),
        ("", 404),
    ],
)
def test_oembed_answers_for_our_addresses_alone(public: None, client: Client, url: str, status: int) -> None:
    answer = client.get("/oembed", url=url, format="json")
    assert answer.status == status
    if status == 200:
        told = answer.json()
        frame = html.fromstring(told["html"]).find(".//iframe")
        assert frame.get("src").startswith(f"{PUBLIC}/embed")
        assert told["thumbnail_url"].startswith(f"{PUBLIC}/preview.png?")
    assert client.get("/oembed", url=url, format="xml").status == 501
