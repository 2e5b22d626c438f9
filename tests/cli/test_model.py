"""`glossator model` as a process of its own, with folders of its own and a hub on loopback."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from glossator.models.local import catalogue
from tests.hub import Hub, running_hub

NAME = "qwen2.5-coder-0.5b"
FILE = "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"
PIECE = 10 * 1024 * 1024
CUT = 12_000_000


@dataclass(frozen=True)
class Home:
    """A user's folders and the commands run in them."""

    path: Path
    hub_url: str

    @property
    def models(self) -> Path:
        return self._folder("user_data_path") / "models"

    @property
    def settings(self) -> Path:
        return self._folder("user_config_path") / "glossator.toml"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        program = "from glossator.cli.app import glossator; glossator(prog_name='glossator')"
        return self._python(program, "model", *arguments)

    def _folder(self, function: str) -> Path:
        call = f"platformdirs.{function}('glossator', appauthor=False)"
        return Path(self._python(f"import platformdirs; print({call})").stdout.strip())

    def _python(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GLOSSATOR_", "XDG_", "HF_"))
        }
        folders = {"HOME": self.path, "XDG_DATA_HOME": self.path / "data"}
        folders |= {"XDG_CONFIG_HOME": self.path / "config", "HF_HOME": self.path / "hf"}
        environ = kept | {name: str(path) for name, path in folders.items()}
        environ |= {"HF_ENDPOINT": self.hub_url, "COLUMNS": "120"}
        return subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture(scope="module")
def gguf() -> bytes:
    """The beginning of the real small model: two of the pieces in which the hub's client stores."""
    path = catalogue.resolve("smollm2-135m")
    assert path is not None
    with path.open("rb") as file:
        return file.read(PIECE + CUT - 1_000_000)


@pytest.fixture
def hub(gguf: bytes) -> Iterator[Hub]:
    with running_hub({FILE: gguf}) as hub:
        yield hub


@pytest.fixture
def home(tmp_path: Path, hub: Hub) -> Home:
    return Home(tmp_path, hub.url)


def leftovers(home: Home) -> list[str]:
    return sorted(path.name for path in home.models.iterdir() if path.suffix != ".lock")


def test_pulls_a_model_and_then_uses_it(home: Home, hub: Hub, gguf: bytes) -> None:
    pulled = home.run("pull", NAME)
    assert pulled.returncode == 0, pulled.stderr
    assert (home.models / f"{NAME}.gguf").read_bytes() == gguf
    assert leftovers(home) == [f"{NAME}.gguf"]
    assert pulled.stderr == "", "no progress bar where there is no terminal"

    (row,) = [line for line in home.run("list").stdout.splitlines() if NAME in line]
    assert row.split()[3:5] == ["yes", "yes"]


def test_the_models_to_choose_from_are_listed_for_programs(home: Home, hub: Hub) -> None:
    home.run("pull", NAME)
    listed = json.loads(home.run("list", "--json").stdout)
    assert all(each["about"] and each["gigabytes"] > 0 for each in listed)
    found = {each["name"]: each["installed"] for each in listed}
    assert found == {each.name: each.name in ("smollm2-135m", NAME) for each in catalogue.KNOWN}


def test_what_is_worth_running_is_listed_with_its_source(home: Home) -> None:
    shown = home.run("list", "--memory", "12").stdout
    assert "ghost text  from  8 GB  Qwen2.5-Coder 3B: " in shown
    assert "https://unsloth.ai/docs/models/qwen3.5, read 2026-11-30" in shown
    assert "Qwen3-Coder 30B" not in shown


def test_asks_the_hub_for_the_model_and_nothing_else(home: Home, hub: Hub) -> None:
    home.run("pull", NAME)
    assert {path.replace("/resolve/main/", "/") for path in hub.paths} == {f"/{FILE}"}
    assert not any("agent/" in user_agent for user_agent in hub.user_agents)


def test_a_model_that_is_there_is_not_asked_for_again(home: Home, hub: Hub) -> None:
    home.run("pull", NAME)
    asked = len(hub.paths)
    assert home.run("pull", NAME).returncode == 0
    assert len(hub.paths) == asked


def test_a_broken_connection_is_taken_up_where_it_broke(home: Home, hub: Hub, gguf: bytes) -> None:
    hub.cut_after = CUT
    pulled = home.run("pull", NAME)
    assert pulled.returncode == 0, pulled.stderr
    assert (home.models / f"{NAME}.gguf").read_bytes() == gguf
    assert hub.ranges == [None, f"bytes={PIECE}-"]


def test_a_pull_that_failed_is_continued_by_the_next(home: Home, hub: Hub, gguf: bytes) -> None:
    hub.cut_after, hub.down_after_gets = CUT, 1
    failed = home.run("pull", NAME)
    assert failed.returncode == 1
    assert "503" in failed.stderr
    assert "pull again later" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (home.models / f"{NAME}.gguf").exists()

    hub.cut_after = hub.down_after_gets = None
    assert home.run("pull", NAME).returncode == 0
    assert hub.ranges == [None, f"bytes={PIECE}-"]
    assert (home.models / f"{NAME}.gguf").read_bytes() == gguf


def test_a_file_with_the_wrong_checksum_is_refused_and_deleted(home: Home, hub: Hub) -> None:
    hub.false_checksum = True
    pulled = home.run("pull", NAME)
    assert pulled.returncode == 1
    assert "SHA-256" in pulled.stderr
    assert leftovers(home) == []


def test_a_model_that_does_not_fit_on_the_disk_is_not_begun(home: Home, hub: Hub) -> None:
    hub.claimed_size = 10**18
    pulled = home.run("pull", NAME)
    assert pulled.returncode == 1
    assert "make room" in pulled.stderr
    assert hub.ranges == []


def test_an_unknown_name_is_told_with_the_names_there_are(home: Home, hub: Hub) -> None:
    pulled = home.run("pull", "gpt-2")
    assert pulled.returncode == 1
    assert "There is no model named gpt-2" in pulled.stderr
    assert "qwen2.5-coder-1.5b" in pulled.stderr
    assert hub.paths == []


def test_a_file_that_the_hub_lacks_is_told(home: Home, hub: Hub) -> None:
    pulled = home.run("pull", "qwen2.5-coder-3b")
    assert pulled.returncode == 1
    assert "status 404" in pulled.stderr
    assert f"{home.hub_url} does not give" in pulled.stderr
    assert leftovers(home) == []


def test_no_network_is_told_in_one_sentence(tmp_path: Path) -> None:
    pulled = Home(tmp_path, "http://127.0.0.1:9").run("pull", NAME)
    assert pulled.returncode == 1
    assert "check the connection" in pulled.stderr
    assert "Traceback" not in pulled.stderr


def test_an_authority_of_ones_own_is_trusted_where_it_is_set(tmp_path: Path) -> None:
    authority, tls = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with running_hub({FILE: b"GGUF"}, tls) as hub:
        home = Home(tmp_path, hub.url)
        refused = home.run("pull", NAME)
        assert refused.returncode == 1
        assert "set caFile to that authority's certificate" in refused.stderr
        assert hub.paths == []

        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        home.settings.parent.mkdir(parents=True)
        home.settings.write_text(f"caFile = '{tmp_path / 'ca.pem'}'\n")
        pulled = home.run("pull", NAME)
        assert pulled.returncode == 0, pulled.stderr
        assert (home.models / f"{NAME}.gguf").read_bytes() == b"GGUF"


def test_use_keeps_the_rest_of_the_settings_file(home: Home) -> None:
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text(
        '# mine\nprofile = "local"  # offline\n\n[models.code]\nbaseUrl = ""\n'
    )
    used = home.run("use", "smollm2-135m")
    assert used.returncode == 0, used.stderr
    text = home.settings.read_text()
    assert '# mine\nprofile = "local"  # offline\n' in text
    assert tomllib.loads(text) == {
        "profile": "local",
        "localModel": "smollm2-135m",
        "models": {"code": {"baseUrl": ""}},
    }


def test_use_takes_a_file_from_anywhere(home: Home, gguf: bytes) -> None:
    file = home.path / "own.gguf"
    file.write_bytes(gguf)
    assert home.run("use", str(file)).returncode == 0
    assert tomllib.loads(home.settings.read_text()) == {"localModel": str(file)}
    (row,) = [line for line in home.run("list").stdout.splitlines() if "your own file" in line]
    assert row.split().count("yes") == 2


@pytest.mark.parametrize(
    ("chosen", "complaint"),
    [
        ("nowhere.gguf", "No such file"),
        ("text.gguf", "is not a GGUF file"),
        (NAME, f"glossator model pull {NAME}"),
        ("gpt-2", "There is no model named gpt-2"),
        (str(Path("models") / "weights.bin"), "would end in .gguf"),
    ],
)
def test_use_refuses_what_cannot_be_used(home: Home, chosen: str, complaint: str) -> None:
    (home.path / "text.gguf").write_text("plain text")
    target = str(home.path / chosen) if chosen.endswith(".gguf") else chosen
    used = home.run("use", target)
    assert used.returncode == 1
    assert complaint in used.stderr
    assert not home.settings.exists()


def test_use_and_list_tell_that_a_service_is_used_instead(home: Home) -> None:
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text('baseUrl = "http://127.0.0.1:9/v1"\n')
    for arguments in (("use", "smollm2-135m"), ("list",)):
        done = home.run(*arguments)
        assert done.returncode == 0
        assert "name a service" in done.stderr
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("smollm2")]
    assert row.split().count("yes") == 1, "installed, and not in use"


def test_use_does_not_overwrite_a_settings_file_that_it_cannot_read(home: Home) -> None:
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text("profile = local")
    used = home.run("use", "smollm2-135m")
    assert used.returncode == 1
    assert str(home.settings) in used.stderr
    assert home.settings.read_text() == "profile = local"
