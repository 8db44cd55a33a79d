"""A line of publishconf.py: what it means, what is wrong with it, and that secrets stay out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from broadsheet.problems import BuildError
from broadsheet.publishing.targets import (
    EXAMPLES,
    SETTINGS,
    Kind,
    Target,
    chosen,
    manners,
    parsed,
    site_url,
)
from tests.archive import REPOSITORY


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/srv/www/", Target("", Kind.FOLDER, "/srv/www")),
        (
            "ssh://deploy@paper.example:2222/var/www/paper",
            Target("", Kind.SHELL, "/var/www/paper", "deploy", "paper.example", 2222),
        ),
        (
            "sftp://u@10.0.0.1/~/a%20b/张",
            Target("", Kind.SFTP, "/~/a b/张", "u", "10.0.0.1"),
        ),
        ("ftps://host.example", Target("", Kind.FTPS, "", "", "host.example")),
        (
            "s3://paper/live?endpoint=https://oss.example&provider=Alibaba",
            Target(
                *("", Kind.S3, "/live", "", "paper", None),
                {"endpoint": "https://oss.example", "provider": "Alibaba"},
            ),
        ),
        ("rclone://My Remote/paper", Target("", Kind.RCLONE, "/paper", "", "My Remote")),
        (
            "git+ssh://git@github.com/owner/name.git#gh-pages",
            Target(
                *("", Kind.GIT, "", "git", "github.com"),
                branch="gh-pages",
                repository="ssh://git@github.com/owner/name.git",
            ),
        ),
    ],
)
def test_a_line_is_a_target(line: str, expected: Target) -> None:
    assert parsed("", line) == expected


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("paper.example/var/www", "kind of host"),
        ("gopher://paper.example/x", "unknown"),
        ("folder:///srv", "unknown"),
        ("ssh://deploy@paper.example", "no folder"),
        ("ssh://deploy@/var/www", "no host"),
        ("ssh://paper.example:port/var", "port"),
        ("ssh://-oProxyCommand=x/var", "no host"),
        ("ssh://-x@paper.example/var", "user"),
        ("sftp://paper.example/a/../b", "dots"),
        ("ssh://paper.example/a b\n", "cannot be seen"),
        ("ssh://paper.example/a?b=c", '"?"'),
        ("ssh://paper.example/a#b", '"#"'),
        ("ssh://paper.example/~/", "home"),
        ("sftp://paper.example/~", "home"),
        ("ssh://paper.example/%ff", "folder"),
        ("ssh://[2001:db8::1]/www", "IPv6"),
        ("ssh://[::1]:22/www", "IPv6"),
        ("s3:///live", "bucket"),
        ("s3://KEYID@paper/live", "key"),
        ("s3://paper/live?secret=x", "endpoint, region, provider, acl"),
        ("s3://paper/live?endpoint=oss.example", "endpoint"),
        ("git+ssh://git@host/owner/name.git", "branch"),
        ("git+ssh://git@host/owner/name.git#a..b", "branch"),
        ("git+ftp://host/x.git#b", "kind"),
        ("git+ssh://git@host#b", "repository"),
    ],
)
def test_a_line_that_is_wrong_is_answered_by_its_wrong_part(line: str, part: str) -> None:
    with pytest.raises(BuildError) as raised:
        parsed("live", line)

    assert part in str(raised.value)
    assert str(raised.value).startswith('publishconf.py: PUBLISH["live"] ')
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "line",
    [
        "ftp://u:SECRET1@host.example/www",
        "ssh://u:@host.example/www",
        "ftp://:SECRET1@host.example/www",
        "unknown://u:SECRET1@host.example/www",
        "git+https://u:SECRET1@host.example/x.git#b",
        "git+https://ghp_SECRET1@host.example/x.git#b",
        "s3://paper?access_key_id=SECRET1",
        "s3://SECRET1@paper",
        "s3://paper?endpoint=https://k:SECRET1@host",
        "ftp://u:SECRET1@host.example:port/www",
    ],
)
def test_a_secret_in_a_line_is_refused_and_not_repeated(line: str) -> None:
    with pytest.raises(BuildError) as raised:
        parsed("", line)

    assert "SECRET1" not in str(raised.value)


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("sftp://u:x@host.example/www", "BROADSHEET_PASSWORD"),
        ("ssh://u:x@host.example/www", "ssh-agent"),
        ("s3://KEY:x@paper/live", "AWS_SECRET_ACCESS_KEY"),
        ("git+https://u:x@host.example/x.git#b", "credential helper"),
    ],
)
def test_where_a_secret_belongs_is_said_for_the_kind(line: str, instead: str) -> None:
    with pytest.raises(BuildError, match=f"take it out and .*{instead}"):
        parsed("", line)


def test_two_slashes_at_the_beginning_of_a_folder_are_one() -> None:
    assert parsed("", "//srv//paper/").folder == "/srv/paper"
    assert parsed("", "//").folder == "/"


def test_the_documents_examples_are_targets() -> None:
    for kind, line in EXAMPLES.items():
        assert parsed("", line).kind == kind


TWO = {"live": "/srv/live", "staging": "/srv/staging"}


def test_the_first_target_is_taken_or_the_one_that_is_named() -> None:
    raw: Mapping[str, object] = {
        "PUBLISH": TWO,
        "SITEURL": "https://paper.example",
        "PUBLISH_URLS": {"staging": "https://staging.example"},
    }

    assert chosen(raw, "").folder == "/srv/live"
    assert chosen(raw, "").site_url == "https://paper.example"
    assert chosen(raw, "staging").folder == "/srv/staging"
    assert chosen(raw, "staging").site_url == "https://staging.example"
    with pytest.raises(BuildError, match='no target "other"; it has: live, staging'):
        chosen(raw, "other")


@pytest.mark.parametrize(
    ("urls", "words"),
    [
        ("https://staging.example", "write {"),
        ({"staging": 5}, "write {"),
        ({"staging": "staging.example"}, r'PUBLISH_URLS\["staging"\] is no address'),
        ({"live": "ftp://staging.example"}, r'PUBLISH_URLS\["live"\] is no address'),
    ],
)
def test_addresses_are_looked_at_before_anything_is_uploaded(urls: object, words: str) -> None:
    with pytest.raises(BuildError, match=words):
        chosen({"PUBLISH": TWO, "PUBLISH_URLS": urls}, "")


def test_the_address_of_a_target_is_its_own_or_the_sites() -> None:
    raw = {"PUBLISH": TWO, "SITEURL": "https://paper.example/"}
    assert site_url(raw, "") == site_url(raw, "live") == "https://paper.example"
    assert site_url(raw, "staging") == ""
    assert site_url({**raw, "PUBLISH_URLS": {"live": "https://a.example/b/"}}, "") == (
        "https://a.example/b"
    )
    with pytest.raises(BuildError, match='no target "other"'):
        site_url(raw, "other")


@pytest.mark.parametrize("value", [None, "", {}])
def test_without_a_target_there_is_an_example(value: object) -> None:
    with pytest.raises(BuildError, match="ssh://USER@HOST/FOLDER"):
        chosen({"PUBLISH": value}, "")


@pytest.mark.parametrize("value", [5, ["/srv"], {"live": 5}, {5: "/srv"}])
def test_a_value_that_is_no_target_is_named(value: object) -> None:
    with pytest.raises(BuildError, match="PUBLISH is no target"):
        chosen({"PUBLISH": value}, "")


def test_manners_are_numbers_within_reason() -> None:
    given = manners({"PUBLISH_TIMEOUT": 5, "PUBLISH_MOST_DELETED": 50, "PUBLISH_KEEP_HOURS": 0})

    assert (given.patience, given.most_withdrawn, given.keep) == (5.0, 0.5, dt.timedelta(0))
    for wrong in (0, -1, "5", True, None):
        with pytest.raises(BuildError, match="PUBLISH_TIMEOUT"):
            manners({"PUBLISH_TIMEOUT": wrong})


def test_a_setting_that_nobody_knows_is_not_passed_over() -> None:
    with pytest.raises(BuildError, match="PUBLISH_RELEASE is unknown; did you mean PUBLISH_REL"):
        manners({"PUBLISH_RELEASE": 5})
    documented = (REPOSITORY / "docs/publishing.md").read_text("utf-8")
    assert all(f"`{name}`" in documented for name in SETTINGS)
