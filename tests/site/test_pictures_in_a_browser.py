"""Galleries and the full-size viewer in Chromium: by keyboard, mouse and touch, and without
JavaScript."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.archive import Newspaper

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.browser

PAGE = "2024/05/01/a01-1.html"
SIZES = ((1500, 1000), (800, 1200), (1500, 1000), (2400, 600))
CUTLINES = ("第一张", "第二张", "第三张", "第四张")
TEXT = (
    "正文。\n\n![独立的一张（王小禾 摄）](p0.jpg)\n\n正文。\n\n"
    + "\n".join(f"![{words}（李田 摄）](p{at}.jpg)" for at, words in enumerate(CUTLINES))
    + "\n\n正文。\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article with a picture of its own and a gallery of four."""
    paper = Newspaper(tmp_path_factory.mktemp("pictures"), DEFAULT_LANG="zh")
    paper.article("2024-05-01", "a01-1", "江上的船", TEXT, page="A01")
    for at, size in enumerate(SIZES):
        buffer = io.BytesIO()
        shades = Image.linear_gradient("L").resize(size)
        Image.merge("RGB", (shades, shades.rotate(90 * at % 180), shades)).save(buffer, "JPEG")
        paper.write(f"issues/2024/2024-05-01/p{at}.jpg", buffer.getvalue())
    outcome = paper.build()
    assert outcome.good, outcome.said
    return paper.root / "output"


@pytest.fixture
def address(site: Path, site_server: Callable[[Path], str]) -> str:
    """On a host whose Content-Security-Policy is ``default-src 'self'``."""
    return f"{site_server(site)}/{PAGE}"


@contextmanager
def opened(browser: Browser, address: str, width: int = 1280, **options: object) -> Iterator[Page]:
    """A page that must not report any fault."""
    given = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce", **options}
    context = browser.new_context(**given)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if _is_fault(m) else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    assert faults == []
    context.close()


def _is_fault(message: ConsoleMessage) -> bool:
    """The page that Chromium itself makes around a lone picture breaks any strict policy, and asks
    for an icon."""
    is_ours = not message.location["url"].endswith((".jpg", "/favicon.ico"))
    return is_ours and message.type in ("error", "warning")


def enlarge(page: Page, at: int = 0) -> None:
    page.locator("a.photo-link").nth(at).click()
    page.locator("dialog.viewer[open] img").wait_for()


def is_open(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('dialog.viewer').open"))


def count(page: Page) -> str:
    return page.locator(".viewer-count").inner_text()


def scale(page: Page) -> float:
    """How many times the size that fits the window."""
    matrix = "new DOMMatrix(getComputedStyle(document.querySelector('.viewer picture')).transform)"
    return float(page.evaluate(f"{matrix}.a"))


def shift(page: Page) -> list[float]:
    matrix = "new DOMMatrix(getComputedStyle(document.querySelector('.viewer picture')).transform)"
    return list(page.evaluate(f"(m => [m.e, m.f])({matrix})"))


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# --- the viewer


def test_the_viewer_shows_the_largest_file_with_cutline_credit_and_place(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, 390) as page:
        enlarge(page, 1)
        image = page.locator(".viewer img")
        image.evaluate("i => i.decode()")
        assert image.evaluate("i => i.naturalWidth") == 1500
        assert image.evaluate("i => i.currentSrc").endswith(".webp")
        assert page.locator(".viewer-cutline").inner_text() == "第一张"
        assert page.locator(".viewer-credit").inner_text() == "（李田 摄）"
        assert count(page) == "2 / 5"


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_every_picture_fits_the_window_whole_and_the_buttons_are_beside_it(
    browser: Browser, address: str, width: int
) -> None:
    with opened(browser, address, width) as page:
        enlarge(page)
        for _ in SIZES:
            page.keyboard.press("PageDown")
            page.locator(".viewer img").evaluate("i => i.decode()")
            picture = page.locator(".viewer img").bounding_box()
            stage = page.locator(".viewer-stage").bounding_box()
            assert picture
            assert stage
            assert picture["width"] > stage["width"] * 0.3
            assert picture["x"] >= stage["x"] - 1
            assert picture["y"] >= stage["y"] - 1
            assert picture["x"] + picture["width"] <= stage["x"] + stage["width"] + 1
            assert picture["y"] + picture["height"] <= stage["y"] + stage["height"] + 1
            for button in page.locator(".viewer button").all():
                box = button.bounding_box()
                assert box
                assert min(box["width"], box["height"]) >= 44
                apart = (
                    box["x"] + box["width"] <= picture["x"] + 1
                    or box["x"] >= picture["x"] + picture["width"] - 1
                    or box["y"] + box["height"] <= picture["y"] + 1
                )
                assert apart


def test_the_keyboard_alone_opens_turns_enlarges_and_closes(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        link = page.locator("a.photo-link").nth(1)
        link.focus()
        page.keyboard.press("Enter")
        assert is_open(page)
        assert page.evaluate("document.activeElement.className") == "viewer-close"
        for key, place in (
            ("ArrowRight", "3 / 5"),
            ("ArrowLeft", "2 / 5"),
            ("End", "5 / 5"),
            ("ArrowRight", "5 / 5"),
            ("Home", "1 / 5"),
            ("ArrowLeft", "1 / 5"),
            ("PageDown", "2 / 5"),
            ("PageUp", "1 / 5"),
        ):
            page.keyboard.press(key)
            assert count(page) == place, key
        page.keyboard.press("+")
        page.keyboard.press("+")
        assert scale(page) == pytest.approx(2.25)
        page.keyboard.press("-")
        assert scale(page) == pytest.approx(1.5)
        page.keyboard.press("0")
        assert scale(page) == 1
        page.keyboard.press("Escape")
        assert not is_open(page)
        assert link.evaluate("link => link === document.activeElement")


def test_arrows_move_an_enlarged_picture_and_turn_where_it_ends(
    browser: Browser, address: str
) -> None:
    with opened(browser, address) as page:
        enlarge(page, 1)
        for _ in range(3):
            page.keyboard.press("+")
        page.keyboard.press("ArrowRight")
        assert count(page) == "2 / 5"
        assert shift(page)[0] < 0
        page.keyboard.press("ArrowDown")
        assert shift(page)[1] < 0
        for _ in range(12):
            page.keyboard.press("ArrowRight")
        assert count(page) == "5 / 5"


def test_focus_stays_in_the_viewer_and_every_button_is_reached(
    browser: Browser, address: str
) -> None:
    with opened(browser, address) as page:
        enlarge(page, 2)
        seen = set()
        for _ in range(8):
            seen.add(page.evaluate("document.activeElement.className"))
            assert page.evaluate("document.activeElement.matches('body, dialog, dialog *')")
            page.keyboard.press("Tab")
        names = {"close", "previous", "next", "closer", "farther"}
        assert {f"viewer-{name}" for name in names} <= seen


def test_buttons_do_what_they_say_and_tell_when_they_cannot(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        enlarge(page)
        previous, following = page.locator(".viewer-previous"), page.locator(".viewer-next")
        assert previous.get_attribute("aria-disabled") == "true"
        following.click()
        assert count(page) == "2 / 5"
        assert previous.get_attribute("aria-disabled") == "false"
        page.locator(".viewer-closer").click()
        assert scale(page) == pytest.approx(1.5)
        page.locator(".viewer-farther").click()
        assert scale(page) == 1
        page.locator(".viewer-close").click()
        assert not is_open(page)


def test_the_wheel_enlarges_at_the_pointer_and_a_drag_moves(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        enlarge(page)
        x, y = middle(page, ".viewer img")
        page.mouse.move(x + 200, y)
        page.mouse.wheel(0, -500)
        page.wait_for_function("document.querySelector('.viewer').matches('.is-near')")
        assert scale(page) > 1.5
        assert shift(page)[0] < -50
        before = shift(page)
        page.mouse.down()
        page.mouse.move(x + 260, y + 20, steps=4)
        page.mouse.up()
        assert shift(page)[0] == pytest.approx(before[0] + 60, abs=2)
        page.mouse.wheel(0, 3000)
        page.wait_for_function("!document.querySelector('.viewer').matches('.is-near')")
        assert shift(page) == [0, 0]


def test_a_click_beside_the_picture_closes_and_one_on_it_does_not(
    browser: Browser, address: str
) -> None:
    with opened(browser, address) as page:
        enlarge(page, 2)
        page.mouse.click(*middle(page, ".viewer img"))
        assert is_open(page)
        page.mouse.dblclick(*middle(page, ".viewer img"))
        assert scale(page) == pytest.approx(2.5)
        page.keyboard.press("0")
        box = page.locator(".viewer-stage").bounding_box()
        assert box
        page.mouse.click(box["x"] + 8, box["y"] + box["height"] / 2)
        assert not is_open(page)


def test_a_click_that_asks_for_a_new_tab_gets_one(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        with page.context.expect_page() as new:
            page.locator("a.photo-link").first.click(modifiers=["Control"])
        assert not is_open(page)
        assert new.value.url.endswith(".jpg")


class Fingers:
    """Touches as a screen reports them."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        self.session.send(
            "Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": touches}
        )

    def swipe(self, start: tuple[float, float], by: tuple[float, float]) -> None:
        self.send("Start", start)
        for step in range(1, 6):
            self.send("Move", (start[0] + by[0] * step / 5, start[1] + by[1] * step / 5))
        self.send("End")

    def tap(self, at: tuple[float, float]) -> None:
        self.send("Start", at)
        self.send("End")


def test_fingers_swipe_pinch_and_tap(browser: Browser, address: str) -> None:
    with opened(browser, address, 390, has_touch=True, is_mobile=True) as page:
        enlarge(page)
        fingers = Fingers(page)
        centre = middle(page, ".viewer-stage")
        fingers.swipe(centre, (-150, 10))
        assert count(page) == "2 / 5"
        fingers.swipe(centre, (-30, 0))
        assert count(page) == "2 / 5"
        assert shift(page) == [0, 0]
        fingers.swipe(centre, (150, 0))
        assert count(page) == "1 / 5"
        x, y = centre
        fingers.send("Start", (x - 30, y), (x + 30, y))
        for span in (50, 70, 90):
            fingers.send("Move", (x - span, y), (x + span, y))
        fingers.send("End")
        assert scale(page) == pytest.approx(3, abs=0.2)
        fingers.swipe(centre, (-150, 0))
        assert count(page) == "1 / 5"
        assert shift(page)[0] < -100
        fingers.tap(centre)
        fingers.tap(centre)
        assert scale(page) == 1
        fingers.tap(centre)
        fingers.tap(centre)
        assert scale(page) == pytest.approx(2.5)
        page.keyboard.press("0")
        fingers.swipe(centre, (0, 250))
        assert not is_open(page)


def test_neighbours_are_fetched_when_the_picture_has_come(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        enlarge(page, 2)
        page.locator(".viewer img").evaluate("i => i.decode()")
        page.wait_for_timeout(300)
        largest = {match[1] for url in asked if (match := re.search(r"/(p\d)-\w{8}\.webp$", url))}
        assert {"p0", "p2"} <= largest
        assert "p3" not in largest


def test_the_viewer_is_there_in_forced_colours_and_from_right_to_left(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, 390, forced_colors="active") as page:
        page.evaluate("document.documentElement.dir = 'rtl'")
        enlarge(page, 1)
        page.keyboard.press("ArrowLeft")
        assert count(page) == "3 / 5"
        border = "getComputedStyle(document.querySelector('.viewer-close')).borderStyle"
        assert page.evaluate(border) == "solid"


# --- a gallery


def places(page: Page) -> list[float]:
    """How far each picture's first edge is from the row's."""
    return list(
        page.locator(".gallery-row").evaluate(
            """row => Array.from(row.querySelectorAll('figure'), figure => {
                const [a, b] = [figure, row].map(e => e.getBoundingClientRect());
                const isRtl = getComputedStyle(row).direction === 'rtl';
                return isRtl ? b.right - a.right : a.left - b.left;
            })"""
        )
    )


def gallery_count(page: Page) -> str:
    return page.locator(".gallery-count").inner_text()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_buttons_of_a_gallery_turn_it_and_count(
    browser: Browser, address: str, direction: str
) -> None:
    with opened(browser, address, 390) as page:
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert gallery_count(page) == "1 / 4"
        previous, following = page.locator(".gallery-previous"), page.locator(".gallery-next")
        assert previous.get_attribute("aria-disabled") == "true"
        for at in (2, 3, 4):
            following.click()
            page.wait_for_timeout(250)
            assert gallery_count(page) == f"{at} / 4"
            assert abs(places(page)[at - 1]) <= 2
        assert following.get_attribute("aria-disabled") == "true"
        previous.click()
        page.wait_for_timeout(250)
        assert gallery_count(page) == "3 / 4"


def test_a_gallery_is_turned_by_keys_where_it_is_focused(browser: Browser, address: str) -> None:
    with opened(browser, address, 390) as page:
        row = page.locator(".gallery-row")
        assert row.get_attribute("aria-label") == "图集，共4张"
        row.focus()
        for key, place in (("ArrowRight", 2), ("End", 4), ("ArrowLeft", 3), ("Home", 1)):
            page.keyboard.press(key)
            page.wait_for_timeout(250)
            assert gallery_count(page) == f"{place} / 4", key


def test_a_gallery_is_swiped_by_a_finger(browser: Browser, address: str) -> None:
    with opened(browser, address, 390, has_touch=True, is_mobile=True) as page:
        page.locator(".gallery-row").scroll_into_view_if_needed()
        x, y = middle(page, ".gallery-row img >> nth=0")
        fingers = Fingers(page)
        fingers.send("Start", (x + 80, y))
        for step in range(1, 12):
            fingers.send("Move", (x + 80 - 22 * step, y))
            page.wait_for_timeout(16)
        fingers.send("End")
        page.wait_for_timeout(900)
        assert gallery_count(page) == "2 / 4"
        assert abs(places(page)[1]) <= 2


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_gallery_shows_its_pictures_whole_and_the_next_one_looks_in(
    browser: Browser, address: str, width: int
) -> None:
    with opened(browser, address, width) as page:
        row = page.locator(".gallery-row").bounding_box()
        assert row
        for image in page.locator(".gallery img").all():
            image.scroll_into_view_if_needed()
            box = image.bounding_box()
            assert box
            assert box["width"] <= row["width"] + 1
        assert 0 < places(page)[1] - places(page)[0] < row["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_moves_while_pictures_and_scripts_arrive(browser: Browser, address: str) -> None:
    with opened(browser, address, 390) as page:
        page.evaluate(
            """() => {
                window.shifts = 0;
                new PerformanceObserver(list => {
                    for (const entry of list.getEntries()) window.shifts += entry.value;
                }).observe({ type: "layout-shift", buffered: true });
            }"""
        )
        for y in range(0, 3000, 400):
            page.evaluate(f"scrollTo(0, {y})")
            page.wait_for_timeout(60)
        assert page.evaluate("window.shifts") == 0


# --- without JavaScript, and on paper


def test_without_javascript_pictures_lead_to_their_files_and_galleries_scroll(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, 390, java_script_enabled=False) as page:
        assert not page.locator(".gallery-controls").is_visible()
        assert not page.locator(".viewer").is_visible()
        row = page.locator(".gallery-row")
        row.hover()
        page.mouse.wheel(300, 0)
        page.wait_for_timeout(500)
        box = page.locator(".gallery figure").nth(1).bounding_box()
        assert box
        assert box["x"] < 200
        page.locator("a.photo-link").first.click()
        page.wait_for_url("**/2024/05/01/p0-*.jpg")


def test_on_paper_a_gallery_is_a_grid(browser: Browser, address: str) -> None:
    with opened(browser, address, 800) as page:
        page.emulate_media(media="print")
        boxes = [figure.bounding_box() for figure in page.locator(".gallery figure").all()]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 800 for box in boxes)
        assert len({round(box["y"]) for box in boxes if box}) == 2
        assert not page.locator(".gallery-controls").is_visible()
