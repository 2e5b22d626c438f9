"""`glossator doctor` against services of every kind: what it says, its status, and its silence."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glossator.cli import doctor as command
from glossator.cli.doctor_checks import ask
from glossator.cli.doctor_report import Answers, ModelReport, Report, facts
from glossator.cli.doctor_table import show
from glossator.models import discover
from glossator.models.endpoints import Endpoint, LocalAddress
from glossator.models.service_memory import ServiceMemory
from glossator.settings import Loaded, Settings
from tests.liveness import LIVENESS
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import Reply, Script, Stall, speak
from tests.standin.server import CHAT, KEY, Request, StandIn

KEYS = {
    *("ok", "glossator", "python", "platform", "settings", "problems"),
    *("workspace_file", "local_models", "files", "code", "prose", "found", "notes"),
}
MODEL_KEYS = {
    *("base_url", "model", "local", "answers", "problem", "capabilities"),
    *("seconds_to_first_token", "tokens_per_second", "listed"),
}


@dataclass(frozen=True)
class Home:
    """A user's folder, and the doctor called in it."""

    path: Path

    async def doctor(self, *arguments: str, stdin: str = "", **settings: str) -> Result:
        """The result, in which no key may stand."""
        runner = CliRunner()
        result = await asyncio.to_thread(
            runner.invoke, command.doctor, arguments, stdin, self.environ(**settings)
        )
        assert KEY not in result.output + repr(result.exception)
        return result

    async def json(self, **settings: str) -> Any:
        result = await self.doctor("--json", **settings)
        assert result.stderr == ""
        report = json.loads(result.stdout)
        assert result.exit_code == (0 if report["ok"] else 1)
        return report

    def environ(self, **settings: str) -> dict[str, str | None]:
        """Without what is set on this machine."""
        unset = [name for name in os.environ if name.startswith(("GLOSSATOR_", "EMPATHY_"))]
        folders = {"HOME": str(self.path), "XDG_CONFIG_HOME": str(self.path / "config")}
        given = {f"GLOSSATOR_{name.upper()}": value for name, value in settings.items()}
        return {**dict.fromkeys(unset), **folders, "COLUMNS": "160", **given}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.chdir(tmp_path)
    return Home(tmp_path)


@pytest.fixture
async def rich_service() -> AsyncIterator[StandIn]:
    async with StandIn(completions=True, infill=True, models=True) as service:
        service.answer = knows_fim
        yield service


def knows_fim(request: Request) -> Script:
    if request.route == CHAT:
        return speak("one", ", two", ", three", between=0.05)
    text = json.dumps(request.body)
    return speak("quartz" if "quartz" in text else "walrus")


async def test_an_editor_gives_its_settings_on_stdin(home: Home, service: StandIn) -> None:
    host = service.base_url.removesuffix("/v1")
    section = {
        "baseUrl": service.base_url,
        "models": {"code": {"baseUrl": ""}},
        "languages": {"python": False},
        "proseModel": None,
        "keys": {host: KEY},
    }
    result = await home.doctor("--json", "--settings", "-", stdin=json.dumps(section))
    report = json.loads(result.stdout)
    assert report["ok"] is True
    assert report["problems"] == []
    shown = {each["key"]: (each["value"], each["origin"]) for each in report["settings"]}
    assert shown["apiKey"] == ("set", "the editor's secret storage")
    assert shown["languages"] == ("python=false", "editor settings")


@pytest.mark.parametrize("given", ["", "[]", "{"])
async def test_settings_that_are_no_object_are_refused(home: Home, given: str) -> None:
    result = await home.doctor("--settings", "-", stdin=given)
    assert result.exit_code == 2
    assert "it holds no JSON object" in result.stderr


async def test_a_service_that_has_chat_alone(home: Home, service: StandIn) -> None:
    report = await home.json(base_url=service.base_url, api_key=KEY)
    assert report["ok"] is True
    assert set(report) == KEYS
    assert set(report["code"]) == MODEL_KEYS
    assert report["code"]["model"] == CODE_MODEL
    assert report["prose"]["model"] == PROSE_MODEL
    assert report["code"]["base_url"] == service.base_url
    assert report["code"]["capabilities"]["ghost_wire"] == "chat"
    assert report["code"]["listed"] == []


async def test_a_service_that_has_everything(home: Home, rich_service: StandIn) -> None:
    report = await home.json(base_url=rich_service.base_url, api_key=KEY)
    code = report["code"]
    assert code["answers"] is True
    assert code["capabilities"]["fim"] is True
    assert code["listed"] == [PROSE_MODEL, CODE_MODEL]
    assert code["seconds_to_first_token"] > 0
    assert code["tokens_per_second"] > 0
    assert code["problem"] is None


async def test_the_table_says_the_same(home: Home, rich_service: StandIn) -> None:
    rich_service.rules.no_system_role = {PROSE_MODEL}
    result = await home.doctor(base_url=rich_service.base_url, api_key=KEY)
    assert result.exit_code == 0
    rows = {line.split("  ")[0]: line.split()[-2:] for line in result.stdout.splitlines()}
    assert rows["Chat"] == ["yes", "yes"]
    assert rows["System role"] == ["yes", "no"]
    assert "Ghost text is asked for by fill-in-the-middle." in result.stdout
    assert rows["apiKey"] == ["set", "environment"]
    assert rows["baseUrl"] == [rich_service.base_url, "environment"]
    assert "Both models answer." in result.stdout
    assert "Asking" not in result.stderr, "progress is for terminals"


async def test_a_short_context_is_told(home: Home, rich_service: StandIn) -> None:
    rich_service.pages["/props"] = {"default_generation_settings": {"n_ctx": 4096}}
    result = await home.doctor(base_url=rich_service.base_url, api_key=KEY)
    assert "takes 4,096 tokens, so prompts are made shorter" in result.stdout
    report = await home.json(base_url=rich_service.base_url, api_key=KEY)
    assert report["code"]["capabilities"]["context"] == 4096
    assert len(report["notes"]) == 2


async def test_a_queue_is_told(
    home: Home, rich_service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def one_by_one(*_: object, **__: object) -> tuple[bool, bool]:
        return False, False

    monkeypatch.setattr("glossator.cli.doctor_checks.measure", one_by_one)
    result = await home.doctor(base_url=rich_service.base_url, api_key=KEY)
    assert result.exit_code == 0
    assert result.stdout.count("answers one request at a time") == 2
    assert result.stdout.count("reads a prompt to its end after it was given up") == 2


async def test_a_context_that_answers_have_shown_is_told(
    home: Home, rich_service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home.path / "services.json"
    monkeypatch.setattr("glossator.cli.doctor_checks.memory_file", lambda: file)
    endpoint = Endpoint(rich_service.base_url, KEY, CODE_MODEL)
    ServiceMemory(file).put_context(endpoint, 2048)
    report = await home.json(base_url=rich_service.base_url, api_key=KEY)
    assert report["code"]["capabilities"]["context"] == 2048
    assert report["prose"]["capabilities"]["context"] is None


async def test_a_wrong_key(home: Home, service: StandIn) -> None:
    service.rules.key = "another"
    report = await home.json(base_url=service.base_url, api_key=KEY)
    assert report["ok"] is False
    assert "refuses the key" in report["code"]["problem"]
    result = await home.doctor(base_url=service.base_url, api_key=KEY)
    assert result.exit_code == 1
    assert result.stdout.count("set the right one as GLOSSATOR_API_KEY") == 1


async def test_a_key_that_the_service_repeats_is_not_shown(home: Home, service: StandIn) -> None:
    service.answer = lambda request: Reply(400, f"what is {KEY}?".encode(), "text/plain")
    result = await home.doctor(base_url=service.base_url, api_key=KEY)
    assert "what is [key]?" in result.stdout


async def test_a_service_that_is_down(home: Home, service: StandIn) -> None:
    await service.stop()
    report = await home.json(base_url=service.base_url, api_key=KEY)
    assert report["code"]["answers"] is False
    assert "check that the service runs" in report["code"]["problem"]


async def test_one_unknown_model_is_enough_for_status_1(home: Home, rich_service: StandIn) -> None:
    report = await home.json(
        base_url=rich_service.base_url, api_key=KEY, prose_model="someone/else"
    )
    assert (report["code"]["answers"], report["prose"]["answers"]) == (True, False)
    assert "someone/else" in report["prose"]["problem"]
    assert PROSE_MODEL in report["prose"]["listed"], "what could be set instead"


async def test_one_model_for_both_is_asked_once(home: Home, service: StandIn) -> None:
    report = await home.json(base_url=service.base_url, api_key=KEY, prose_model=CODE_MODEL)
    assert report["code"] == report["prose"]
    assert sum("from one to forty" in request.prompt for request in service.requests) == 2, (
        "for its speed and for its queue"
    )


async def test_a_pasted_curl_line_is_shown_as_its_address(home: Home, service: StandIn) -> None:
    pasted = f"curl -H 'Authorization: Bearer {KEY}' {service.base_url}/chat/completions -d '{{}}'"
    for arguments in ([], ["--json"]):
        result = await home.doctor(*arguments, base_url=pasted, api_key=KEY)
        assert service.base_url in result.stdout


async def test_a_command_that_prints_the_key_is_not_shown(home: Home, service: StandIn) -> None:
    program = f"{sys.executable} -c \"print('{KEY}')\""
    report = await home.json(base_url=service.base_url, api_key_command=program)
    assert report["ok"] is True
    shown = {each["key"]: each["value"] for each in report["settings"]}
    assert (shown["apiKey"], shown["apiKeyCommand"]) == ("not set", "set")


async def test_the_user_s_own_actions_are_shown_by_their_titles(home: Home) -> None:
    actions = [{"title": "Shorten", "prompt": "Be short."}, {"title": "Review", "prompt": "Why?"}]
    report = await home.json(base_url="http://127.0.0.1:9/v1", actions=json.dumps(actions))
    shown = {each["key"]: each["value"] for each in report["settings"]}
    assert shown["actions"] == "Shorten, Review"


async def test_the_workspace_s_file_and_its_faults(home: Home, service: StandIn) -> None:
    file = home.path / ".glossator.toml"
    file.write_text('docstringStyle = "numpy"\nbaseUrl = "http://evil.example"\n', "utf-8")
    report = await home.json(base_url=service.base_url, api_key=KEY)
    assert report["workspace_file"] == {
        "path": str(file),
        "exists": True,
        "sets": ["docstringStyle"],
    }
    (problem,) = report["problems"]
    assert "may not set baseUrl" in problem
    result = await home.doctor(base_url=service.base_url, api_key=KEY)
    assert "may not set baseUrl" in result.stdout
    assert f"In force from {file}: docstringStyle." in result.stdout


async def test_a_file_is_off_for_a_reason(home: Home, service: StandIn) -> None:
    (home.path / ".gitignore").write_text("build/\x1b[2J\n*.log\n", "utf-8")
    (home.path / "a.py").touch()
    asked = ("a.py", ".env", "sub/x.log", "\x1b]0;owned\x07.py", "b.py")
    given = {"base_url": service.base_url, "api_key": KEY}
    printed = (await home.doctor(*asked, **given)).stdout
    assert "a.py may be shown to a model." in printed
    assert ".env is off: it holds secrets by its name (.env)." in printed
    assert "sub/x.log is off: `.gitignore` line 2 `*.log` excludes it." in printed
    assert "b.py is off: there is no such file." in printed
    assert "\x1b]" not in printed
    report = json.loads((await home.doctor("--json", *asked, **given)).stdout)
    assert report["files"][0] == {"path": "a.py", "withheld": None}
    assert report["files"][1]["withheld"] == "it holds secrets by its name (.env)"


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, service: StandIn) -> None:
    monkeypatch.setattr(command, "local_source", lambda settings: None)
    port = int(service.base_url.removesuffix("/v1").rpartition(":")[2])
    monkeypatch.setattr(discover, "USUAL_PORTS", (("Stand-in", port),))


async def test_a_local_model_that_nobody_chose_does_not_hide_a_service(
    home: Home, service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(service.base_url.removesuffix("/v1").rpartition(":")[2])
    monkeypatch.setattr(discover, "USUAL_PORTS", (("Stand-in", port),))
    service.rules.key = "none"
    service.rules.routes |= {"/v1/models"}
    report = await home.json()
    assert report["ok"] is True
    assert report["code"]["local"] is True
    assert [found["program"] for found in report["found"]] == ["Stand-in"]
    assert (await home.json(profile="local"))["found"] == []


@pytest.mark.usefixtures("nothing_installed")
async def test_where_nothing_is_set_it_looks_around(home: Home, service: StandIn) -> None:
    service.rules.key = "none"
    service.rules.routes |= {"/v1/models"}
    report = await home.json()
    assert report["ok"] is False
    assert "GLOSSATOR_API_KEY" in report["code"]["problem"]
    (found,) = report["found"]
    result = await home.doctor()
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    given = dict(line.split("=") for line in lines if line.startswith("GLOSSATOR_"))
    assert given == found["settings"]
    settings = {name.removeprefix("GLOSSATOR_").lower(): value for name, value in given.items()}
    assert (await home.json(**settings))["ok"] is True


def test_names_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    name = "[red]$(touch x)[/] :smile:"
    found = discover.Found("Stand-in", "http://127.0.0.1:9/v1", (name,))
    show(Report(facts(Loaded(), Path()), Answers(ModelReport(), ModelReport(), (found,))))
    shown = capsys.readouterr().out
    assert f"It has {name}." in shown
    assert f"GLOSSATOR_CODE_MODEL='{name}'" in shown


@pytest.mark.usefixtures("nothing_installed")
async def test_where_nothing_is_set_and_nothing_runs(home: Home, service: StandIn) -> None:
    await service.stop()
    assert (await home.json())["found"] == []


@pytest.mark.usefixtures("nothing_installed")
async def test_where_a_service_is_set_it_does_not_look_around(home: Home, service: StandIn) -> None:
    service.rules.routes |= {"/v1/models"}
    report = await home.json(api_key=KEY, base_url="http://127.0.0.1:9/v1")
    assert report["found"] == []
    assert service.requests == []


async def test_all_is_over_at_the_deadline(service: StandIn) -> None:
    service.answer = lambda request: [Stall()]
    loaded = Loaded(Settings(base_url=service.base_url, api_key=KEY), origins={"apiKey": "test"})
    answers = await ask(loaded, None, deadline=5.0)
    assert "not done in time" in str(answers.code.problem)
    assert answers.code.model == CODE_MODEL, "what was learnt until then is kept"


class SlowModel:
    """A local model that never gets ready."""

    def __init__(self) -> None:
        self.stopped = False

    async def start(self) -> LocalAddress:
        await asyncio.Event().wait()
        raise AssertionError

    async def stop(self) -> None:
        self.stopped = True


async def test_a_local_model_is_ended_even_if_it_never_got_ready() -> None:
    model = SlowModel()
    answers = await ask(Loaded(), model, deadline=0.1)
    assert not answers.ok
    assert model.stopped


async def test_the_local_model_answers_for_both(home: Home) -> None:
    report = await home.json(profile="local", local_model="smollm2-135m", local_context="2048")
    assert report["ok"] is True
    assert report["code"]["local"] is True
    assert report["code"]["capabilities"]["ghost_wire"] == "plain"
    assert report["code"]["tokens_per_second"] > 0
    assert report["local_models"]["chosen"] in report["local_models"]["installed"]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
async def test_ctrl_c_ends_it_without_a_traceback(home: Home, service: StandIn) -> None:
    service.answer = lambda request: [Stall()]
    environ = home.environ(base_url=service.base_url, api_key=KEY)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "glossator", "doctor"),
        env={**os.environ, **{name: value or "" for name, value in environ.items()}},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    async with asyncio.timeout(LIVENESS):
        request = await service.next_request()
        while request.route != CHAT:
            request = await service.next_request()
        process.send_signal(signal.SIGINT)
        stdout, stderr = await process.communicate()
    assert process.returncode == 1
    assert stdout == b""
    assert stderr.strip() == b"Aborted!"
