"""The site of the documents: its pages, and that a broken link ends the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import site


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only document of a repository that has a module too."""
    configuration = "site_name: A\ndocs_dir: pages\nvalidation: {links: {anchors: warn}}\n"
    (tmp_path / "mkdocs.yml").write_text(configuration)
    (tmp_path / "code.py").write_text("")
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "index.md"
    monkeypatch.setattr(site, "ROOT", tmp_path)
    monkeypatch.setattr(site, "PAGES", tmp_path / "docs")
    monkeypatch.setattr(site, "CONFIGURATION", tmp_path / "mkdocs.yml")
    monkeypatch.setattr(site, "documents", lambda: [page])
    return page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[here](index.md#top)", "[here](index.md#top)"),
        ("[`code.py`](../code.py)", "`code.py`"),
        ("![a picture](index.md)", "![a picture](index.md)"),
        ("[far](https://example.com/a)", "[far](https://example.com/a)"),
        ("[below](#top)", "[below](#top)"),
        ("```json client\n{}\n```", '```json title="client"\n{}\n```'),
    ],
)
def test_a_page_links_to_pages_alone(page: Path, text: str, shown: str) -> None:
    page.write_text(text)
    assert site.as_page(page, {page}) == shown


def test_a_link_to_nothing_is_an_error(page: Path) -> None:
    page.write_text("[gone](../gone.py)")
    with pytest.raises(site.BrokenLinkError, match=r"index\.md leads to \.\./gone\.py"):
        site.as_page(page, {page})


@pytest.mark.parametrize(("target", "code"), [("#there", 0), ("#gone", 1)])
def test_an_anchor_has_to_be_there(page: Path, tmp_path: Path, target: str, code: int) -> None:
    page.write_text(f"# There\n\n[it]({target})\n")
    assert site.build(tmp_path / "site") == code
