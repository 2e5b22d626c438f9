"""What no model may see, and the sentence that says why."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from glossator.context import ignore as ignore_module
from glossator.context.ignore import Folder, Ignore


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this machine lets no one make symbolic links")


@pytest.mark.parametrize(
    "name",
    """.env .env.local .env.production .ENV prod.env .envrc .env.bak .env~ server.pem tls.key
    AuthKey_1.p8 a.p12 a.pfx a.jks a.keystore id_rsa id_ed25519 id_rsa.bak .netrc _netrc .npmrc
    .pypirc .htpasswd .aws/credentials .aws/config .ssh/config .ssh/keys/work .kube/config
    .docker/config.json .config/gcloud/access_tokens.db passwords.kdbx terraform.tfstate
    terraform.tfstate.backup prod.tfvars prod.auto.tfvars.json secrets.yml secrets.yaml secrets.json
    secrets.toml secrets.prod.yaml credentials.json service-account-prod.json client_secret_1.json
    shop-firebase-adminsdk-x1.json group_vars/all/vault.yml
    .git-credentials .pgpass .bash_history .streamlit/secrets.toml Secrets.YAML .dev.vars .secrets
    kubeconfig prod.kubeconfig .config/rclone/rclone.conf .cargo/credentials.toml
    .cache/huggingface/token .config/glossator/glossator.toml id_ed25519_work .env-prod .env_prod
    example.com.key server.key.1 secrets.py secrets.go token.json local.settings.json cookies.txt
    wp-config.php example.pem
    """.split(),
)
def test_files_that_hold_secrets_by_their_name(name: str, tmp_path: Path) -> None:
    assert Ignore([Folder(tmp_path)]).reason(tmp_path / name) == (
        f"it holds secrets by its name ({Path(name).name})"
    )
    assert Ignore().reason(tmp_path / name)


@pytest.mark.parametrize(
    "name",
    """settings.json config.json config.yaml config.toml .env.example .env.sample .env.template
    .env.dist example.env docker/config.json kube/config aws/credentials.py ssh/client.py
    environment.ts env.py secrets.test.ts secrets.d.ts secrets.md credentials.ts keys.json key.py
    id_rsa.pub package.json app.config .gitignore .eslintrc settings.xml main.tf variables.tf
    service-account.ts auth.json tokens.css public.html .vscode/settings.json secrets/prod.py
    .glossator.toml glossator.toml .azure/main.bicep huggingface/token.py .cargo/config.toml
    """.split(),
)
def test_ordinary_files_are_shown(name: str, tmp_path: Path) -> None:
    assert Ignore([Folder(tmp_path)]).reason(tmp_path / name) is None


def test_a_buffer_without_a_file_is_shown() -> None:
    assert Ignore((), ("*",)).reason(None) is None


def test_the_reason_names_the_file_the_line_and_the_pattern(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "# logs\n\n*.log\n", "app/.glossatorignore": "/private/\n"})
    ignore = Ignore([Folder(tmp_path, ("*.sql",))])
    assert ignore.reason(tmp_path / "app/x.log") == "`.gitignore` line 3 `*.log` excludes it"
    assert ignore.reason(tmp_path / "app/private/x.py") == (
        "`app/.glossatorignore` line 1 `/private/` excludes it"
    )
    assert ignore.reason(tmp_path / "private/x.py") is None
    assert ignore.reason(tmp_path / "dump.sql") == (
        "your setting glossator.ignore excludes it (`*.sql`)"
    )


def test_a_deeper_gitignore_wins_and_no_other_ignore_file_takes_back(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            ".gitignore": "*.gen\n",
            ".ignore": "!b.gen\n*.own\n!kept.own\n",
            "sub/.gitignore": "!*.gen",
            "sub/.ignore": "!*.own",
            ".glossatorignore": "!*\n",
        },
    )
    ignore = Ignore([Folder(tmp_path)])
    assert ignore.reason(tmp_path / "a.gen")
    assert ignore.reason(tmp_path / "b.gen")
    assert ignore.reason(tmp_path / "sub/a.gen") is None
    assert ignore.reason(tmp_path / "sub/a.own")
    assert ignore.reason(tmp_path / "kept.own") is None


def test_nothing_below_an_ignored_folder_comes_back(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "build/\n", "build/.gitignore": "!*\n"})
    assert Ignore([Folder(tmp_path)]).reason(tmp_path / "build/deep/a.py")


def test_two_stars_at_the_end_ignore_at_every_depth(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "data/**\n!data/kept/\n"})
    assert Ignore([Folder(tmp_path)]).reason(tmp_path / "data/kept/a.py")


def test_a_workspace_inside_of_a_repository_is_judged_from_its_top(tmp_path: Path) -> None:
    write(tmp_path, **{".git/info/exclude": "notes.md\n", ".gitignore": "/packages/*/dist\n"})
    root = tmp_path / "packages" / "web"
    ignore = Ignore([Folder(root)])
    assert ignore.reason(root / "dist/a.js") == (
        "`.gitignore` line 1 `/packages/*/dist` excludes it"
    )
    assert ignore.reason(root / "notes.md")
    assert ignore.reason(root / "src/a.js") is None


def test_no_ignore_file_and_no_negated_setting_lets_a_secret_file_out(tmp_path: Path) -> None:
    write(tmp_path, **{".glossatorignore": "!.env\n"})
    assert Ignore([Folder(tmp_path, ("!.env",))]).reason(tmp_path / ".env")


def test_the_users_patterns_only_add_up(tmp_path: Path) -> None:
    assert Ignore([Folder(tmp_path, ("*.sql", "!keep.sql"))]).reason(tmp_path / "keep.sql")
    assert Ignore([Folder(tmp_path, ("!keep.sql",))]).reason(tmp_path / "keep.sql") is None


def test_the_users_patterns_hold_outside_of_the_workspace(tmp_path: Path) -> None:
    ignore = Ignore([Folder(tmp_path / "work")], ("clients/",))
    assert ignore.reason(tmp_path / "clients" / "a.py")
    assert ignore.reason(tmp_path / "a.py") is None


def test_a_file_outside_of_the_workspace_is_judged_in_its_own_repository(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "work/a.py": "",
            "other/.git/info/exclude": "notes.md\n",
            "other/.gitignore": "/private/\n",
            "loose/.glossatorignore": "diary.md\n",
        },
    )
    for folders in ([Folder(tmp_path / "work")], []):
        ignore = Ignore(folders)
        assert ignore.reason(tmp_path / "other/private/a.py")
        assert ignore.reason(tmp_path / "other/deep/notes.md")
        assert ignore.reason(tmp_path / "other/a.py") is None
        assert ignore.reason(tmp_path / "loose/diary.md")
        assert ignore.reason(tmp_path / "loose/a.md") is None


def test_a_repository_within_the_workspace_is_judged_by_both(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            ".gitignore": "*.log\n",
            "vendor/x/.git/info/exclude": "local.py\n",
            "vendor/x/.gitignore": "!*.log\n",
        },
    )
    ignore = Ignore([Folder(tmp_path)])
    assert ignore.reason(tmp_path / "vendor/x/local.py")
    assert ignore.reason(tmp_path / "vendor/x/a.log") is None
    assert ignore.reason(tmp_path / "vendor/a.log")


def test_a_link_is_judged_by_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, **{".env": "", ".gitignore": "data/\n", "data/a.txt": "", "a.txt": ""})
    links = {"notes.txt": ".env", "b.txt": "data/a.txt", "c.txt": "a.txt", "prod.env": "a.txt"}
    for name, target in links.items():
        link(tmp_path / name, tmp_path / target)
    ignore = Ignore([Folder(tmp_path)])
    assert ignore.reason(tmp_path / "notes.txt") == "it holds secrets by its name (.env)"
    assert ignore.reason(tmp_path / "b.txt")
    assert ignore.reason(tmp_path / "c.txt") is None
    assert ignore.reason(tmp_path / "prod.env")


def test_a_root_that_is_a_link_is_the_folder_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, **{"real/.gitignore": "*.log\n"})
    link(tmp_path / "link", tmp_path / "real")
    for root, path in (("link", "real/a.log"), ("real", "link/a.log"), ("link", "link/a.log")):
        assert Ignore([Folder(tmp_path / root)]).reason(tmp_path / path)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("name", [".ignore", ".glossatorignore"])
def test_only_git_takes_back_what_git_ignores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    top = tmp_path / "top"
    subprocess.run(["git", "init", "-q", top], check=True)
    write(
        tmp_path,
        **{
            ".config/git/ignore": "everywhere.py\n",
            "top/.gitignore": "local.py\n",
            "top/.git/info/exclude": "mine.py\n",
            f"top/{name}": "!*.py\n",
        },
    )
    ignore = Ignore([Folder(top)])
    for ignored in ("everywhere.py", "local.py", "mine.py"):
        assert ignore.reason(top / ignored), ignored
    assert ignore.reason(top / "a.py") is None


def test_each_folder_of_the_workspace_has_its_own_rules(tmp_path: Path) -> None:
    write(tmp_path, **{"a/.glossatorignore": "deep/x.py\n", "b/.ignore": "deep/y.py\n"})
    ignore = Ignore([Folder(tmp_path / "a", ("/one.py",)), Folder(tmp_path / "b", ("/two.py",))])
    for name in ("a/deep/x.py", "b/deep/y.py", "a/one.py", "b/two.py"):
        assert ignore.reason(tmp_path / name), name
    for name in ("b/deep/x.py", "a/deep/y.py", "b/one.py", "a/two.py"):
        assert ignore.reason(tmp_path / name) is None, name


def test_the_ignore_files_of_folders_above_hold_where_there_is_no_repository(
    tmp_path: Path,
) -> None:
    write(tmp_path, **{".glossatorignore": "x.py\n", "deep/er/.ignore": "!x.py\n"})
    for folders in ([], [Folder(tmp_path / "deep")]):
        assert Ignore(folders).reason(tmp_path / "deep/er/x.py")


def test_nothing_of_a_folder_is_shown_whose_settings_cannot_be_read(tmp_path: Path) -> None:
    ignore = Ignore([Folder(tmp_path / "a", unreadable="why"), Folder(tmp_path / "b")])
    assert ignore.reason(tmp_path / "a/deep/x.py") == "why"
    assert ignore.reason(tmp_path / "b/x.py") is None


LONG = "a" * 200 + ".py"
HARMLESS = {
    "a range of nothing": b"[z-a]\nprivate/\n",
    "a slip": b"[a-Z]*.log\nprivate/\n",
    "stars": b"*a" * 50 + b"b\nprivate/\n",
    "classes": b"[a-z]*" * 50 + b"[0-9]\nprivate/\n",
    "folders": b"**/" * 50 + b"b\nprivate/\n",
    "folders with stars": b"**/*a*a/" * 30 + b"b\nprivate/\n",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
@pytest.mark.parametrize("file", [".gitignore", ".ignore", ".git/info/exclude"])
def test_a_hostile_pattern_costs_little_and_hides_nothing_else(
    tmp_path: Path, file: str, text: bytes
) -> None:
    (tmp_path / ".git/info").mkdir(parents=True)
    (tmp_path / file).write_bytes(text)
    ignore = Ignore([Folder(tmp_path)])
    assert ignore.reason(tmp_path / LONG) is None
    assert ignore.reason(tmp_path / ("a/" * 50) / "x.py") is None
    assert ignore.reason(tmp_path / "private/x.py")


def many(count: int) -> bytes:
    return b"".join(b"path%d/**/file%d*.py\n" % (each, each) for each in range(count))


TOO_MUCH = {
    "many lines": many(100_000),
    "one line": b"a/" * 2_500_000,
    "many classes": (b"*" + b"[a-y]" * 100 + b"[0-9]*\n") * 190,
}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH.keys())
@pytest.mark.parametrize("file", [".gitignore", ".glossatorignore", ".git/info/exclude"])
def test_what_is_too_much_to_judge_is_not_sent(tmp_path: Path, file: str, text: bytes) -> None:
    (tmp_path / ".git/info").mkdir(parents=True)
    (tmp_path / file).write_bytes(text)
    reason = Ignore([Folder(tmp_path)]).reason(tmp_path / LONG)
    assert reason is not None
    assert "larger than" in reason or "more than can be judged" in reason


def test_many_ignore_files_are_too_much_together(tmp_path: Path) -> None:
    for depth in range(1, 10):
        write(tmp_path, **{"a/" * depth + ".ignore": many(1_000).decode()})
    ignore = Ignore([Folder(tmp_path)])
    assert ignore.reason(tmp_path / ("a/" * 9) / "x.py")
    assert ignore.reason(tmp_path / "x.py") is None


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("file", [".gitignore", ".ignore", ".git/info/exclude"])
@pytest.mark.parametrize("kind", ["FIFO", "/dev/zero", "/dev/full"])
def test_an_ignore_file_that_is_no_file_holds_nothing_up(
    tmp_path: Path, file: str, kind: str
) -> None:
    (tmp_path / ".git/info").mkdir(parents=True)
    if kind == "FIFO":
        os.mkfifo(tmp_path / file)
    else:
        (tmp_path / file).symlink_to(kind)
    reason = Ignore([Folder(tmp_path)]).reason(tmp_path / "x.py")
    assert reason == (
        f"`{Path(file).name}` in {(tmp_path / file).parent} cannot be read: "
        "it is not a regular file"
    )


@pytest.mark.skipif(os.name == "nt", reason="there is no such file")
def test_the_null_device_ignores_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").symlink_to(os.devnull)
    assert Ignore([Folder(tmp_path)]).reason(tmp_path / "x.py") is None


def test_an_ignore_file_that_is_a_link_takes_nothing_back(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "*.log\n", "other": "!*.log\n*.tmp\n", "sub/a.log": ""})
    link(tmp_path / "sub/.gitignore", tmp_path / "other")
    ignore = Ignore([Folder(tmp_path)])
    assert ignore.reason(tmp_path / "sub/a.log")
    assert ignore.reason(tmp_path / "sub/a.tmp")


def test_dots_in_a_path_lead_nowhere_else(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "data/\n"})
    assert Ignore([Folder(tmp_path)]).reason(tmp_path / "src" / ".." / "data" / "a.txt")


def test_a_changed_ignore_file_is_read_again_after_a_second(tmp_path: Path) -> None:
    clock = Clock()
    ignore = Ignore([Folder(tmp_path)], (), clock)
    path = tmp_path / "a.log"
    assert ignore.reason(path) is None
    write(tmp_path, **{".gitignore": "*.log\n"})
    assert ignore.reason(path) is None
    clock.seconds = 1.1
    assert ignore.reason(path)
    (tmp_path / ".gitignore").unlink()
    clock.seconds = 2.2
    assert ignore.reason(path) is None


def test_odd_ignore_files_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"\xef\xbb\xbf*.log\r\n\xff\xfe\n[\n/\n!\n\\\n*.tmp")
    (tmp_path / ".ignore").mkdir()
    ignore = Ignore([Folder(tmp_path)])
    assert ignore.reason(tmp_path / "a.log")
    assert ignore.reason(tmp_path / "a.tmp")
    assert ignore.reason(tmp_path / "a.py") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    assert Ignore([Folder(tmp_path, ("*.log",))]).reason(tmp_path / os.fsdecode(b"\xff.log"))


def test_what_git_says_of_folders_is_kept_of_the_last_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ignore_module, "_MOST_TOPS", 3)
    ignore = Ignore()
    for number in range(10):
        assert ignore.reason(tmp_path / f"folder{number}" / "a.py") is None
    assert len(ignore._excludes) <= 3


def test_what_is_installed_is_judged_by_all_rules_but_those_of_git(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "env/\n*.log\n", ".ignore": "other/\n"})
    project, packages = tmp_path / "project", tmp_path / "env/packages"
    judge = Ignore([Folder(project, ("lib/secret/", "a.py"))]).of_installed(project, packages)
    assert judge.reason(packages / "lib/b.py") is None
    for name in ("lib/secret/b.py", "lib/a.py", "other/b.py", ".env"):
        assert judge.reason(packages / name), name
    unreadable = Ignore([Folder(project, (), "it cannot be read")])
    assert unreadable.of_installed(project, packages).reason(packages / "lib/b.py")
