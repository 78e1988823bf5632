"""The header of every page and the bar of the phone: links that lead to every page, keep the view and the session."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from atlas_page import open_atlas, wait_for_day, wait_for_map, wait_until_settled
from pages import link_to, visit, wait_until_idle
from playwright.sync_api import Page, WebSocketRoute, expect
from waiting import poll, poll_equal, resting_box

from dashboard.domain import product
from dashboard.ui.registry import PAGES

DESK, TABLET, PHONE = (1440, 900), (820, 1180), (390, 844)
VIEW = {"as_of": ["2025-07-12"], "states": ["EST,FIN"]}
AGENDA_TOP = """() => Math.round(document.getElementById("announced")?.getBoundingClientRect().top ?? -9999)"""


def query_of(address: str) -> dict[str, list[str]]:
    """The query of an address."""
    return parse_qs(urlsplit(address).query)


def view_of(address: str) -> dict[str, list[str]]:
    """The part of an address's query that says which days and States are looked at."""
    return {key: value for key, value in query_of(address).items() if key in (*VIEW, "focus")}


def expect_marked(page: Page, name: str) -> None:
    """Wait until the header marks that page as the one shown, and nothing else."""
    expect(page.locator(f'.header [data-page="{name}"][aria-current="page"]').first).to_be_attached()
    expect(page.locator(f'.header [aria-current]:not([data-page="{name}"])')).to_have_count(0)


def expect_no_wider(page: Page, size: tuple[int, int]) -> None:
    """Wait until the page takes the width of its screen and no more."""
    poll_equal(page, """document.querySelector(".stMain").scrollWidth""", size[0])


@pytest.mark.parametrize("size", [DESK, TABLET, PHONE], ids=str)
def test_the_header_leads_from_the_map_to_every_page_and_back(
    new_page: Callable[..., Page], size: tuple[int, int]
) -> None:
    """At the desk back to the map from the first page too; else from one page to the next, and back from the last."""
    page = new_page(*size)
    view = VIEW | ({"focus": ["EST"]} if size == DESK else {})  # on the phone the card would cover the page
    open_atlas(page, urlencode(view, doseq=True))
    wait_until_settled(page)
    page.evaluate("window.essSame = true")
    expect_no_wider(page, size)
    for one in PAGES[1:]:
        title = "States" if size == PHONE and one.name == "dossier" else one.title
        link_to(page, title).click()
        expect_marked(page, one.name)
        wait_until_idle(page)
        expect(page.get_by_role("heading", name=one.title, exact=True, level=1)).to_be_visible()
        expect(page.locator(".header details[open]")).to_have_count(0)
        poll_equal(page, "location.pathname", f"/{one.path}")
        poll_equal(page, lambda: view_of(page.url), view)
        expect_no_wider(page, size)
        if size == DESK and one.name == "dossier":
            expect(page.locator(".st-key-dossier_sheet")).to_contain_text("Estonia")
        back = page.locator(".header nav:visible").get_by_role("link", name="Map", exact=True)
        expect(back).to_be_visible()
        poll_equal(page, lambda back=back: view_of(str(back.get_attribute("href"))), view)  # type: ignore[misc]
        if one == PAGES[-1] or (size == DESK and one == PAGES[1]):
            back.click()
            wait_for_day(wait_for_map(page), "2025-07-12")
            expect_marked(page, "map")
            wait_until_idle(page)
    assert page.evaluate("window.essSame"), "the page was loaded anew, and the session with it"


def check_first_words(page: Page) -> None:
    """The name and the purpose are the first words; the name leads to the map."""
    name = page.locator(".header .name")
    expect(name).to_have_text(product.NAME)
    expect(name).to_be_in_viewport()
    expect(page.locator(".header .purpose")).to_contain_text(product.SUBJECT)
    expect(page.locator(".header .purpose")).to_be_in_viewport()
    poll_equal(page, lambda: page.locator(".header header").evaluate("(one) => one.getBoundingClientRect().top"), 0)
    name.click()
    wait_for_map(page)


def test_a_link_is_a_link_with_the_day_on_screen(page: Page, subtests: pytest.Subtests) -> None:
    open_atlas(page, "as_of=2025-07-12")
    wait_until_settled(page)
    page.get_by_role("button", name="Next change", exact=True).click()
    events = link_to(page, "Events")
    events.hover()
    poll_equal(page, lambda: query_of(str(events.get_attribute("href")))["as_of"], ["2025-07-18"])
    with page.context.expect_page() as opened:
        events.click(modifiers=["Control"])
    other = opened.value
    wait_until_idle(other)
    poll_equal(other, lambda: query_of(other.url)["as_of"], ["2025-07-18"])
    other.close()
    expect(page.locator(".headline")).to_be_visible()
    # A plain click at once after a step takes that step along.
    page.get_by_role("button", name="Next change", exact=True).click()
    link_to(page, "Matrix").click()
    expect_marked(page, "matrix")
    expect(page.locator("body")).to_contain_text("treaties, policies and measures on 20 August 2025")
    wait_until_idle(page)
    with subtests.test("the day is said in words and leads to the latest"):
        page.get_by_role("button", name="20 August 2025").click()
        page.get_by_role("button", name="Go to the latest day, 2 October 2026").click()
        expect(page.locator("body")).to_contain_text("treaties, policies and measures on 2 October 2026")
        expect(page.get_by_role("button", name="2 October 2026").first).to_be_visible()


@pytest.mark.parametrize("held", ["to the page", "to the server"])
def test_what_moves_on_the_way_does_not_turn_the_page_back(page: Page, held: str) -> None:
    """A step after the click is reported while the browser still speaks for the page that is being left."""
    waiting: list[Callable[[], None]] = []
    reports: list[str | bytes] = []
    holds = False

    def pass_on(way: str, send: Callable[[str | bytes], None], message: str | bytes) -> None:
        if way == "to the server":
            reports.append(message)
        if holds and way == held:
            waiting.append(lambda: send(message))
        else:
            send(message)

    def stand_between(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(lambda message: pass_on("to the server", server.send, message))
        server.on_message(lambda message: pass_on("to the page", line.send, message))

    page.route_web_socket("**/_stcore/stream*", stand_between)
    open_atlas(page, "as_of=2025-07-12")
    wait_until_settled(page)
    reports.clear()
    holds = True
    link_to(page, "Matrix").click()
    page.keyboard.press("ArrowRight")
    poll(page, lambda: len(reports), lambda count: count >= 2)
    holds = False
    for send in waiting:
        send()
    expect_marked(page, "matrix")
    wait_until_idle(page)
    expect(page.locator("body")).to_contain_text("treaties, policies and measures on")
    poll_equal(page, "location.pathname", "/matrix")


def test_explore_is_worked_by_keys_and_the_name_leads_home(page: Page, subtests: pytest.Subtests) -> None:
    visit(page, "learn")
    summary = page.locator(".pages summary")
    summary.focus()
    menu = page.locator(".pages details")
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    poll_equal(page, "document.activeElement.shadowRoot?.activeElement?.tagName", "SUMMARY")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_marked(page, "events")
    expect(menu).not_to_have_attribute("open", "")
    summary.click()
    page.locator(".ess-title").click(position={"x": 2, "y": 2})
    expect(menu).not_to_have_attribute("open", "")
    wait_until_idle(page)
    with subtests.test(check_first_words.__doc__):
        check_first_words(page)


def test_the_bar_of_the_phone(new_page: Callable[..., Page], subtests: pytest.Subtests) -> None:
    page = new_page(*PHONE)
    visit(page, "learn")
    with subtests.test("its agenda is the announced section of the main page"):
        bar = page.locator(".header .bar")
        bar.get_by_role("link", name="Agenda").click()
        wait_for_map(page)
        page.wait_for_function(f"() => {{ const top = ({AGENDA_TOP})(); return top >= -2 && top < 300; }}")
        wait_until_idle(page)
        bar.get_by_role("link", name="States").click()
        expect_marked(page, "dossier")
        expect(page.get_by_role("heading", name="Dossier", exact=True)).to_be_in_viewport()
    link_to(page, "Matrix").click()
    expect_marked(page, "matrix")
    wait_until_idle(page)
    with subtests.test("nothing stands below it and its field opens over it"):
        check_foot(page)
    with subtests.test(check_first_words.__doc__):
        visit(page, "events")
        check_first_words(page)


def check_foot(page: Page) -> None:
    """Nothing stands below the phone's bar, and its field opens over it."""
    page.evaluate("""document.querySelector(".stMain").scrollTo({ top: 1e6, behavior: "instant" })""")
    bar = resting_box(page.locator(".header .bar"))
    assert bar["y"] + bar["height"] == PHONE[1]
    footer = page.locator(".st-key-footer")
    poll(page, lambda: resting_box(footer), lambda box: box["y"] + box["height"] <= bar["y"])
    field = page.get_by_label("Find a State")
    page.locator(".header").get_by_role("button", name="Find", exact=True).click()
    expect(field).to_be_focused()
    poll_equal(page, lambda: page.locator(".header .slot").evaluate("(one) => getComputedStyle(one).opacity"), "1")
    field.fill("Poland")
    field.press("Enter")
    wait_for_map(page)
    poll_equal(page, lambda: query_of(page.url).get("focus"), ["POL"])


def test_the_dossier_without_a_state_lists_them_all(page: Page) -> None:
    visit(page, "dossier", "as_of=2025-07-12")
    states = page.locator(".sheet.states button")
    expect(states).to_have_count(52)
    expect(states.filter(has_text="Poland")).to_contain_text("exit voted by parliament")
    states.filter(has_text="Poland").click()
    expect(page.locator(".sheet.dossier")).to_contain_text("Poland")
    poll_equal(page, lambda: query_of(page.url).get("focus"), ["POL"])


def test_compare_opens_on_a_year_ago_and_says_so(page: Page) -> None:
    visit(page, "compare", "as_of=2025-07-12")
    expect(page.get_by_role("button", name="12 July 2024, a year before")).to_be_visible()


def test_nothing_of_the_header_lies_below_the_menu_at_200_per_cent(new_page: Callable[..., Page]) -> None:
    page = new_page(704, 450)
    visit(page, "learn")
    take, menu = page.locator("header .take"), page.get_by_test_id("stMainMenu")
    poll(page, lambda: resting_box(take)["x"] + resting_box(take)["width"] <= resting_box(menu)["x"], bool)
