"""An article in Chromium: how it is set, what a reader can do with it, and what a printer gets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive import Newspaper, photograph
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SENTENCE = "十二台收割机在柏林镇的晚稻田里同时作业，镇里说月底前可全部收完。"
FEATURE = f"""标题：秋收进度过半
引题：柏林镇
副题：——三千亩晚稻颗粒归仓
版次：A01
署名：□本报记者 王小禾
更正：2024-05-03 第二段“三千亩”应为“三百亩”。

本报讯（记者 王小禾）{SENTENCE * 6}

## 抢抓晴天

{SENTENCE * 3}

- 早稻已收完
- 晚稻过半

表1：各镇晚稻亩产（公斤）

{"|".join(f"指标{n}" for n in range(12))}
{"|".join("---" for n in range(12))}
{"|".join("600" for n in range(12))}

{SENTENCE * 3}[^1]

[^1]: 据镇农业站。
"""
ENGLISH = """headline: Rain holds off
page: A01
language: en
byline: By Ann Field

{}

{}
""".format(*["Twelve combines were out on the late paddy of Bolin by noon on Thursday. " * 12] * 2)
POEM = """标题：渡口
版次：A02

石阶把最后一级<br>
让给了水<br>
水让给雾
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paper = Newspaper(
        tmp_path_factory.mktemp("paper"),
        SITENAME="青禾日报",
        DEFAULT_LANG="zh",
        SITEURL="https://qinghe.example",
    )
    day = "issues/2024/2024-05-01"
    paper.write(f"{day}/issue.md", "期号：321\n")
    paper.write(f"{day}/a01-1-harvest.md", FEATURE)
    paper.write(f"{day}/a01-2-rain.md", ENGLISH)
    paper.write(f"{day}/a02-1-ferry.md", POEM)
    paper.write(f"{day}/a02-2-photo.md", "标题：稻田\n版次：A02\n\n![稻田](wide.jpg)\n")
    paper.write(f"{day}/wide.jpg", photograph(1, (1600, 1000)))
    outcome = paper.build()
    assert outcome.good, outcome.said
    return paper.root / "output"


HARVEST, RAIN, FERRY = (
    f"2024/05/01/{name}.html" for name in ("a01-1-harvest", "a01-2-rain", "a02-1-ferry")
)


@pytest.fixture
def address(folder: Path, site_server: Callable[[Path], str]) -> str:
    return site_server(folder)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The feature, open on a wide screen; what goes wrong on it fails the test."""
    with opened(browser) as (page, faults):
        page.goto(f"{address}/{HARVEST}")
        yield page
        assert faults == []


def letters_of(page: Page) -> float:
    size: str = page.locator(".story-body").evaluate("e => getComputedStyle(e).fontSize")
    return float(size.removesuffix("px"))


def said(page: Page, words: str) -> None:
    """Wait until the page says ``words``."""
    page.locator("#said", has_text=words).wait_for()


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true. Playwright's own waiting is stopped by the strict host."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {expression}")


# --- how it is set ------------------------------------------------------------------------------

CHARACTERS_A_LINE = """paragraph => {
  const lines = new Map(), range = document.createRange();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) {
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + 1);
    const line = Math.round(range.getBoundingClientRect().bottom / 8);
    lines.set(line, (lines.get(line) || 0) + 1);
  }
  return [...lines.values()].slice(1, -1);
}"""
"""Of every line of a paragraph but the first and the last."""


def test_a_chinese_line_holds_34_to_38_characters_on_a_wide_screen(page: Page) -> None:
    lines = page.locator(".story-body > p").first.evaluate(CHARACTERS_A_LINE)
    assert len(lines) >= 3
    assert all(34 <= count <= 38 for count in lines), lines


def test_an_english_line_holds_some_65_letters_on_a_wide_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/{RAIN}")
    lines = page.locator(".story-body > p").first.evaluate(CHARACTERS_A_LINE)
    assert 60 <= sum(lines) / len(lines) <= 74, lines


def test_chinese_paragraphs_are_indented_and_english_ones_are_not(page: Page, address: str) -> None:
    indent = "e => parseFloat(getComputedStyle(e).textIndent)"
    assert page.locator(".story-body > p").first.evaluate(indent) == 2 * letters_of(page)
    page.goto(f"{address}/{RAIN}")
    assert page.locator(".story-body > p").last.evaluate(indent) == 0


@pytest.mark.parametrize(("setting", "chinese", "english"), [(True, 2, 1.5), (False, 0, 0)])
def test_a_setting_says_whether_paragraphs_are_indented(
    browser: Browser, tmp_path: Path, setting: bool, chinese: float, english: float
) -> None:
    paper = Newspaper(tmp_path, DEFAULT_LANG="zh", BROADSHEET_INDENT=setting)
    paper.write("issues/2024/2024-05-01/a01-1-harvest.md", FEATURE)
    paper.write("issues/2024/2024-05-01/a01-2-rain.md", ENGLISH)
    assert paper.build().good
    indent = "e => parseFloat(getComputedStyle(e).textIndent)"
    with opened(browser) as (page, _):
        for path, ems in ((HARVEST, chinese), (RAIN, english)):
            page.goto((tmp_path / "output" / path).as_uri())
            last = page.locator(".story-body > p").last
            assert last.evaluate(indent) == ems * letters_of(page)


def test_lines_that_a_poet_broke_begin_below_each_other(page: Page, address: str) -> None:
    page.goto(f"{address}/{FERRY}")
    starts = page.locator(".story-body > p").evaluate("""paragraph => {
      const range = document.createRange();
      return [...paragraph.childNodes].filter(n => n.data && n.data.trim()).map(n => {
        range.setStart(n, n.data.search(/\\S/));
        range.setEnd(n, n.data.search(/\\S/) + 1);
        return Math.round(range.getBoundingClientRect().left);
      });
    }""")
    assert len(starts) == 3
    assert len(set(starts)) == 1


def test_a_wide_table_scrolls_by_keyboard_and_has_its_caption(
    browser: Browser, address: str
) -> None:
    with opened(browser, 390) as (page, _):
        page.goto(f"{address}/{HARVEST}")
        frame = page.locator(".table-frame")
        assert frame.get_attribute("aria-label") == "表1：各镇晚稻亩产（公斤）"
        assert frame.locator("caption").inner_text() == "表1：各镇晚稻亩产（公斤）"
        assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
        frame.focus()
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")
        until(page, "document.querySelector('.table-frame').scrollLeft > 0")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_large_picture_that_lies_is_wider_than_the_text_where_there_is_room(
    browser: Browser, address: str
) -> None:
    for width, wider in ((1280, True), (390, False)):
        with opened(browser, width) as (page, _):
            page.goto(f"{address}/2024/05/01/a02-2-photo.html")
            picture = page.locator(".photo-wide").bounding_box()
            text = page.locator(".story-body").bounding_box()
            assert picture
            assert text
            assert (picture["width"] > text["width"] + 100) == wider
            assert picture["x"] >= 0


# --- the size of the letters --------------------------------------------------------------------


def test_letters_grow_in_steps_and_their_size_is_remembered(page: Page, address: str) -> None:
    normal = letters_of(page)
    larger, smaller = page.locator("[data-size=larger]"), page.locator("[data-size=smaller]")
    seen = {normal}
    larger.focus()
    for _ in range(4):
        page.keyboard.press("Enter")
        seen.add(letters_of(page))
    assert len(seen) == 3
    assert larger.get_attribute("aria-disabled") == "true"
    assert page.locator("#said").inner_text() == "字号：特大"
    largest = max(seen)
    page.goto(f"{address}/{RAIN}")
    assert letters_of(page) == largest
    smaller.focus()
    for _ in range(4):
        page.keyboard.press("Enter")
    assert letters_of(page) < normal
    assert smaller.get_attribute("aria-disabled") == "true"


def test_the_size_is_there_before_the_text_is_seen(page: Page) -> None:
    page.locator("[data-size=larger]").click()
    page.add_init_script("""
      window.shifts = 0;
      new PerformanceObserver(list => { for (const e of list.getEntries()) shifts += e.value; })
        .observe({type: 'layout-shift', buffered: true});
    """)
    page.reload()
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.dataset.textSize") == "large"
    assert page.evaluate("shifts") == 0


def test_letters_grow_on_a_disk_and_where_nothing_may_be_stored(
    browser: Browser, folder: Path
) -> None:
    with opened(browser) as (page, faults):
        page.add_init_script("""Object.defineProperty(window, 'localStorage', {
          get() { throw new DOMException('no', 'SecurityError'); } });""")
        page.goto((folder / HARVEST).as_uri())
        before = letters_of(page)
        page.locator("[data-size=larger]").click()
        assert letters_of(page) > before
        assert faults == []


# --- links, citations ---------------------------------------------------------------------------


def test_the_public_link_is_copied_and_said(browser: Browser, address: str) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with opened(browser, permissions=rights) as (page, faults):
        page.goto(f"{address}/{HARVEST}")
        page.locator("[data-copy-link]").click()
        said(page, "已复制链接")
        assert (
            page.evaluate("navigator.clipboard.readText()") == f"https://qinghe.example/{HARVEST}"
        )
        assert page.locator("#said").get_attribute("role") == "status"
        assert page.locator("#said").is_visible()
        assert faults == []


def test_a_browser_without_a_clipboard_copies_the_old_way(page: Page) -> None:
    page.evaluate("""() => {
      Object.defineProperty(navigator, 'clipboard', {value: undefined});
      document.addEventListener('copy', () => {
        window.copied = document.activeElement.value;
      });
    }""")
    page.locator("[data-copy-link]").click()
    said(page, "已复制链接")
    assert page.evaluate("window.copied") == f"https://qinghe.example/{HARVEST}"
    assert page.evaluate("document.activeElement.hasAttribute('data-copy-link')")


def test_sharing_is_offered_only_where_the_browser_can(
    browser: Browser, page: Page, address: str
) -> None:
    page.evaluate("navigator.share")
    assert page.locator("[data-share]").is_visible() == page.evaluate("'share' in navigator")
    with opened(browser) as (other, _):
        other.add_init_script("""
          navigator.canShare = () => true;
          navigator.share = story => { window.shared = story; return Promise.resolve(); };
        """)
        other.goto(f"{address}/{HARVEST}")
        other.locator("[data-share]").click()
        assert other.evaluate("window.shared.url") == f"https://qinghe.example/{HARVEST}"
        assert "秋收进度过半" in other.evaluate("window.shared.title")


def test_a_citation_is_shown_copied_and_saved(browser: Browser, address: str) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with opened(browser, permissions=rights) as (page, faults):
        page.goto(f"{address}/{HARVEST}")
        assert not page.locator("#cite-gbt").is_visible()
        page.locator(".cite summary").click()
        assert page.locator("#cite-gbt").inner_text() == (
            "王小禾. 秋收进度过半: 三千亩晚稻颗粒归仓[N]. 青禾日报, 2024-05-01(A01)."
        )
        today = page.evaluate(
            "(d => `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, 0)}-"
            "${String(d.getDate()).padStart(2, 0)}`)(new Date())"
        )
        assert dt.date.fromisoformat(today)
        assert (
            f"[{today}]. https://qinghe.example/" in page.locator("#cite-gbt-online").inner_text()
        )
        for name in ("gbt", "gbt-online", "plain", "bibtex", "ris"):
            page.locator(f"[data-copies=cite-{name}]").click()
            said(page, "已复制引文")
            copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
            assert copied == page.locator(f"#cite-{name}").text_content()
            page.evaluate("document.getElementById('said').textContent = ''")
        with page.expect_download() as bib:
            page.locator("[data-saves=cite-bibtex]").click()
        assert re.fullmatch(r"[A-Za-z0-9.-]+\.bib", bib.value.suggested_filename)
        assert Path(bib.value.path()).read_text("utf-8").startswith("@article{")
        with page.expect_download() as ris:
            page.locator("[data-saves=cite-ris]").click()
        data = Path(ris.value.path()).read_bytes()
        assert data.startswith(b"TY  - NEWS\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")
        assert data.rstrip().endswith(b"ER  -")
        assert faults == []


# --- read aloud ---------------------------------------------------------------------------------

VOICES = """
  window.spoken = [];
  window.pending = null;
  const synthesis = {
    getVoices: () => [
      {lang: 'en-GB', localService: true}, {lang: 'zh_HK', localService: true},
      {lang: 'zh-CN', localService: true},
    ],
    addEventListener() {},
    speak(utterance) { spoken.push(utterance); window.pending = utterance; },
    cancel() { window.pending = null; },
  };
  Object.defineProperty(window, 'speechSynthesis', {value: synthesis});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.finish = () => { const u = pending; window.pending = null; u.onend(); };
"""
"""A computer with three voices, which speak when a test says so: Chromium here has none."""


def test_reading_aloud_is_not_offered_without_a_voice(page: Page) -> None:
    assert page.evaluate("speechSynthesis.getVoices().length") == 0
    assert not page.locator("[data-speak]").is_visible()


def test_the_whole_article_is_read_aloud_in_order_and_marked(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, faults):
        page.add_init_script(VOICES)
        page.goto(f"{address}/{HARVEST}")
        assert page.locator("#player").is_hidden()
        page.locator("[data-speak]").click()
        assert page.locator("#player").is_visible()
        assert page.locator(".is-spoken").inner_text() == "秋收进度过半"
        marked = []
        while page.evaluate("!!pending"):
            marked.append(page.locator(".is-spoken").evaluate("e => e.localName"))
            page.evaluate("finish()")
        said = page.evaluate("spoken.map(u => u.text)")
        assert said[:2] == ["秋收进度过半", "三千亩晚稻颗粒归仓"]
        assert "".join(said).count(SENTENCE) == 12
        assert max(map(len, said)) <= 160
        assert "抢抓晴天" in said
        assert "早稻已收完" in said
        assert any(words.startswith("指标0, 指标1") for words in said)
        assert "caption" in marked
        assert not any(f"{SENTENCE}1" in words for words in said)
        assert set(page.evaluate("spoken.map(u => u.lang)")) == {"zh-CN"}
        assert page.locator(".is-spoken").count() == 0
        assert page.locator("#player").is_hidden()
        assert page.locator("[data-speak]").inner_text() == "朗读"
        assert faults == []


def test_reading_rests_goes_on_and_stops(browser: Browser, address: str) -> None:
    with opened(browser) as (page, faults):
        page.add_init_script(VOICES)
        page.goto(f"{address}/{HARVEST}")
        page.locator("[data-speak]").click()
        page.evaluate("finish()")
        pause, stop = page.locator("[data-player=pause]"), page.locator("[data-player=stop]")
        pause.click()
        assert pause.inner_text() == "继续"
        assert page.evaluate("pending") is None
        pause.click()
        assert pause.inner_text() == "暂停"
        assert page.evaluate("pending.text") == "三千亩晚稻颗粒归仓"
        page.evaluate("window.late = pending")
        stop.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("pending") is None
        assert page.locator("#player").is_hidden()
        assert page.evaluate("document.activeElement.hasAttribute('data-speak')")
        page.evaluate("late.onend()")  # what was stopped may still report its end
        assert page.evaluate("pending") is None
        page.locator("[data-speak]").click()
        assert page.evaluate("pending.text") == "秋收进度过半"
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
        assert page.evaluate("pending") is None
        page.locator("[data-speak]").click()
        page.evaluate("pending.onerror({error: 'synthesis-failed'})")
        assert page.locator("#said").inner_text() == "这里无法朗读。"
        assert page.locator("#player").is_hidden()
        assert faults == []


def test_an_english_article_is_read_by_an_english_voice(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.add_init_script(VOICES)
        page.goto(f"{address}/{RAIN}")
        page.locator("[data-speak]").click()
        assert page.evaluate("pending.lang") == "en-GB"


# --- on paper -----------------------------------------------------------------------------------


def test_a_clipping_has_the_papers_name_its_day_page_and_address_and_no_buttons(
    page: Page,
) -> None:
    page.emulate_media(media="print")
    for selector, words in (
        (".site-header .nameplate", "青禾日报"),
        (".folio-day", "2024年5月1日"),
        (".folio-page", "A01"),
        ("h1", "秋收进度过半"),
        (".notice-correction", "三百亩"),
        (".clipping-foot", "青禾日报 2024年5月1日 星期三 A01"),
        (".clipping-address", f"https://qinghe.example/{HARVEST}"),
    ):
        found = page.locator(selector).first
        assert found.is_visible(), selector
        assert words in found.inner_text(), selector
    gone = "button, .ways-in, .crumbs, .pager, .rest-of-page, .cite, .site-footer, .said, .player"
    assert [
        e.evaluate("e => e.outerHTML") for e in page.locator(gone).all() if e.is_visible()
    ] == []
    assert (
        page.locator(".story-body a").first.evaluate("e => getComputedStyle(e).textDecorationLine")
        == "none"
    )


def test_a_clipping_fits_its_sheet_and_a_page_is_printed_by_its_button(
    page: Page, address: str
) -> None:
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.goto(f"{address}/2024/05/01/a02-2-photo.html")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("[data-print]").click()
    until(page, "window.printed === true")
    assert page.locator(".story img").evaluate("e => e.complete && e.naturalWidth > 0")


def test_a_site_without_an_address_prints_where_the_reader_is(
    browser: Browser, tmp_path: Path
) -> None:
    paper = Newspaper(tmp_path, DEFAULT_LANG="zh", SITEURL="")
    paper.write("issues/2024/2024-05-01/a01-1-harvest.md", FEATURE)
    assert paper.build().good
    here = (tmp_path / "output" / HARVEST).as_uri()
    with opened(browser) as (page, _):
        page.goto(here)
        assert page.locator(".clipping-address").text_content() == here


# --- without a script ---------------------------------------------------------------------------


def test_without_javascript_there_is_no_tool_and_every_citation_can_be_read(
    browser: Browser, address: str
) -> None:
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(f"{address}/{HARVEST}")
        assert not page.locator("#tools").is_visible()
        page.locator(".cite summary").click()
        assert "[引用日期]" in page.locator("#cite-gbt-online").inner_text()
        assert page.locator("#cite-ris").inner_text().startswith("TY  - NEWS")
        assert page.locator("main button:visible").count() == 0


def test_the_text_stands_where_it_stood_before_the_scripts_came(
    browser: Browser, page: Page, address: str
) -> None:
    settled = page.locator(".story-body").bounding_box()
    with opened(browser) as (other, _):
        other.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        other.goto(f"{address}/{HARVEST}")
        assert other.locator(".story-body").bounding_box() == settled
