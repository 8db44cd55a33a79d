"""The halves of jumped articles find each other, or are told."""

from __future__ import annotations

from broadsheet.model import Article, Jump, PageCode
from broadsheet.problems import Problem
from broadsheet.reading.joining import join_jumps


def half(slug: str, page: str, to: str = "", back: str = "", headline: str = "秋收") -> Article:
    return Article(
        path=f"{slug}.md",
        slug=slug,
        headline=headline,
        page=code(page) if page else None,
        jump_to=Jump(f"下转{to}版", code(to)) if to else None,
        jump_from=Jump(f"上接{back}版", code(back)) if back else None,
    )


def code(text: str) -> PageCode:
    parsed = PageCode.parse(text)
    assert parsed
    return parsed


def targets(*articles: Article) -> tuple[list[tuple[str, str]], list[Problem]]:
    joined, problems = join_jumps(articles, {"a.md": {"to": 5, "from": 3}})
    pairs = [(a.jump_to, a.jump_from) for a in joined]
    return [(to.target if to else "", back.target if back else "") for to, back in pairs], problems


def test_two_halves_lead_to_each_other() -> None:
    found = targets(half("a", "A01", to="A03"), half("b", "A03", back="A01"))

    assert found == ([("b", ""), ("", "a")], [])


def test_the_writing_of_a_page_does_not_matter() -> None:
    found = targets(half("a", "A01", to="a3"), half("b", "A03", back="A1"))

    assert found == ([("b", ""), ("", "a")], [])


def test_an_article_over_three_pages_is_a_chain() -> None:
    found = targets(
        half("a", "1", to="2"), half("b", "2", to="3", back="1"), half("c", "3", back="2")
    )

    assert found == ([("b", ""), ("c", "a"), ("", "b")], [])


def test_of_several_the_one_with_the_same_headline_is_meant() -> None:
    found = targets(
        half("a", "A01", to="A03"),
        half("b", "A03", back="A01", headline="冬修"),
        half("c", "A03", back="A01"),
        half("d", "A01", to="A03", headline="冬修"),
    )

    assert found == ([("c", ""), ("", "d"), ("", "a"), ("b", "")], [])


def test_several_that_could_be_meant_are_told_and_not_guessed() -> None:
    found, problems = targets(
        half("a", "A01", to="A03"),
        half("b", "A03", back="A01", headline="冬修"),
        half("c", "A03", back="A01", headline="春耕"),
    )

    assert found[0] == ("", "")
    assert [(p.kind, p.line) for p in problems] == [("jump-ambiguous", 5)]


def test_a_half_that_does_not_answer_is_told_with_what_to_write() -> None:
    found, (problem,) = targets(half("a", "A01", to="A03"), half("b", "A03", headline="冬修"))

    assert found == [("", ""), ("", "")]
    assert (problem.path, problem.line, problem.kind) == ("a.md", 5, "jump-without-half")
    assert "上接A01版" in problem.hint()


def test_a_silent_half_with_the_same_headline_is_found_all_the_same() -> None:
    found, problems = targets(half("a", "A01", to="A03"), half("b", "A03"))

    assert found == [("b", ""), ("", "")]
    assert [p.kind for p in problems] == ["jump-without-half"]


def test_an_article_is_not_its_own_other_half() -> None:
    found, problems = targets(half("a", "A01", to="A01", back="A01"))

    assert found == [("", "")]
    assert [(p.kind, p.line) for p in problems] == [
        ("jump-without-half", 5),
        ("jump-without-half", 3),
    ]


def test_an_english_jump_is_answered_in_english() -> None:
    page = code("A1")
    english = Article("a.md", "a", "Rain", page=page, jump_to=Jump("Continued on A3", code("A3")))
    _, (problem,) = join_jumps([english], {})

    assert "Continued from A1" in problem.hint()


def test_an_article_of_no_page_has_no_other_half() -> None:
    found, problems = targets(half("a", "", to="A03"), half("b", "A03", back="A01", headline="冬"))

    assert found == [("", ""), ("", "")]
    assert [p.kind for p in problems] == ["jump-without-half", "jump-without-half"]
