"""Citations: GB/T 7714-2015, a sentence, BibTeX and RIS, and a person's record."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Role
from broadsheet.pages import citing, records
from broadsheet.pages.citing import Paper
from broadsheet.pages.records import ArticleRecord, CreditRecord, NoticeRecord
from tests.archive import Newspaper

PAPER = Paper("汀洲日报", "汀洲日报社", "zh", "tingzhou")
SITE = "https://tingzhou.example"


def cited_as(record: ArticleRecord) -> citing.Citation:
    return citing.citation(citing.reference(PAPER, record))


def article(**values: object) -> ArticleRecord:
    """An article of 24 October 2025, page A01, with nobody named unless ``values`` do."""
    plain = ArticleRecord(
        format=records.FORMAT,
        path="2025/10/24/a01-1.html",
        url=f"{SITE}/2025/10/24/a01-1.html",
        date="2025-10-24",
        edition="",
        edition_title="",
        number=None,
        cumulative_number=None,
        page="A01",
        page_title="",
        order=1,
        headline="雨落下时",
        kicker="",
        deck="",
        section="要闻",
        column="",
        byline="",
        credits=(),
        source="",
        dateline="",
        language="zh",
        tags=(),
        people=(),
        places=(),
        summary="",
        text="",
        pictures=(),
        missing_pictures=(),
        corrections=(),
        retraction=None,
        regions=(),
    )
    return msgspec.structs.replace(plain, **values)  # type: ignore[arg-type]


def by(*names: str, role: Role = Role.REPORTER) -> tuple[CreditRecord, ...]:
    return tuple(CreditRecord(role, name, "") for name in names)


# --- who wrote it -------------------------------------------------------------------------------


def test_authors_are_those_who_wrote_in_order_of_print_each_once() -> None:
    credits = (
        *by("王小禾"),
        *by("李田", role=Role.CORRESPONDENT),
        *by("孙健", role=Role.INTERN),
        *by("宋可", role=Role.PHOTOGRAPHER),
        *by("王小禾", role=Role.TEXT_AND_PHOTO),
        *by("申昕", role=Role.AUTHOR),
        *by("赵青", role=Role.EDITOR),
        *by("钱红", role=Role.DESIGNER),
    )
    assert citing.authors_of(article(credits=credits)) == ("王小禾", "李田", "孙健", "申昕")


def test_photographers_are_the_authors_where_nobody_else_is_named() -> None:
    credits = (*by("宋可", role=Role.PHOTOGRAPHER), *by("赵青", role=Role.EDITOR))
    assert citing.authors_of(article(credits=credits)) == ("宋可",)
    assert citing.authors_of(article(credits=by("赵青", role=Role.EDITOR))) == ()


# --- GB/T 7714-2015 -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ((), ""),
        (("王小禾",), "王小禾. "),
        (("王小禾", "李田", "孙健"), "王小禾, 李田, 孙健. "),
        (("王小禾", "李田", "孙健", "申昕"), "王小禾, 李田, 孙健, 等. "),
    ],
)
def test_three_authors_are_named_and_more_are_others(names: tuple[str, ...], shown: str) -> None:
    cited = cited_as(article(credits=by(*names))).gbt7714
    assert cited == f"{shown}雨落下时[N]. 汀洲日报, 2025-10-24(A01)."


def test_an_english_article_has_et_al() -> None:
    record = article(headline="Rain", language="en", credits=by("Ann Lee", "Bo", "Cy", "Di"))
    cited = cited_as(record).gbt7714
    assert cited == "Ann Lee, Bo, Cy, et al. Rain[N]. 汀洲日报, 2025-10-24(A01)."


def test_an_agency_answers_for_a_story_without_a_name_and_only_then() -> None:
    assert cited_as(article(source="新华社")).gbt7714.startswith("新华社. 雨落下时[N]")
    named = article(source="新华社", credits=by("李田"))
    assert cited_as(named).gbt7714.startswith("李田. 雨落下时[N]")


def test_deck_edition_and_page_are_told_where_there_are_any() -> None:
    record = article(deck="直击排涝夜", edition="evening", edition_title="晚报", page="")
    cited = cited_as(record).gbt7714
    assert cited == "雨落下时: 直击排涝夜[N]. 汀洲日报: 晚报, 2025-10-24."


def test_the_web_page_is_cited_with_room_for_the_day_it_was_read_on() -> None:
    online = cited_as(article(credits=by("王小禾"))).gbt7714_online
    assert online
    assert f"{online.before}2026-01-02{online.after}" == (
        "王小禾. 雨落下时[N/OL]. 汀洲日报, 2025-10-24(A01)[2026-01-02]. "
        "https://tingzhou.example/2025/10/24/a01-1.html."
    )


def test_without_a_public_address_nothing_names_one() -> None:
    cited = cited_as(article(url=""))
    assert cited.gbt7714_online is None
    for text in (cited.gbt7714, cited.plain, cited.bibtex, cited.ris):
        assert "http" not in text
        assert "UR  -" not in text
        assert "url =" not in text


# --- a sentence ---------------------------------------------------------------------------------


def test_a_chinese_article_is_cited_in_a_chinese_sentence() -> None:
    record = article(headline="读《荻江谣》", deck="一百年", credits=by("王小禾", "李田"))
    assert cited_as(record).plain == (
        "王小禾、李田：《读〈荻江谣〉——一百年》，《汀洲日报》2025年10月24日，第A01版，"
        "https://tingzhou.example/2025/10/24/a01-1.html。"
    )
    bare = article(edition_title="晚报", page="", url="")
    assert cited_as(bare).plain == "《雨落下时》，《汀洲日报》（晚报）2025年10月24日。"


def test_an_english_article_is_cited_in_an_english_sentence() -> None:
    record = article(
        headline="“Nobody knows”", language="en", url="", credits=by("Ann Lee", "Bo Wu", "Cy Xu")
    )
    assert cited_as(record).plain == (
        "Ann Lee, Bo Wu and Cy Xu, “‘Nobody knows’,” 汀洲日报, 24 October 2025, p. A01."
    )
    asking = article(headline="Why?", language="en", url="", page="", edition_title="Evening")
    assert cited_as(asking).plain == "“Why?” 汀洲日报 (Evening), 24 October 2025."


def test_a_retracted_article_is_cited_as_retracted() -> None:
    gone = NoticeRecord("2025-10-26", "失实。")
    cited = cited_as(article(retraction=gone, url=""))
    assert cited.plain.endswith("（已撤稿）")
    assert "  note = {Retracted 2025-10-26},\n" in cited.bibtex
    assert "N1  - Retracted 2025-10-26\r\n" in cited.ris
    english = cited_as(article(retraction=gone, language="en"))
    assert english.plain.endswith(". [Retracted]")


# --- BibTeX -------------------------------------------------------------------------------------


def test_the_bibtex_entry_of_an_article() -> None:
    record = article(
        kicker="柏林镇", deck="直击", credits=by("王小禾", "李田"), edition_title="晚报"
    )
    assert cited_as(record).bibtex == (
        "@article{tingzhou20251024a01-1,\n"
        "  author = {王小禾 and 李田},\n"
        "  title = {{雨落下时: 直击}},\n"
        "  titleaddon = {柏林镇},\n"
        "  journal = {汀洲日报},\n"
        "  journalsubtitle = {晚报},\n"
        "  date = {2025-10-24},\n"
        "  year = {2025},\n"
        "  month = {10},\n"
        "  pages = {A01},\n"
        "  url = {https://tingzhou.example/2025/10/24/a01-1.html},\n"
        "  language = {chinese},\n"
        "  entrysubtype = {newspaper},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小禾", "王小禾"),
        ("Ann Lee", "Ann Lee"),
        ("Sand and Stone", "{Sand and Stone}"),
        ("Lee, Ann", "{Lee, Ann}"),
        ("others", "{others}"),
        ("A & B", r"A \& B"),
    ],
)
def test_a_name_that_bibtex_would_cut_stands_in_braces(name: str, shown: str) -> None:
    assert f"  author = {{{shown}}},\n" in cited_as(article(credits=by(name))).bibtex


def test_an_agency_stands_in_braces_as_author() -> None:
    cited = cited_as(article(source="新华社 汀洲分社"))
    assert "  author = {{新华社 汀洲分社}},\n" in cited.bibtex
    assert "author" not in cited_as(article()).bibtex


UNESCAPED = {v: chr(k) for k, v in citing._TEX.items()}
ESCAPES = re.compile("|".join(re.escape(v) for v in sorted(UNESCAPED, key=len, reverse=True)))


@given(st.text())
def test_tex_of_any_text_reads_back_and_its_braces_are_in_balance(text: str) -> None:
    made = citing.tex(text)
    assert ESCAPES.sub(lambda match: UNESCAPED[match[0]], made) == text
    depth = 0
    for sign in made:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    rest = ESCAPES.sub("", made)
    assert not set(rest) & set("\\{}#$%&_~^")


@given(st.text(), st.text(), st.text())
def test_a_bibtex_entry_is_one_field_a_line_whatever_is_in_it(a: str, b: str, c: str) -> None:
    record = article(headline=a, deck=b, credits=by(c) if c.strip() else ())
    made = cited_as(record).bibtex
    assert made.count("{") == made.count("}")
    first, *fields, last, empty = made.split("\n")
    assert first == "@article{tingzhou20251024a01-1,"
    assert (last, empty) == ("}", "")
    assert all(re.fullmatch(r"  [a-z]+ = \{.*\},", field) for field in fields)


# --- keys ---------------------------------------------------------------------------------------


def key(path: str, edition: str = "") -> str:
    return cited_as(article(path=path, edition=edition)).key


def test_keys_are_read_off_the_address_and_tell_every_address_apart() -> None:
    assert key("2025/10/24/a01-1-rain.html") == "tingzhou20251024a01-1-rain"
    assert key("2025/10/24-evening/a01-1.html", "evening") == "tingzhou20251024.evening.a01-1"
    odd = [
        key("2025/10/24/雨.html"),
        key("2025/10/24/雪.html"),
        key("2025/10/24/a01-雨.html"),
        key("2025/10/24/a01-雪.html"),
        key("2025/10/24/evening.a01-1.html"),
        key("2025/10/24-晚报/a01-1.html", "晚报"),
    ]
    assert len(set(odd)) == len(odd)
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+", each) for each in odd)
    assert odd[2].startswith("tingzhou20251024a01-")


@pytest.mark.parametrize(
    ("name", "domain", "begins"),
    [
        ("Test Daily", "paper.example", "testdaily"),
        ("汀洲日报", "www.tingzhou.example", "tingzhou"),
        ("汀洲日报", "desk@tingzhou.example", "tingzhou"),
        ("汀洲日报", "", "paper"),
    ],
)
def test_keys_begin_with_the_papers_name(name: str, domain: str, begins: str) -> None:
    assert citing._paper_key(name, domain) == begins


# --- RIS ----------------------------------------------------------------------------------------


def test_the_ris_record_of_an_article() -> None:
    record = article(deck="直击", credits=by("王小禾", "李田"), edition_title="晚报")
    assert cited_as(record).ris.split("\r\n") == [
        "TY  - NEWS",
        "AU  - 王小禾",
        "AU  - 李田",
        "TI  - 雨落下时: 直击",
        "T2  - 汀洲日报",
        "DA  - 2025/10/24/",
        "PY  - 2025",
        "SP  - A01",
        "SE  - 要闻",
        "ET  - 晚报",
        "PB  - 汀洲日报社",
        "LA  - zh",
        f"UR  - {SITE}/2025/10/24/a01-1.html",
        "ER  - ",
        "",
    ]


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_the_lines_of_a_ris_record(a: str, b: str, c: str) -> None:
    made = cited_as(article(headline=a, section=b, source=c)).ris
    lines = made.split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    for line in lines[:-1]:
        assert re.match(r"[A-Z][A-Z0-9]  - ", line)
        assert len(line.splitlines()) == 1


@given(st.text())
def test_one_line_keeps_every_sign_that_is_no_space_and_controls_nothing(text: str) -> None:
    made = citing.one_line(text)
    dropped = {"Cc", "Zl", "Zp"}
    kept = [c for c in text if not c.isspace() and unicodedata.category(c) not in dropped]
    assert [c for c in made if c != " "] == kept


# --- on the site --------------------------------------------------------------------------------


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path, DEFAULT_LANG="zh", SITENAME="汀洲日报")
    paper.article(
        "2024-05-01", "a01-1", "=甲", "本报讯（记者 张明）文。", page="A01", section="要闻"
    )
    paper.article("2024-05-01", "a01-2", "乙", "关于他。", page="A01", people="张明")
    paper.article(
        "2024-05-02", "a01-1", "丙", "张明 文/图\n\n文。", page="A01", byline="张明 文/图"
    )
    return paper


def test_every_article_of_the_archive_has_a_key_of_its_own(newspaper: Newspaper) -> None:
    newspaper.build()
    keys = [
        cited_as(msgspec.json.decode(data, type=ArticleRecord)).key
        for name, data in newspaper.tree().items()
        if re.search(r"/a\d\d-\d\.json$", name)
    ]
    assert len(keys) == len(set(keys)) == 3


def entries(newspaper: Newspaper) -> list[citing.Entry]:
    """The articles of 张明 as the catalog would give them."""
    newspaper.build()
    tree = newspaper.tree()
    rows = [("2024/05/01/a01-1", ("reporter",)), ("2024/05/01/a01-2", ("mentioned",))]
    rows += [("2024/05/02/a01-1", ("reporter", "text-and-photo"))]
    teaser = None
    return [(teaser, roles, tree[f"{path}.json"]) for path, roles in rows]  # type: ignore[misc]


def test_a_bibliography_holds_what_a_person_wrote_and_not_what_is_about_them(
    newspaper: Newspaper,
) -> None:
    rows = entries(newspaper)
    made = b"".join(citing.bibliography(PAPER, rows)).decode()
    assert re.findall(r"title = \{\{(.*)\}\}", made) == ["=甲", "丙"]
    assert made.count("@article{") == 2
    assert citing.has_works(rows)
    assert not citing.has_works([rows[1]])


def test_a_persons_table_holds_every_article_with_the_roles(newspaper: Newspaper) -> None:
    data = b"".join(citing.table(entries(newspaper)))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    columns = list(rows[0])
    assert columns[:6] == ["date", "edition", "page", "roles", "headline", "kicker"]
    assert columns[6:] == ["deck", "section", "column", "byline", "language", "path", "url"]
    assert [row["headline"] for row in rows] == ["'=甲", "乙", "丙"]
    assert [row["roles"] for row in rows] == ["reporter", "mentioned", "reporter;text-and-photo"]
    assert dt.date.fromisoformat(rows[0]["date"]) == dt.date(2024, 5, 1)
