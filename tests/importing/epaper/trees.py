"""Whole trees of digital editions, as the two generations of the system make them.

The paper is that of 柏林镇, which does not exist, and so are its people.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image

DAY = "2019-10-24"
PAGE_SIZE = (350, 500)


def picture(width: int = 600, height: int = 400, colour: str = "gray") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


@dataclass(frozen=True)
class Shot:
    """A picture of an article: the name of its file and its cutline. ``inside`` is where it stands:
    in the text, or in the table beside it."""

    name: str
    cutline: str = ""
    inside: bool = False
    is_there: bool = True


@dataclass(frozen=True)
class Story:
    """An article as the system knows it. ``coords`` are its shapes on the page of ``PAGE_SIZE``."""

    number: int
    title: str
    paragraphs: Sequence[str] = ()
    intro: str = ""
    sub: str = ""
    author: str = ""
    source: str = ""
    keywords: str = ""
    coords: Sequence[str] = ()
    shots: Sequence[Shot] = ()
    is_there: bool = True
    listed: bool = True


@dataclass(frozen=True)
class Page:
    code: str
    name: str
    stories: Sequence[Story] = ()
    image: bool = True
    pdf: bool = True


HARVEST = Story(
    101,
    "秋收进度过半",
    (
        "　　本报讯（记者 王小禾 通讯员 李田）昨日，镇东头的晚稻开镰，三千亩稻田里机声不断。",
        "&nbsp;&nbsp;&nbsp;&nbsp;镇农技站说，今年的亩产与去年持平。",
        '<p align="center"><strong>抢抓晴天</strong></p>',
        "　　周五有雨，各村连夜抢收。",
    ),
    intro="柏林镇",
    sub="——三千亩晚稻颗粒归仓",
    author="王小禾 李田",
    source="柏林日报",
    keywords="秋收,晚稻",
    coords=("5,60,200,60,200,200,5,200", "205,60,345,60,345,120,205,120"),
    shots=(Shot("harvest.jpg", "收割机在田间作业。（王小禾 摄）"),),
)
BRIDGE = Story(
    102,
    "新桥下月通车",
    (
        "□本报记者 申昕",
        "　　横跨清水河的新桥已经合龙，下月通车。",
        "　　两岸居民等了六年。（下转A02版）",
    ),
    coords=("5,210,100,210,100,300,200,300,200,400,5,400",),
)
NOTICE = Story(103, "广告", (), coords=("5,410,345,410,345,495,5,495",))
BRIDGE_AGAIN = Story(
    201,
    "（上接A01版）",
    ("　　桥面宽二十米，双向四车道。",),
    coords=("5,60,345,60,345,200,5,200",),
)
PHOTO_NEWS = Story(
    202,
    "图片新闻",
    (),
    coords=("5,210,345,210,345,400,5,400",),
    shots=(
        Shot("lantern-1.jpg", "灯会上的孩子。（申昕 摄）"),
        Shot("lantern-2.jpg", "夜色里的灯塔。（申昕 摄）"),
    ),
)
PAGES = (
    Page("A01", "要闻", (HARVEST, BRIDGE, NOTICE)),
    Page("A02", "民生", (BRIDGE_AGAIN, PHOTO_NEWS)),
)


def comment(story: Story, code: str, name: str) -> str:
    """The comment that the first generation writes behind the text."""
    fields = {
        "articleid": story.number,
        "date": f"{DAY} 00:00:00:0",
        "author": story.author,
        "title": story.title,
        "keyword": story.keywords,
        "subtitle": story.sub or "null",
        "introtitle": story.intro,
        "siteid": 1,
        "nodeid": 2,
        "nodename": f"第{code}版：{name}",
        "doctitle": story.title,
        "website": "柏林日报",
        "sourcename": story.source,
    }
    inside = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return f"<!--enpproperty {inside}/enpproperty-->"


def _body(story: Story, pictures: str) -> str:
    inside = "".join(
        f'<p align=center><IMG src="{pictures}{s.name}"></p><p align=center>{s.cutline}</p>'
        for s in story.shots
        if s.inside
    )
    text = "".join(p if p.startswith("<") else f"<P>{p}</P>\n" for p in story.paragraphs)
    return inside + text


def first_content(story: Story, page: Page, pictures: str = "../../../res/1/") -> str:
    """A content page of the first generation."""
    rows = "".join(
        f'<TR><TD align=middle><IMG src="{pictures}{s.name}"></TD></TR>'
        f"<TR><TD>{s.cutline}</TD></TR>"
        for s in story.shots
        if not s.inside
    )
    table = f"<TABLE bgColor=#efefef id=newspic><TBODY>{rows}</TBODY></TABLE>" if rows else ""
    return f"""<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{story.title}--柏林日报</title><SCRIPT src="../../../tplimg/mp.js"></SCRIPT></head><body>
<table><tr><td><img src="../../../tplimg/logo.gif" width=200 height=60></td>
<td>第{page.code}版：<STRONG>{page.name}</STRONG></td></tr>
<tr><td><a href=node_2.htm>版面导航</a> <a href=#>放大</a>
<img src="../../../tplimg/zoomin.gif"></td></tr></table>
<table><tr><td class=font02>{story.intro}</td></tr>
<tr><td class=font01><founder-title>{story.title}</founder-title></td></tr>
<tr><td class=font02>{story.sub}</td></tr><tr><td>{story.author}</td></tr>
<tr><td align=center>{table}</td></tr>
<tr><td><div id=ozoom><founder-content>
<!--enpcontent-->{_body(story, pictures)}<!--/enpcontent-->
</founder-content></div></td></tr>
</table><table><tr><td><a href=content_{story.number - 1}.htm>上一篇</a>
<a href=content_{story.number + 1}.htm>下一篇</a></td></tr></table>
</body></html>
{comment(story, page.code, page.name)}"""


def first_page_list(page: Page, pages: Sequence[Page], number: int) -> str:
    """A page list of the first generation."""
    width, height = PAGE_SIZE
    areas = "".join(
        f'<Area coords="{c}" shape="polygon" href="content_{s.number}.htm">'
        for s in page.stories
        for c in s.coords
    )
    items = "".join(
        f"<tr><td><a href=content_{s.number}.htm><div id=mp{s.number}>{s.title}</div></a></td></tr>"
        for s in page.stories
        if s.listed
    )
    rows = "".join(
        f"<tr><td>&nbsp;<a id=pageLink href=node_{at + 2}.htm>第{p.code}版：{p.name}</a></td>"
        f"<td><a href=../../../page/1/{DAY}/{p.code}/{p.code}.pdf>"
        f"<img src='../../../tplimg/pdf.gif'></a></td></tr>"
        for at, p in enumerate(pages)
    )
    return f"""<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>
<MAP NAME="pagepicmap">{areas}</MAP>
<img src=../../../page/1/{DAY}/{page.code}/brief.jpg border=0
 width={width} height={height} USEMAP=#pagepicmap>
<table><tr><td>第{page.code}版：<STRONG>{page.name}</STRONG></td>
<td><a class=preart href=node_{number + 1}.htm>下一版</a></td>
<td><a href=../../../page/1/{DAY}/{page.code}/{page.code}.pdf>
<IMG src="../../../tplimg/pdf.gif"></a></td></tr></table>
<table><tbody>{items}</tbody></table>
<table><tbody>{rows}</tbody></table>
<a href="../23/node_2.htm">上一期</a>
</body></html>
<!--enpproperty <founder-date>{DAY} 23:59:57</founder-date>
<founder-pagenum>{page.code}</founder-pagenum><founder-papername>柏林日报</founder-papername>
<founder-type>2</founder-type> /enpproperty-->"""


def first(
    root: Path,
    pages: Sequence[Page] = PAGES,
    *,
    day: str = DAY,
    encoding: str = "utf-8",
    name: str = "content_{}.htm",
) -> Path:
    """Write a tree of the first generation, ``html/2019-10/24``; gives its root."""
    folder = root / "html" / day[:7] / day[8:]
    for at, page in enumerate(pages):
        write(folder / f"node_{at + 2}.htm", first_page_list(page, pages, at + 2), encoding)
        place = root / "page" / "1" / DAY / page.code
        if page.image:
            write(place / "brief.jpg", picture(*PAGE_SIZE))
        if page.pdf:
            write(place / f"{page.code}.pdf", b"%PDF-1.4\n%%EOF\n")
        for story in page.stories:
            if story.is_there:
                path = folder / name.format(story.number)
                write(path, first_content(story, page), encoding)
            for shot in story.shots:
                if shot.is_there:
                    write(root / "res" / "1" / shot.name, picture())
    write(root / "tplimg" / "logo.gif", picture(200, 60))
    return root


def second_content(story: Story, page: Page, day: str = DAY) -> str:
    """A content page of the second generation."""
    month = f"{day[:4]}{day[5:7]}/{day[8:]}"
    pictures = f"../../../pic/{month}/"
    attached = "".join(
        f'<table class="pci_c"><tbody><tr><td><img src="{pictures}{s.name}"></td></tr>'
        f"<tr><td><p>{s.cutline}</p></td></tr></tbody></table>"
        for s in story.shots
        if not s.inside
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{story.title}-柏林日报</title></head><body>
<div class="head"><a href="../../../layout/{month}/node_01.html">
<img src="../../../images/logo.png"></a></div>
<div class="newsdetatit"><p class="introtitle">{story.intro}</p><h3>{story.title}</h3>
<p class="subtitle">{story.sub}</p><p><span>来源：柏林日报</span></p></div>
<div class="attachment">{attached}</div>
<div class="newsdetatext"><founder-content>
<!--enpcontent-->{_body(story, pictures)}<!--/enpcontent-->
</founder-content></div>
<!--enpproperty <founder-date>{day}</founder-date>
<founder-pagenum>{page.code}</founder-pagenum>
<founder-title>{escape(f"<p>{story.title}</p>")}</founder-title>
<founder-author><![CDATA[{story.author}]]></founder-author>
<founder-introtitle>{story.intro}</founder-introtitle>
<founder-subtitle>{story.sub}</founder-subtitle>
<founder-keyword>{story.keywords}</founder-keyword>
<founder-papername>柏林日报</founder-papername><founder-type>1</founder-type> /enpproperty-->
</body></html>"""


def second_page_list(page: Page, pages: Sequence[Page], day: str = DAY) -> str:
    """A page list of the second generation; its map has no size but the picture's own."""
    month = f"{day[:4]}{day[5:7]}/{day[8:]}"
    content = f"../../../content/{month}/content"
    areas = "".join(
        f'<area shape="polygon" coords="{c}" href="{content}_{s.number}.html">'
        for s in page.stories
        for c in s.coords
    )
    items = "".join(
        f'<li><h3><a href="{content}_{s.number}.html">{s.title}</a></h3></li>'
        for s in page.stories
        if s.listed
    )
    chunks = "".join(
        f'<p><a href="node_{p.code}.html">{p.code}版：{p.name}</a>'
        f'<a href="../../../att/{month}/{p.code}.pdf">PDF</a></p>'
        for p in pages
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>柏林日报</title></head><body>
<div class="paper"><img usemap="#map" src="../../../pic/{month}/{page.code}_b.jpg">
<map name="map">{areas}</map></div>
<div class="Chunkiconlist">{chunks}</div>
<div class="newslist"><ul>{items}</ul></div></body></html>"""


def second(
    root: Path, pages: Sequence[Page] = PAGES, *, day: str = DAY, device: str = "pc"
) -> Path:
    """Write a tree of the second generation, ``pc/layout/201910/24``; gives its root."""
    month = f"{day[:4]}{day[5:7]}/{day[8:]}"
    top = root / device
    for page in pages:
        write(top / "layout" / month / f"node_{page.code}.html", second_page_list(page, pages, day))
        if page.image:
            write(top / "pic" / month / f"{page.code}_b.jpg", picture(*PAGE_SIZE))
        if page.pdf:
            write(top / "att" / month / f"{page.code}.pdf", b"%PDF-1.4\n%%EOF\n")
        for story in page.stories:
            if story.is_there:
                path = top / "content" / month / f"content_{story.number}.html"
                write(path, second_content(story, page, day))
            for shot in story.shots:
                if shot.is_there:
                    write(top / "pic" / month / shot.name, picture())
    write(top / "images" / "logo.png", picture(200, 60))
    return root


def write(path: Path, data: str | bytes, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode(encoding) if isinstance(data, str) else data)
    return path


def write_all(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, data in files.items():
        write(root / name, data)
    return root
