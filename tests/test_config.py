"""Where settings come from, who wins, and what a repository may not do."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from glossator import config
from glossator.settings import (
    EMPATHY_BASE_URL,
    RENAMED,
    CustomAction,
    FolderSettings,
    Loaded,
    Settings,
    environment_name,
    every,
)


def load(
    folder: Path,
    *,
    user: str = "",
    workspace: str = "",
    editor: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Loaded:
    """Resolve settings from texts as they would stand in their files."""
    (folder / "glossator.toml").write_text(user, "utf-8")
    (folder / ".glossator.toml").write_text(workspace, "utf-8")
    return config.load(
        environ=environ or {},
        editor=editor,
        workspaces=[folder],
        user_file=folder / "glossator.toml",
    )


def test_nothing_set_gives_the_defaults_and_no_problem(tmp_path: Path) -> None:
    assert load(tmp_path) == Loaded(folders=(FolderSettings(tmp_path, Settings()),))


def test_every_layer_beats_the_one_before(tmp_path: Path) -> None:
    user, workspace = 'docstringStyle = "google"', 'docstringStyle = "numpy"'
    editor, environ = {"docstringStyle": "rest"}, {"GLOSSATOR_DOCSTRING_STYLE": "google"}
    assert load(tmp_path, user=user).settings.docstring_style == "google"
    assert load(tmp_path, user=user, workspace=workspace).settings.docstring_style == "numpy"
    with_editor = load(tmp_path, user=user, workspace=workspace, editor=editor)
    assert with_editor.settings.docstring_style == "rest"
    with_all = load(tmp_path, user=user, workspace=workspace, editor=editor, environ=environ)
    assert with_all.settings.docstring_style == "google"
    assert with_all.origins["docstringStyle"] == "environment"


def test_globs_of_all_places_add_up(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        user='ignore = ["*.a"]',
        workspace='ignore = ["*.b", "*.a"]',
        environ={"GLOSSATOR_IGNORE": "*.c, *.d"},
    )
    assert loaded.settings.ignore == ("*.a", "*.b", "*.c", "*.d")


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_what_editors_send_for_unset_settings_changes_nothing(tmp_path: Path, empty: Any) -> None:
    editor = {field.key: empty for field in every()}
    loaded = load(tmp_path, editor=editor, user='baseUrl = "http://localhost:1"')
    assert loaded.settings.base_url == "http://localhost:1"
    assert not loaded.problems


def test_nested_and_dotted_keys_are_the_same(tmp_path: Path) -> None:
    nested = load(tmp_path, editor={"models": {"code": {"baseUrl": "http://localhost:1"}}})
    dotted = load(tmp_path, editor={"models.code.baseUrl": "http://localhost:1"})
    assert nested.settings == dotted.settings
    assert nested.settings.code_base_url == "http://localhost:1"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"profile": "cloud"}, "profile in editor settings must be one of auto, service, local"),
        ({"enabled": "perhaps"}, "enabled in editor settings must be true or false"),
        ({"completionDeadline": 0}, "completionDeadline in editor settings must be at least 0.1"),
        ({"localContext": float("inf")}, "localContext in editor settings must be a number"),
        ({"stallTimeout": "nan"}, "stallTimeout in editor settings must be a number"),
        ({"localContext": "many"}, "localContext in editor settings must be a number"),
        ({"codeModel": 7}, "codeModel in editor settings must be a text"),
        ({"ignore": [1]}, "ignore in editor settings must be a list of texts"),
        ({"languages": 3}, "languages in editor settings must be a table"),
        ({"actions": "x"}, "actions in editor settings must be a list of tables"),
        (
            {"actions": [{"title": "x"}]},
            "actions in editor settings must be a list of tables, each ",
        ),
        (
            {"actions": [{"title": "x", "prompt": "y", "place": "there"}]},
            "actions in editor settings must be a list in which each place is one of replace",
        ),
        (
            {"actions": [{"title": "x", "prompt": "y", "modle": "code"}]},
            "actions in editor settings must be made of languages, model, place, prompt",
        ),
        ({"codModel": "x"}, "Unknown setting codModel in editor settings; did you mean codeModel?"),
        ({"nonsense": "x"}, "Unknown setting nonsense in editor settings; it was left out."),
    ],
)
def test_a_wrong_value_is_named_and_the_default_stays(
    tmp_path: Path, values: dict[str, Any], sentence: str
) -> None:
    loaded = load(tmp_path, editor=values)
    assert loaded.settings == Settings()
    assert len(loaded.problems) == 1
    assert loaded.problems[0].startswith(sentence)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({"user": 'url = "https://a.example/v1"'}, "glossator.toml"),
        ({"editor": {"url": "https://a.example/v1"}}, "editor settings"),
        ({"environ": {"GLOSSATOR_URL": "https://a.example/v1"}}, "environment"),
        (
            {"user": 'url = "https://old.example"\nbaseUrl = "https://a.example/v1"'},
            "glossator.toml",
        ),
    ],
    ids=["file", "editor", "environment", "both"],
)
def test_a_renamed_setting_still_holds_and_is_told_once(
    tmp_path: Path, given: dict[str, Any], origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RENAMED, "url", "baseUrl")
    loaded = load(tmp_path, **given)
    assert loaded.settings.base_url == "https://a.example/v1"
    (problem,) = loaded.problems
    assert problem.startswith("url in ")
    assert problem.endswith(f"{origin} is called baseUrl now; it still holds, but rename it there.")


def test_a_repository_cannot_choose_where_code_goes_by_a_former_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RENAMED, "url", "baseUrl")
    loaded = load(tmp_path, workspace='url = "https://evil.example/v1"')
    assert loaded.settings.base_url == EMPATHY_BASE_URL
    assert any("may not set baseUrl" in problem for problem in loaded.problems)


def test_what_a_repository_writes_cannot_steer_a_terminal(tmp_path: Path) -> None:
    hostile = '"\\u001b]0;owned\\u0007x\\u202e" = 1\n"[y](command:run)" = 2'
    for problem in load(tmp_path, workspace=hostile).problems:
        assert "](" not in problem
        assert problem.isprintable()
        assert "\u202e" not in problem


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, user="baseUrl = ").problems
    assert str(tmp_path / "glossator.toml") in problem


def test_a_file_that_cannot_be_read_is_told_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "glossator.toml"
    file.write_bytes(b"\xff")
    (problem,) = config.load(environ={}, user_file=file).problems
    assert problem == f"{file} was left out because it cannot be read: it is not UTF-8 text."
    (problem,) = config.load(environ={}, user_file=tmp_path).problems
    assert problem.count(str(tmp_path)) == 1
    assert "Errno" not in problem


@pytest.mark.parametrize("field", [f for f in every() if not f.workspace])
def test_a_repository_cannot_set_what_is_the_users_alone(tmp_path: Path, field: Any) -> None:
    key = field.key
    loaded = load(tmp_path, workspace=f'{key} = "http://evil.example"')
    assert loaded.settings == Settings()
    (problem,) = loaded.problems
    assert key in problem
    assert "repository" in problem


def test_a_repository_may_switch_languages_off_and_none_on_that_the_user_has_off(
    tmp_path: Path,
) -> None:
    loaded = load(
        tmp_path,
        user="languages = {markdown = false, python = true}",
        workspace="languages = {markdown = true, python = false, rust = true}",
    )
    assert loaded.settings.languages == {"markdown": False, "python": False, "rust": True}
    (problem,) = loaded.problems
    assert "may not switch markdown on" in problem


def test_a_key_stays_with_the_host_it_was_set_for(tmp_path: Path) -> None:
    user = 'baseUrl = "https://a.example"\napiKey = "for-a"'
    moved = load(tmp_path, user=user, environ={"GLOSSATOR_BASE_URL": "https://b.example/v1"})
    assert moved.settings.api_key == ""
    assert "not sent to https://b.example" in moved.problems[0]
    assert "for-a" not in moved.problems[0]
    same = load(tmp_path, user=user, environ={"GLOSSATOR_BASE_URL": "https://a.example/v1"})
    assert same.settings.api_key == "for-a"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "curl https://a.example/v1/chat/completions",
            "curl https://b.example/v1/chat/completions",
        ),
        ("https://a.example", "http://a.example"),
        ("https://a.example:1", "https://a.example:2"),
        ("https://a.example", "https://me:hunter2@a.example"),
        ("https://a.example", "no address at all"),
    ],
)
def test_hosts_are_told_apart_in_every_spelling(tmp_path: Path, first: str, second: str) -> None:
    user = f'baseUrl = "{first}"\napiKey = "for-a"'
    moved = load(tmp_path, user=user, environ={"GLOSSATOR_BASE_URL": second})
    assert moved.settings.api_key == ""
    assert "hunter2" not in moved.problems[0]


def test_a_key_command_stays_with_its_host_too(tmp_path: Path) -> None:
    user = 'baseUrl = "https://a.example"\napiKeyCommand = "pass show a"'
    moved = load(tmp_path, user=user, editor={"baseUrl": "https://b.example"})
    assert moved.settings.api_key_command == ""


def test_a_key_may_be_set_in_a_stronger_layer_than_its_address(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        editor={"baseUrl": "https://b.example"},
        environ={"GLOSSATOR_API_KEY": "for-b"},
    )
    assert loaded.settings.api_key == "for-b"
    assert not loaded.problems


def test_the_empathy_key_goes_to_empathy_alone(tmp_path: Path) -> None:
    environ = {"EMPATHY_API_KEY": "empathic"}
    home = load(tmp_path, environ=environ)
    assert home.settings.api_key == "empathic"
    assert home.settings.base_url == EMPATHY_BASE_URL
    assert home.origins["apiKey"] == "EMPATHY_API_KEY"
    away = load(tmp_path, environ={**environ, "GLOSSATOR_BASE_URL": "http://localhost:8080"})
    assert away.settings.api_key == ""


def test_own_actions_are_read_from_every_place(tmp_path: Path) -> None:
    table = {"title": "Shorten", "prompt": "Shorten {selection}", "languages": ["python"]}
    toml = '[[actions]]\ntitle = "Shorten"\nprompt = "Shorten {selection}"\nlanguages = ["python"]'
    environ = {"GLOSSATOR_ACTIONS": json.dumps([table])}
    found = [load(tmp_path, **each) for each in ({"user": toml}, {"editor": {"actions": [table]}})]
    for loaded in (*found, load(tmp_path, environ=environ)):
        assert loaded.problems == ()
        assert loaded.settings.actions == (
            CustomAction("Shorten", "Shorten {selection}", languages=("python",)),
        )


def test_switches_in_the_environment(tmp_path: Path) -> None:
    environ = {"GLOSSATOR_LANGUAGES": "python=off,rust=on", "GLOSSATOR_ENABLED": "no"}
    settings = load(tmp_path, environ=environ).settings
    assert settings.languages == {"python": False, "rust": True}
    assert settings.enabled is False


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("baseUrl", "GLOSSATOR_BASE_URL"),
        ("apiKeyCommand", "GLOSSATOR_API_KEY_COMMAND"),
        ("models.code.baseUrl", "GLOSSATOR_MODELS_CODE_BASE_URL"),
    ],
)
def test_environment_names(key: str, name: str) -> None:
    assert environment_name(key) == name


@pytest.mark.parametrize(
    ("user", "editor", "key", "code_key"),
    [
        ("", {"baseUrl": "https://one.example/v1"}, "1", ""),
        ("", {"baseUrl": "one.example"}, "1", ""),
        ("", {"baseUrl": "https://two.example/v1"}, "2", ""),
        ("", {"baseUrl": "http://one.example/v1"}, "", ""),
        ("", {"baseUrl": "https://one.example:8443/v1"}, "", ""),
        ('baseUrl = "https://two.example"', {}, "2", ""),
        ("", {"baseUrl": "https://one.example", "apiKey": "own"}, "own", ""),
        ("", {"baseUrl": "https://one.example", "apiKeyCommand": "pass one"}, "", ""),
        ("", {"baseUrl": "one.example", "models.code.baseUrl": "two.example"}, "1", "2"),
    ],
)
def test_a_kept_key_goes_to_the_host_it_was_set_for(
    tmp_path: Path, user: str, editor: dict[str, str], key: str, code_key: str
) -> None:
    kept = {"https://one.example": "1", "https://two.example": "2"}
    loaded = load(tmp_path, user=user, editor={**editor, "keys": kept})
    assert (loaded.settings.api_key, loaded.settings.code_api_key) == (key, code_key)
    assert loaded.problems == ()


def test_a_kept_key_makes_the_service_the_one_to_use(tmp_path: Path) -> None:
    (host,) = config.hosts(Settings())
    loaded = load(tmp_path, editor={"keys": {host: "mine", "https://other.example": 7}})
    assert loaded.settings.api_key == "mine"
    assert "secret storage" in loaded.origins["apiKey"]


HOSTILE = {
    "deep arrays": "a = " + "[" * 5_000 + "]" * 5_000,
    "deep tables": "a." * 3_000 + "b = 1\n",
    "deep inline tables": "a = " + "{a=" * 3_000 + "1" + "}" * 3_000,
    "long integer": "completionDeadline = " + "9" * 5_000,
    "no UTF-8": b"\xff\xfe",
    "too large": "ignore = [\n" + "'abcdefghijkl',\n" * 10_000 + "]\n",
    "a folder": None,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_file_that_cannot_be_read_is_said_once_and_closes_its_folder(
    tmp_path: Path, text: str | bytes | None
) -> None:
    file = tmp_path / ".glossator.toml"
    if text is None:
        file.mkdir()
    else:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    loaded = config.load(environ={}, workspaces=[tmp_path], user_file=tmp_path / "none")
    (problem,) = loaded.problems
    assert problem.startswith(f"{file} was left out because it cannot be read: ")
    assert len(problem) < 400
    assert loaded.folders == (FolderSettings(tmp_path, Settings(), problem),)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("kind", ["FIFO", "/dev/zero"])
def test_a_file_that_is_none_holds_nothing_up(tmp_path: Path, kind: str) -> None:
    file = tmp_path / ".glossator.toml"
    if kind == "FIFO":
        os.mkfifo(file)
    else:
        file.symlink_to(kind)
    loaded = config.load(environ={}, workspaces=[tmp_path], user_file=tmp_path / "none")
    (problem,) = loaded.problems
    assert "it is not a regular file" in problem
    assert loaded.folders[0].unreadable


def test_many_faults_are_told_in_few_sentences(tmp_path: Path) -> None:
    faults = "".join(f"{'k' * 30}{number} = 1\n" for number in range(2_000))
    problems = load(tmp_path, workspace=faults).problems
    assert len(problems) == config.MOST_PROBLEMS + 1
    assert problems[-1] == f"{tmp_path / '.glossator.toml'} has 1,995 more such faults."


def test_each_folder_has_the_settings_of_its_own_file(tmp_path: Path) -> None:
    texts = {"a": 'ignore = ["a"]\nlanguages = {go = false}', "b": 'ignore = ["b"]', "a/in": ""}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / ".glossator.toml").write_text(text, "utf-8")
    loaded = config.load(
        environ={"GLOSSATOR_IGNORE": "all"},
        workspaces=[tmp_path / name for name in texts],
        user_file=tmp_path / "none",
    )
    expected = {
        "a/x.go": ("a", "all"),
        "b/x.go": ("b", "all"),
        "a/in/x.go": ("all",),
        "x.go": ("a", "all"),
    }
    for name, ignore in expected.items():
        assert loaded.settings_for(tmp_path / name).ignore == ignore, name
    assert loaded.settings_for(tmp_path / "a/x.go").languages == {"go": False}
    assert loaded.settings_for(tmp_path / "b/x.go").languages == {}
