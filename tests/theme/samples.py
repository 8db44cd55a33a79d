"""One rich and one bare value for every page that the theme draws; all names are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from broadsheet.model import Status
from broadsheet.pages.numbering import Gap, Sign
from broadsheet.pages.views import (
    ArchiveView,
    Area,
    ArticleView,
    BlockView,
    CorrectionEntry,
    CorrectionsView,
    DataView,
    DataYear,
    DayCell,
    DayView,
    DayYear,
    Decade,
    DirectoryEntry,
    DirectoryGroup,
    DirectoryView,
    Group,
    HomeView,
    Hotspot,
    IssueCard,
    IssueView,
    JumpView,
    Link,
    Masthead,
    MissingPicture,
    MonthCalendar,
    MonthMark,
    MonthView,
    NamePart,
    Nameplate,
    NotFoundView,
    Notice,
    PageHead,
    PhotoEntry,
    PhotoMonth,
    PhotosView,
    PhotoWallView,
    PhotoYear,
    Picture,
    PrintPagePage,
    PrintPageView,
    RedirectView,
    RoleGroup,
    SearchView,
    Site,
    StandingView,
    Teaser,
    TombstoneView,
    TopicView,
    TopicYear,
    TopicYearView,
    YearBlock,
    YearView,
)

HOSTILE = '<script>alert(1)</script>"&'
BYLINE = (
    NamePart("□本报记者 "),
    NamePart("王小禾", "people/王小禾/index.html"),
    NamePart(" 通讯员 "),
    NamePart("李 田", "people/李田/index.html"),
)
DAY = dt.date(2019, 10, 24)


@dataclass(frozen=True, slots=True)
class Sample:
    """A page to draw. ``root`` is the way to the site's root from ``page.path``."""

    page: PageHead
    view: object

    @property
    def root(self) -> str:
        return "../" * self.page.path.count("/")


def site(language: str, *, bare: bool = False) -> Site:
    return Site(
        name="青禾日报",
        subtitle="" if bare else "创刊于一九五六年",
        language=language,
        url="" if bare else "https://qinghe.example",
        publisher="" if bare else "青禾日报社",
        cn_number="" if bare else "CN00-0000",
        nav=() if bare else (Link("历年", "archive.html"), Link("人物", "people/index.html")),
        standing=() if bare else (Link("关于本报", "about.html"),),
        feed="feeds/all.xml",
        preview=not bare,
        nameplate=None
        if bare
        else Nameplate("static/name plate.svg", "static/name plate-dark.svg", 600, 150),
        lunar_dates=not bare,
    )


PICTURE = Picture(
    path="2019/10/24/harvest.jpg",
    width=1200,
    height=800,
    cutline="收割机在柏林镇田间作业",
    credit=(NamePart("（"), NamePart("王小禾", "people/王小禾/index.html"), NamePart(" 摄）")),
    mark="▲",
)
MISSING = MissingPicture(
    0,
    "群众在参观展览",
    (NamePart("（"), NamePart("宋可", "people/宋可/index.html"), NamePart("摄）")),
    "▼",
)
PORTRAIT = Picture("2019/10/24/miller.jpg", 600, 900)

LEAD = Teaser(
    path="2019/10/24/a01-1-harvest.html",
    headline="秋收进度过半　颗粒归仓在望",
    date=DAY,
    kicker="柏林镇",
    deck="三千亩晚稻抢晴收割",
    summary="10月23日，柏林镇的晚稻田里，十二台收割机同时作业。镇里说，月底前可全部收完。",
    page="A01",
    page_path="2019/10/24/a01.html",
    section=Link("要闻", "sections/要闻/index.html"),
    column=Link("区政要闻", "columns/区政要闻/index.html"),
    byline=BYLINE,
    picture=PICTURE,
    status=Status.DRAFT,
    embargoed=True,
    corrected=True,
    issue=Link("2019年10月24日", "2019/10/24/index.html"),
)
BARE_TEASER = Teaser(path="2019/10/24/notice.html", headline="启事", date=DAY)
ENGLISH = Teaser(
    path="2019/10/24/a01-2-rain.html",
    headline="Rain holds off as the harvest passes halfway",
    date=DAY,
    deck="Growers race the weekend's front",
    page="A01",
    page_path="2019/10/24/a01.html",
    byline=(NamePart("By "), NamePart("Ann Field", "people/Ann Field/index.html")),
    language="en",
    retracted=True,
)
HOSTILE_TEASER = Teaser(
    path="2019/10/24/a02-1.html",
    headline=HOSTILE,
    date=DAY,
    kicker=HOSTILE,
    deck=HOSTILE,
    summary=HOSTILE,
    byline=(NamePart(HOSTILE, "people/x.html"),),
)

MASTHEAD = Masthead(
    path="2019/10/24-evening/index.html",
    date=DAY,
    edition="晚报",
    number=3210,
    cumulative_number=12345,
    page_count=2,
    article_count=4,
    status=Status.DRAFT,
    embargoed=True,
)
BARE_MASTHEAD = Masthead("2019/10/24/index.html", DAY, "", None, None, 0, 1)
PAGE_ONE = PrintPageView(
    code="A01",
    title="要闻",
    path="2019/10/24/a01.html",
    editors=(NamePart("责编 "), NamePart("赵青", "people/赵青/index.html")),
    facsimile=Picture("2019/10/24/pages/a01.jpg", 900, 1300),
    pdf="2019/10/24/pages/a01.pdf",
    hotspots=(
        Hotspot((Area(10, 20, 390, 480), Area(400, 300, 200, 200)), LEAD.path, LEAD.headline),
        Hotspot((Area(410, 20, 300, 270),), ENGLISH.path, ENGLISH.headline),
    ),
    groups=(
        Group(None, (LEAD, ENGLISH)),
        Group(Link("图说新闻", "columns/图说新闻/index.html"), (BARE_TEASER,)),
    ),
)
PAGE_TWO = PrintPageView(
    "A02", "", "2019/10/24/a02.html", (), None, "", (), (Group(None, (HOSTILE_TEASER,)),)
)
BARE_PAGE = PrintPageView("1", "", "2019/10/24/1.html", (), None, "", (), ())

BODY = (
    BlockView(
        "paragraph",
        html="10月23日，柏林镇的晚稻田里，<em>十二台</em>收割机同时作业。",
        lead_in=(
            NamePart("本报讯（记者 "),
            NamePart("王小禾", "people/王小禾/index.html"),
            NamePart("）"),
        ),
    ),
    BlockView("prose", html="<h2>抢抓晴天</h2><p>镇里说，月底前可全部收完。</p>"),
    BlockView("figure", pictures=(PICTURE,)),
    BlockView("gallery", pictures=(PICTURE, PORTRAIT)),
    BlockView("gallery", pictures=(PORTRAIT,), missing=(MISSING,)),
    BlockView("missing", missing=(MISSING, MissingPicture(1, HOSTILE))),
    BlockView(
        "paragraph",
        html="今年的亩产预计比去年高一成。",
        signature=(
            NamePart("（"),
            NamePart("王小禾", "people/王小禾/index.html"),
            NamePart(" 文/图）"),
        ),
    ),
)
ISSUE = IssueView(
    masthead=MASTHEAD,
    pages=(PAGE_ONE, PAGE_TWO),
    loose=(Group(None, (BARE_TEASER,)),),
    note=(BlockView("prose", html="<p>本报明日休刊一天。</p>"),),
    editors=(NamePart("值班编委 "), NamePart("赵青", "people/赵青/index.html")),
    previous=Link("2019年10月23日", "2019/10/23/index.html"),
    next=Link("2019年10月25日", "2019/10/25/index.html"),
    month=Link("2019年10月", "2019/10/index.html"),
    same_day=Link("10月24日", "days/10-24.html"),
)
BARE_ISSUE = IssueView(BARE_MASTHEAD, (), (), (), (), None, None, ISSUE.month, ISSUE.same_day)
CARD = IssueCard(MASTHEAD, (LEAD, HOSTILE_TEASER))
BARE_CARD = IssueCard(BARE_MASTHEAD, ())
YEARS = (Link("2019", "2019/index.html"), Link("2018", "2018/index.html"))


def _october() -> MonthCalendar:
    issues = {
        24: (
            Link("2019年10月24日", "2019/10/24/index.html"),
            Link("2019年10月24日 晚报", "2019/10/24-evening/index.html"),
        ),
        25: (Link("2019年10月25日", "2019/10/25/index.html"),),
    }
    signs = dict(enumerate(Sign, 1))
    days = (DayCell(day, issues.get(day, ()), signs.get(day)) for day in range(1, 32))
    cells = [None, *days, None, None, None]
    weeks = tuple(tuple(cells[start : start + 7]) for start in range(0, 35, 7))
    return MonthCalendar(dt.date(2019, 10, 1), "2019/10/index.html", weeks)


OCTOBER = _october()
BARE_MONTH = MonthCalendar(
    dt.date(2021, 2, 1),
    "",
    tuple(tuple(DayCell(week * 7 + day, ()) for day in range(1, 8)) for week in range(4)),
)


def _block(year: int, month: int) -> YearBlock:
    """A year with issues in one of its months."""
    marks = tuple(
        MonthMark(dt.date(year, at, 1), f"{year}/{at:02d}/index.html", 2, 7)
        if at == month
        else MonthMark(dt.date(year, at, 1), "", 0, 0)
        for at in range(1, 13)
    )
    return YearBlock(year, f"{year}/index.html", 7, 81, marks)


TOLD = (
    Gap(dt.date(2019, 9, 1), dt.date(2019, 9, 5), Sign.PERHAPS, 1, (10, 12)),
    Gap(dt.date(2019, 10, 25), dt.date(2019, 10, 26), Sign.IRREGULAR, 0, (12, 9)),
)
PHOTOS = (PhotoEntry(PICTURE, LEAD), PhotoEntry(PORTRAIT, HOSTILE_TEASER))


def head(path: str, title: str, *, language: str = "", data: str = "") -> PageHead:
    return PageHead(
        path=path,
        title=title,
        description="秋收进度过半",
        canonical=f"https://qinghe.example/{path}",
        language=language,
        crumbs=(Link("2019", "2019/index.html"), Link("10月", "2019/10/index.html")),
        data=data,
        feed=Link("要闻", "feeds/要闻.xml"),
        noindex=True,
    )


RICH_ARTICLE = ArticleView(
    teaser=LEAD,
    masthead=MASTHEAD,
    byline=BYLINE,
    source="《青禾晚报》",
    dateline="柏林10月23日电",
    body=BODY,
    jump_from=JumpView("上接A01版", "2019/10/24/a01-1-harvest.html"),
    jump_to=JumpView("下转A03版", ""),
    corrections=(Notice(dt.date(2019, 10, 26), "第二段“三千亩”应为“三百亩”。"),),
    retraction=Notice(dt.date(2019, 10, 27), "采访记录不实。"),
    people=(Link("周稻生", "people/周稻生/index.html"),),
    places=("柏林镇", "河西村"),
    tags=("农业", "秋收"),
    previous=ENGLISH,
    next=HOSTILE_TEASER,
    print_page=Link("A01 要闻", "2019/10/24/a01.html"),
    rest_of_page=(ENGLISH, BARE_TEASER),
)
BARE_ARTICLE = ArticleView(
    BARE_TEASER,
    BARE_MASTHEAD,
    (),
    "",
    "",
    (),
    None,
    None,
    (),
    None,
    (),
    (),
    (),
    None,
    None,
    None,
    (),
)
ENGLISH_ARTICLE = ArticleView(
    ENGLISH,
    BARE_MASTHEAD,
    ENGLISH.byline,
    "",
    "",
    (BlockView("prose", html="<p>Twelve combines were out by noon.</p>"),),
    None,
    None,
    (),
    Notice(DAY, "The figures could not be confirmed."),
    (),
    (),
    (),
    LEAD,
    None,
    None,
    (LEAD,),
)
HOSTILE_ARTICLE = ArticleView(
    HOSTILE_TEASER,
    BARE_MASTHEAD,
    HOSTILE_TEASER.byline,
    HOSTILE,
    HOSTILE,
    (),
    JumpView(HOSTILE, "x.html"),
    JumpView(HOSTILE, ""),
    (Notice(DAY, HOSTILE),),
    None,
    (Link(HOSTILE, "x.html"),),
    (HOSTILE,),
    (HOSTILE,),
    None,
    None,
    None,
    (),
)

RICH: Mapping[str, Sample] = {
    "home.html": Sample(
        PageHead("index.html", "青禾日报"), HomeView(ISSUE, (CARD, BARE_CARD), YEARS)
    ),
    "archive.html": Sample(
        head("archive.html", "历年"),
        ArchiveView(
            (Decade(2010, (_block(2019, 10), _block(2018, 3))), Decade(1950, (_block(1956, 1),))),
            dt.date(1956, 1, 2),
            dt.date(2019, 10, 25),
            21,
            243,
        ),
    ),
    "year.html": Sample(
        head("2019/index.html", "2019"),
        YearView(
            2019,
            (OCTOBER, BARE_MONTH),
            3,
            YEARS[1],
            Link("2020", "2020/index.html"),
            article_count=81,
            missing=2,
            no_issue_days=1,
            signs=tuple(Sign),
            told=TOLD,
        ),
    ),
    "month.html": Sample(
        head("2019/10/index.html", "2019年10月"),
        MonthView(
            OCTOBER,
            (CARD, BARE_CARD),
            Link("2019年9月", "2019/09/index.html"),
            Link("2019年11月", "2019/11/index.html"),
            Link("2018年10月", "2018/10/index.html"),
            Link("2020年10月", "2020/10/index.html"),
            tuple(Sign),
            Link("本月图片", "photos/2019-10.html"),
        ),
    ),
    "day.html": Sample(
        head("days/10-24.html", "10月24日"),
        DayView(
            10,
            24,
            (DayYear(2019, 0, (BARE_CARD, CARD)), DayYear(2018, 1, (BARE_CARD,))),
            Link("10月23日", "days/10-23.html"),
            Link("10月25日", "days/10-25.html"),
        ),
    ),
    "issue.html": Sample(
        head("2019/10/24-evening/index.html", "2019年10月24日", data="2019/10/24-evening/i.json"),
        ISSUE,
    ),
    "print_page.html": Sample(
        head("2019/10/24/a01.html", "A01 要闻"),
        PrintPagePage(
            MASTHEAD,
            PAGE_ONE,
            (Link("A01 要闻", PAGE_ONE.path), Link("A02", PAGE_TWO.path)),
            Link("2019年10月23日", "2019/10/23/index.html"),
            Link("A02", PAGE_TWO.path),
        ),
    ),
    "article.html": Sample(
        head("2019/10/24/a01-1-harvest.html", "秋收进度过半", data="2019/10/24/a01-1.json"),
        RICH_ARTICLE,
    ),
    "directory.html": Sample(
        head("people/index.html", "人物"),
        DirectoryView(
            "people",
            (
                DirectoryGroup(
                    "王", (DirectoryEntry(Link("王小禾", "people/王小禾/index.html"), 12),)
                ),
                DirectoryGroup("张", (DirectoryEntry(Link("张明", "people/张明/index.html"), 1),)),
            ),
            2,
        ),
    ),
    "topic.html": Sample(
        head("people/王小禾/index.html", "王小禾"),
        TopicView(
            "people",
            "王小禾",
            (
                TopicYear(Link("2019", "people/王小禾/2019.html"), 3, (2, 0, 1)),
                TopicYear(Link("2018", "people/王小禾/2018.html"), 1, (0, 1, 0)),
            ),
            ("reporter", "photographer", "mentioned"),
            (LEAD, ENGLISH, HOSTILE_TEASER),
            "feeds/王小禾.xml",
            4,
            (
                Link("CSV", "people/王小禾/articles.csv"),
                Link("BibTeX", "people/王小禾/articles.bib"),
            ),
            PHOTOS,
        ),
    ),
    "topic_year.html": Sample(
        head("people/王小禾/2019.html", "王小禾 2019"),
        TopicYearView(
            "people",
            "王小禾",
            2019,
            Link("王小禾", "people/王小禾/index.html"),
            (RoleGroup("reporter", (LEAD, BARE_TEASER)), RoleGroup("text-and-photo", (LEAD,))),
            2,
            (Link("CSV", "people/王小禾/2019.csv"),),
        ),
    ),
    "corrections.html": Sample(
        head("corrections.html", "更正"),
        CorrectionsView(
            (
                CorrectionEntry("correction", Notice(DAY, "应为三百亩。"), LEAD),
                CorrectionEntry("retraction", Notice(DAY, HOSTILE), ENGLISH),
            )
        ),
    ),
    "data.html": Sample(
        head("data/index.html", "数据"),
        DataView((DataYear(2019, "data/2019.jsonl", "data/2019.csv"),)),
    ),
    "page.html": Sample(
        head("about.html", "关于本报", language="zh"),
        StandingView("关于本报", "<h2>沿革</h2><p>本报创刊于一九五六年。</p>"),
    ),
    "redirect.html": Sample(head("2019/10/24/old.html", HOSTILE), RedirectView(HOSTILE, LEAD.path)),
    "tombstone.html": Sample(
        head("2019/10/24/gone.html", "网页已撤下"),
        TombstoneView(DAY, HOSTILE, Link("2019年10月24日", "2019/10/24/index.html")),
    ),
    "photos.html": Sample(
        head("photos/index.html", "图片"),
        PhotosView(
            (
                PhotoYear(
                    2019, 2, (PhotoMonth(Link("2019年10月", "photos/2019-10.html"), 2, PICTURE),)
                ),
            )
        ),
    ),
    "photo_wall.html": Sample(
        head("photos/2019-10.html", "2019年10月图片"),
        PhotoWallView(
            dt.date(2019, 10, 1),
            Link("2019年10月", "2019/10/index.html"),
            PHOTOS,
            Link("2019年9月", "photos/2019-09.html"),
            Link("2019年11月", "photos/2019-11.html"),
        ),
    ),
    "search.html": Sample(
        head("search.html", "查找"),
        SearchView((Link("往期", "archive.html"), Link("版块", "sections/index.html"))),
    ),
    "404.html": Sample(
        head("404.html", "404"),
        NotFoundView(Link("青禾日报", "index.html"), (Link("往期", "archive.html"),)),
    ),
}

BARE: Mapping[str, Sample] = {
    "home.html": Sample(PageHead("index.html", "青禾日报"), HomeView(None, (), ())),
    "archive.html": Sample(PageHead("archive.html", "历年"), ArchiveView(())),
    "year.html": Sample(
        PageHead("2021/index.html", "2021"), YearView(2021, (BARE_MONTH,), 0, None, None)
    ),
    "month.html": Sample(
        PageHead("2021/02/index.html", "2021年2月"), MonthView(BARE_MONTH, (), None, None)
    ),
    "day.html": Sample(
        PageHead("days/02-29.html", "2月29日"),
        DayView(2, 29, (), Link("2月28日", "days/02-28.html"), Link("3月1日", "days/03-01.html")),
    ),
    "issue.html": Sample(PageHead("2019/10/24/index.html", "2019年10月24日"), BARE_ISSUE),
    "print_page.html": Sample(
        PageHead("2019/10/24/1.html", "1"),
        PrintPagePage(BARE_MASTHEAD, BARE_PAGE, (), None, None),
    ),
    "article.html": Sample(PageHead("2019/10/24/notice.html", "启事"), BARE_ARTICLE),
    "directory.html": Sample(
        PageHead("sections/index.html", "版块"), DirectoryView("sections", ())
    ),
    "topic.html": Sample(
        PageHead("columns/图说新闻/index.html", "图说新闻"),
        TopicView("columns", "图说新闻", (), (), (), ""),
    ),
    "topic_year.html": Sample(
        PageHead("sections/要闻/2019.html", "要闻"),
        TopicYearView("sections", "要闻", 2019, Link("要闻", "sections/要闻/index.html"), ()),
    ),
    "corrections.html": Sample(PageHead("corrections.html", "更正"), CorrectionsView(())),
    "data.html": Sample(PageHead("data/index.html", "数据"), DataView(())),
    "page.html": Sample(PageHead("about.html", "关于"), StandingView("关于", "")),
    "redirect.html": Sample(PageHead("old.html", "启事"), RedirectView("启事", BARE_TEASER.path)),
    "tombstone.html": Sample(PageHead("old.html", "网页已撤下"), TombstoneView(DAY, "侵权")),
    "photos.html": Sample(PageHead("photos/index.html", "图片"), PhotosView(())),
    "photo_wall.html": Sample(
        PageHead("photos/2019-10.html", "2019年10月图片"),
        PhotoWallView(
            dt.date(2019, 10, 1), Link("2019年10月", "2019/10/index.html"), (), None, None
        ),
    ),
    "search.html": Sample(PageHead("search.html", "查找"), SearchView(())),
    "404.html": Sample(PageHead("404.html", "404"), NotFoundView(Link("青禾日报", "index.html"))),
}
