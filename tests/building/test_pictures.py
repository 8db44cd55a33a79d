"""Pictures in a whole build: made once, opened when they change, published as settings say."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from broadsheet.photos.plan import Rendition
from broadsheet.photos.rendering import RenditionStore
from broadsheet.scanning import RACY_NS
from tests.archive import Newspaper, photograph

ISSUE = "2024-05-01"
SECRET = "Secret Camera Works"


def taken(form: str = "JPEG", size: tuple[int, int] = (1200, 800), **options: object) -> bytes:
    """A photograph with the camera's name in it."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = SECRET
    buffer = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.save(buffer, form, exif=tags.tobytes(), **options)
    return buffer.getvalue()


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    newspaper = Newspaper(tmp_path, BROADSHEET_PUBLISHER="Test Press")
    text = "![A dog (Photo: Ann Lee)](dog.jpg)\n\nA dog was seen."
    newspaper.article(ISSUE, "a01-1", text=text, page="A01")
    newspaper.write(f"issues/2024/{ISSUE}/dog.jpg", taken())
    return newspaper


def files(paper: Newspaper, name: str = "dog") -> dict[str, bytes]:
    return {
        path.rpartition("/")[2]: data
        for path, data in paper.tree().items()
        if path.startswith(f"2024/05/01/{name}-")
    }


def suffixes(paper: Newspaper) -> set[str]:
    return {Path(name).suffix for name in files(paper)}


# --- made once


def test_a_picture_is_drawn_in_two_formats_and_never_again(paper: Newspaper) -> None:
    first = paper.build()
    assert first.good, first.said
    assert first.pictures_made == len(files(paper)) == 6
    assert suffixes(paper) == {".jpg", ".webp"}
    assert paper.build().pictures_made == 0


def test_a_picture_is_opened_once_for_all_of_its_files_and_then_no_more(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.sleep(2 * RACY_NS / 1e9)  # a picture so new might still change within a tick of the clock
    asked: list[int] = []
    get_all = RenditionStore.get_all

    def counted(
        self: RenditionStore, digest: str, renditions: Sequence[Rendition], source: Path
    ) -> list[Path]:
        before = self.opened
        paths = get_all(self, digest, renditions, source)
        asked.append(self.opened - before)
        return paths

    monkeypatch.setattr(RenditionStore, "get_all", counted)
    assert paper.build().pictures_made == 6
    assert asked == [1]
    assert paper.build().files_read == 0
    lost = next(path for path in sorted(paper.tree()) if path.endswith("-480.webp"))
    (paper.root / "output" / lost).unlink()
    before = paper.tree("output")
    assert paper.build().pictures_made == 0
    assert asked == [1, 0]
    assert paper.tree() != before


def test_an_unchanged_picture_is_not_opened_when_its_article_changes(paper: Newspaper) -> None:
    time.sleep(2 * RACY_NS / 1e9)  # a picture so new might still change within a tick of the clock
    assert paper.build().good
    before = files(paper)
    paper.article(ISSUE, "a01-1", text="![A cat (Photo: Ann Lee)](dog.jpg)\n\nA cat.", page="A01")
    outcome = paper.build()
    assert outcome.pictures_made == 0
    assert outcome.files_read == 1
    assert files(paper) == before


def test_another_output_and_a_lost_catalog_need_no_picture_drawn_again(paper: Newspaper) -> None:
    assert paper.build().good
    assert paper.build("elsewhere").pictures_made == 0
    assert paper.tree("elsewhere") == paper.tree()


def test_a_changed_picture_has_new_names_and_the_old_files_are_gone(paper: Newspaper) -> None:
    assert paper.build().good
    before = files(paper)
    paper.write(f"issues/2024/{ISSUE}/dog.jpg", taken(size=(1000, 800)))
    assert paper.build().pictures_made == 4
    assert not set(before) & set(files(paper))
    assert paper.tree() == paper.clean_build()


def test_a_page_names_only_files_that_are_there(paper: Newspaper) -> None:
    assert paper.build().good
    tree = paper.tree()
    for page in ("2024/05/01/a01-1.html", "2024/05/01/index.html", "index.html"):
        text = tree[page].decode()
        named = re.findall(r"([^\s\"/,]+\.(?:jpg|webp)) \d+w", text)
        assert len(set(named)) == 6, page
        assert all(f"2024/05/01/{name}" in tree for name in named)


# --- what is published


def test_nothing_published_tells_of_the_camera(paper: Newspaper) -> None:
    paper.write("pages/about.md", "Title: About\n\n" + _shows("about.jpg", "about.png"))
    for name, form in (("about.jpg", "JPEG"), ("about.png", "PNG")):
        paper.write(f"pages/{name}", taken(form))
    for name, form in (("s.gif", "GIF"), ("s.tif", "TIFF"), ("s.avif", "AVIF"), ("s.webp", "WEBP")):
        options = {"comment": SECRET.encode()} if form == "GIF" else {}
        paper.write(f"static/{name}", taken(form, **options))
    paper.write(f"issues/2024/{ISSUE}/pages/a01.jpg", taken(size=(900, 1300)))
    outcome = paper.build()
    assert outcome.good, outcome.said
    tree = paper.tree()
    told = [path for path, data in tree.items() if SECRET.encode() in data]
    assert told == []
    for name in ("s.gif", "s.tif", "s.avif", "s.webp"):
        with Image.open(io.BytesIO(tree[f"static/{name}"])) as picture:
            assert picture.format == {"gif": "GIF", "tif": "TIFF"}.get(name[2:], name[2:].upper())


def _shows(*names: str) -> str:
    return "\n\n".join(f"![x]({name})" for name in names) + "\n\nText.\n"


def test_a_facsimile_has_several_sizes_too(paper: Newspaper) -> None:
    paper.write(f"issues/2024/{ISSUE}/pages/a01.jpg", taken(size=(1500, 2200)))
    assert paper.build().good
    names = files(paper, "pages-a01")
    assert {Path(name).suffix for name in names} == {".jpg", ".webp"}
    assert len(names) == 6


def test_a_phones_heic_is_an_ordinary_picture(paper: Newspaper) -> None:
    paper.remove(f"issues/2024/{ISSUE}/dog.jpg")
    paper.write(f"issues/2024/{ISSUE}/dog.heic", taken("HEIF"))
    paper.article(ISSUE, "a01-1", text="![A dog](dog.heic)\n\nText.", page="A01")
    outcome = paper.build()
    assert outcome.good, outcome.said
    assert suffixes(paper) == {".jpg", ".webp"}
    assert not any(SECRET.encode() in data for data in files(paper).values())


@pytest.mark.parametrize(
    ("name", "form", "right"), [("dog.jpg", "HEIF", ".heic"), ("dog.heic", "JPEG", ".jpg")]
)
def test_a_suffix_that_is_not_the_files_is_named(
    paper: Newspaper, name: str, form: str, right: str
) -> None:
    paper.remove(f"issues/2024/{ISSUE}/dog.jpg")
    paper.write(f"issues/2024/{ISSUE}/{name}", taken(form))
    paper.article(ISSUE, "a01-1", text=f"![A dog]({name})\n\nText.", page="A01")
    outcome = paper.build()
    assert not outcome.good
    assert re.search(rf"{name}: .*the file is {form}, not what", outcome.said)
    assert f'rename it to end in "{right}"' in outcome.said


def test_avif_is_added_by_a_setting(paper: Newspaper) -> None:
    assert paper.build().good
    plain = files(paper)
    assert paper.build(BROADSHEET_AVIF=True).pictures_made == 3
    assert suffixes(paper) == {".jpg", ".webp", ".avif"}
    assert plain.items() <= files(paper).items()
    page = paper.tree()["2024/05/01/a01-1.html"].decode()
    assert page.index('type="image/avif"') < page.index('type="image/webp"')
    assert paper.build().good
    assert files(paper) == plain


def test_credits_are_written_when_a_setting_asks(paper: Newspaper) -> None:
    assert paper.build(BROADSHEET_PICTURE_CREDITS=True).good
    assert suffixes(paper) == {".jpg", ".webp"}
    for data in files(paper).values():
        with Image.open(io.BytesIO(data)) as picture:
            tags = picture.getexif()
        assert tags[ExifTags.Base.Artist] == "Ann Lee"
        assert tags[ExifTags.Base.Copyright].encode("latin-1").decode() == "© Test Press"
        assert b"<photoshop:Credit>Photo: Ann Lee</photoshop:Credit>" in data
        assert SECRET.encode() not in data


def test_a_picture_that_its_byline_credits_is_published_once(paper: Newspaper) -> None:
    text = "□本报记者 申昕 文/图\n\n![A dog](dog.jpg)\n\nA dog was seen."
    paper.article(ISSUE, "a01-1", text=text, page="A01")
    assert paper.build(BROADSHEET_PICTURE_CREDITS=True).good
    with_credits = len(files(paper))
    assert paper.build().good
    assert len(files(paper)) == with_credits


def test_another_credit_makes_another_file(paper: Newspaper) -> None:
    assert paper.build(BROADSHEET_PICTURE_CREDITS=True).good
    before = files(paper)
    paper.article(ISSUE, "a01-1", text="![A dog (Photo: Bo Ek)](dog.jpg)\n\nText.", page="A01")
    assert paper.build(BROADSHEET_PICTURE_CREDITS=True).pictures_made == 6
    assert not set(before) & set(files(paper))
    assert all(b"Bo Ek" in data for data in files(paper).values())


def test_two_uses_of_a_picture_are_credited_each_as_it_stands(paper: Newspaper) -> None:
    paper.article(ISSUE, "a01-2", text="![A dog (Photo: Bo Ek)](dog.jpg)\n\nText.", page="A01")
    assert paper.build(BROADSHEET_PICTURE_CREDITS=True).good
    page = {at: paper.tree()[f"2024/05/01/a01-{at}.html"].decode() for at in (1, 2)}
    for at, name in ((1, b"Ann Lee"), (2, b"Bo Ek")):
        shown = re.search(r'<a class="photo-link" href="[./\d]*/([^"/]+)"', page[at])
        assert shown
        assert name in files(paper)[shown[1]]


def test_pictures_of_a_byline_for_text_and_photo_are_credited_to_it(paper: Newspaper) -> None:
    text = "□申昕 文/图\n\n![A dog](dog.jpg)\n\nText."
    paper.article(ISSUE, "a01-1", text=text, page="A01")
    assert paper.build(BROADSHEET_PICTURE_CREDITS=True).good
    with Image.open(io.BytesIO(next(iter(files(paper).values())))) as picture:
        artist = picture.getexif()[ExifTags.Base.Artist]
    assert artist.encode("latin-1").decode() == "申昕"


def test_an_agencys_picture_is_not_called_the_papers_own(paper: Newspaper) -> None:
    text = "![广场上（新华社记者 李田 摄）](dog.jpg)\n\n正文。"
    paper.article(ISSUE, "a01-1", text=text, page="A01")
    assert paper.build(BROADSHEET_PICTURE_CREDITS=True).good
    with Image.open(io.BytesIO(next(iter(files(paper).values())))) as picture:
        owner = picture.getexif()[ExifTags.Base.Copyright]
    assert owner.encode("latin-1").decode() == "© 新华社"


def test_originals_are_published_when_a_setting_asks_and_as_they_are(paper: Newspaper) -> None:
    original = (paper.content / f"issues/2024/{ISSUE}/dog.jpg").read_bytes()
    assert paper.build().good
    assert original not in paper.tree().values()
    assert paper.build(BROADSHEET_ORIGINALS=True).good
    name = next(name for name, data in files(paper).items() if data == original)
    assert re.fullmatch(r"dog-[0-9a-f]{8}-original\.jpg", name)
    page = paper.tree()["2024/05/01/a01-1.html"].decode()
    assert f'class="photo-original" href="../../../2024/05/01/{name}"' in page
    assert paper.build().good
    assert original not in paper.tree().values()


def test_one_picture_of_a_page_is_fetched_at_once_and_the_others_later(paper: Newspaper) -> None:
    for at in range(3):
        paper.write(f"issues/2024/{ISSUE}/p{at}.jpg", photograph(at + 1))
    text = "Text.\n\n![](dog.jpg)\n\nMore.\n\n![](p0.jpg)\n![](p1.jpg)\n\nMore.\n\n![](p2.jpg)\n"
    paper.article(ISSUE, "a01-1", text=text, page="A01")
    assert paper.build().good
    pictures = re.findall("<img[^>]*>", paper.tree()["2024/05/01/a01-1.html"].decode())
    assert len(pictures) == 4
    assert 'fetchpriority="high"' in pictures[0]
    assert "loading" not in pictures[0]
    for picture in pictures[1:]:
        assert 'loading="lazy"' in picture
        assert "fetchpriority" not in picture
    for picture in pictures:
        assert re.search(r'width="\d+" height="\d+"', picture)
