"""Addresses of names, and links that begin at the site's root."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages import urls


def test_chinese_names_are_their_own_addresses() -> None:
    assert urls.slug("张明") == "张明"
    assert urls.slug("章明") == "章明"
    assert urls.slug("Ann Lee") == urls.slug("ann  LEE") == "ann-lee"
    assert urls.slug("阿依古丽·买买提") == "阿依古丽·买买提"


def test_the_width_and_the_unicode_form_of_a_name_make_no_other_address() -> None:
    assert urls.slug("Ａ股") == urls.slug("A股") == "a股"
    decomposed = unicodedata.normalize("NFD", "Zoë")
    assert urls.slug(decomposed) == urls.slug("Zoë") == "zoë"


def test_names_that_an_address_cannot_hold_still_differ() -> None:
    names = ["A/B", "A:B", "A?B", "A#B", "A B", "...", "?", "C++", "C", "%41", "a\\b"]
    assert len({urls.slug(name) for name in names}) == len(names)


@given(st.text(min_size=1, max_size=300).filter(lambda name: name.strip()))
def test_every_name_gets_an_address_that_every_host_can_serve(name: str) -> None:
    slug = urls.slug(name)
    assert slug
    assert slug == slug.strip(" .") == unicodedata.normalize("NFC", slug)
    assert not set(slug) & set('/\\:*?"<>|#% \t\n')
    assert len(slug.encode()) < 240
    assert urls.fold(slug) == slug


@given(st.lists(st.text(min_size=1, max_size=40).filter(lambda n: n.strip()), unique=True))
def test_two_names_that_one_disk_takes_for_one_share_a_page(names: list[str]) -> None:
    slugs = {urls.slug(name) for name in names}
    assert len({urls.fold(slug) for slug in slugs}) == len(slugs)


def test_links_from_the_root_become_relative_and_name_the_file_of_a_folder() -> None:
    html = '<p><a href="/2019/10/24/">x</a> <a href="/">y</a> <a href="/a.html#b">z</a></p>'
    assert urls.rooted(html, "../../") == (
        '<p><a href="../../2019/10/24/index.html">x</a> <a href="../../index.html">y</a>'
        ' <a href="../../a.html#b">z</a></p>'
    )
    outside = '<a href="https://other.example/">x</a>'
    assert urls.rooted(outside, "../") == outside


def test_public_addresses_are_encoded_and_leave_out_index_html() -> None:
    assert urls.public("https://paper.example", "index.html") == "https://paper.example/"
    assert (
        urls.public("https://paper.example/a", "people/张明/index.html")
        == "https://paper.example/a/people/%E5%BC%A0%E6%98%8E/"
    )
    assert urls.public("", "index.html") == ""
