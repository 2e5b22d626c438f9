"""Which distributions of an environment are read, and what of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.context.index.installed.projects import SITE, candidates, distribution, known, write

REQUESTS = {
    "requests/__init__.py": "from .sessions import Session\nfrom .api import get\n",
    "requests/api.py": "def get(url, **kwargs) -> Response:\n    body()\ndef _no(): ...\n",
    "requests/sessions.py": "class Session:\n    def __init__(self): ...\n"
    "    def send(self, request, **kwargs): ...\n    def _pool(self): ...\n",
}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import requests\n", {"get", "Session", "Session.__init__", "Session.send"}),
        ("from requests import get\n", {"get"}),
        ("from requests import Session as S\n", {"Session", "Session.__init__", "Session.send"}),
        ("from requests import api\n", {"get"}),
        ("import requests.sessions\n", {"Session", "Session.__init__", "Session.send"}),
        ("import request\nfrom . import requests\n", set()),
    ],
)
def test_what_is_imported(tmp_path: Path, code: str, expected: set[str]) -> None:
    distribution(tmp_path, "requests-2.32.3", REQUESTS)
    assert known(tmp_path, "x.py", code) == expected


def test_it_is_named_with_its_version_and_below_the_environment(tmp_path: Path) -> None:
    distribution(tmp_path, "requests-2.32.3", REQUESTS)
    (found,) = candidates(tmp_path, "x.py", "from requests import get\n")
    assert (found.file, found.why) == ("requests/api.py", "installed: requests 2.32.3")
    assert found.declaration.signature == "def get(url, **kwargs) -> Response"


def test_a_stub_stands_for_its_module(tmp_path: Path) -> None:
    distribution(tmp_path, "a-1", {"a.py": "def f(x): ...\n", "a.pyi": "def f(x: int): ...\n"})
    (found,) = candidates(tmp_path, "x.py", "import a\n")
    assert found.declaration.signature == "def f(x: int)"


def test_stubs_of_another_distribution_stand_for_one_without_types(tmp_path: Path) -> None:
    distribution(tmp_path, "a-1", {"a/__init__.py": "def f(x): ...\n"})
    distribution(tmp_path, "types_a-1", {"a-stubs/__init__.pyi": "def f(x: int): ...\n"})
    (found,) = candidates(tmp_path, "x.py", "from a import f\n")
    assert (found.declaration.signature, found.package) == ("def f(x: int)", "types_a 1")


def test_a_module_of_a_namespace(tmp_path: Path) -> None:
    distribution(tmp_path, "cloud_a-1", {"cloud/a/__init__.py": "def f(): ...\n"})
    distribution(tmp_path, "cloud_b-1", {"cloud/b/__init__.py": "def g(): ...\n"})
    assert known(tmp_path, "x.py", "from cloud import b\nimport cloud.a\n") == {"f", "g"}


def test_in_a_part_of_a_project_its_own_environment_comes_first(tmp_path: Path) -> None:
    distribution(tmp_path, "a-1", {"a.py": "def old(): ...\n"})
    distribution(tmp_path / "part", "a-2", {"a.py": "def new(): ...\n"})
    assert known(tmp_path, "part/x.py", "import a\n") == {"new"}


# What is not read


def test_a_file_that_no_record_lists(tmp_path: Path) -> None:
    distribution(tmp_path, "a-1", {"a/__init__.py": "def f(): ...\n"})
    write(tmp_path / SITE, {"a/own.py": "def g(): ...\n", "b.py": "def h(): ...\n"})
    assert known(tmp_path, "x.py", "import a\nimport b\nfrom a import own\n") == {"f"}


def test_what_is_installed_from_a_folder_or_an_address(tmp_path: Path) -> None:
    distribution(tmp_path, "a-1", {"a.py": "def f(): ...\n"})
    write(tmp_path / SITE, {"a-1.dist-info/direct_url.json": '{"url": "file:///a"}'})
    assert known(tmp_path, "x.py", "import a\n") == set()


def test_an_environment_elsewhere(tmp_path: Path) -> None:
    distribution(tmp_path / "other", "a-1", {"a.py": "def f(): ...\n"})
    root = tmp_path / "project"
    root.mkdir()
    (root / ".venv").symlink_to(tmp_path / "other/.venv")
    assert known(root, "x.py", "import a\n") == set()
    assert known(tmp_path / "other/project", "x.py", "import a\n") == set()


@pytest.mark.parametrize("linked", ["a", "a/b.py"])
def test_what_a_link_leads_to(tmp_path: Path, linked: str) -> None:
    distribution(tmp_path, "a-1", {"a/b.py": "def f(): ...\n"})
    place = tmp_path / SITE / linked
    place.rename(tmp_path / "moved")
    place.symlink_to(tmp_path / "moved")
    assert known(tmp_path, "x.py", "import a.b\n") == set()


IGNORED = "from requests import Session\n"


@pytest.mark.parametrize("pattern", ["requests/", "sessions.py", "**/.venv/"])
def test_what_the_user_ignores(tmp_path: Path, pattern: str) -> None:
    distribution(tmp_path, "requests-2.32.3", REQUESTS)
    assert known(tmp_path, "x.py", IGNORED)
    assert known(tmp_path, "x.py", IGNORED, pattern) == set()


@pytest.mark.parametrize("name", [".ignore", ".glossatorignore"])
@pytest.mark.parametrize("pattern", ["requests/", "sessions.py", "**/.venv/"])
def test_what_ignore_files_name(tmp_path: Path, name: str, pattern: str) -> None:
    distribution(tmp_path, "requests-2.32.3", REQUESTS)
    write(tmp_path, {name: f"{pattern}\n"})
    assert known(tmp_path, "x.py", IGNORED) == set()


def test_a_file_that_holds_secrets_by_its_name(tmp_path: Path) -> None:
    distribution(tmp_path, "a-1", {"a/__init__.py": "from .secrets import f\n"})
    assert known(tmp_path, "x.py", "import a\n") == set()


def test_a_secret_is_hidden(tmp_path: Path) -> None:
    token = "ghp_" + "R4nd0mT0k3nOfTh1rtyS1xCharacters1234"
    distribution(tmp_path, "a-1", {"a.py": f"def f(key='{token}'): ...\nTOKEN = '{token}'\n"})
    found = candidates(tmp_path, "x.py", "import a\n")
    assert len(found) == 2
    assert not any(token in each.declaration.signature for each in found)
