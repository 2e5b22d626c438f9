"""What no model may see, and the sentence that says why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from glossator.context.ignore import Ignore


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
    .git-credentials .pgpass .bash_history .streamlit/secrets.toml Secrets.YAML .dev.vars .secrets
    kubeconfig prod.kubeconfig .config/rclone/rclone.conf .cargo/credentials.toml
    .cache/huggingface/token .config/glossator/glossator.toml
    """.split(),
)
def test_files_that_hold_secrets_by_their_name(name: str, tmp_path: Path) -> None:
    assert Ignore(tmp_path, ()).reason(tmp_path / name) == (
        f"it holds secrets by its name ({Path(name).name})"
    )
    assert Ignore(None, ()).reason(tmp_path / name)


@pytest.mark.parametrize(
    "name",
    """settings.json config.json config.yaml config.toml .env.example .env.sample .env.template
    .env.dist example.env docker/config.json kube/config aws/credentials.py ssh/client.py
    environment.ts env.py secrets.py secrets.test.ts secrets.md credentials.ts keys.json key.py
    id_rsa.pub package.json app.config .gitignore .eslintrc settings.xml main.tf variables.tf
    service-account.ts auth.json tokens.css public.html .vscode/settings.json secrets/prod.py
    .glossator.toml glossator.toml .azure/main.bicep huggingface/token.py .cargo/config.toml
    """.split(),
)
def test_ordinary_files_are_shown(name: str, tmp_path: Path) -> None:
    assert Ignore(tmp_path, ()).reason(tmp_path / name) is None


def test_a_buffer_without_a_file_is_shown() -> None:
    assert Ignore(None, ("*",)).reason(None) is None


def test_the_reason_names_the_file_the_line_and_the_pattern(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "# logs\n\n*.log\n", "app/.glossatorignore": "/private/\n"})
    ignore = Ignore(tmp_path, ("*.sql",))
    assert ignore.reason(tmp_path / "app/x.log") == "`.gitignore` line 3 `*.log` excludes it"
    assert ignore.reason(tmp_path / "app/private/x.py") == (
        "`app/.glossatorignore` line 1 `/private/` excludes it"
    )
    assert ignore.reason(tmp_path / "private/x.py") is None
    assert ignore.reason(tmp_path / "dump.sql") == (
        "your setting glossator.ignore excludes it (`*.sql`)"
    )


def test_a_later_kind_of_ignore_file_and_a_deeper_folder_win(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "*.gen\n", ".ignore": "!b.gen\n", "sub/.gitignore": "!*.gen"})
    ignore = Ignore(tmp_path, ())
    assert ignore.reason(tmp_path / "a.gen")
    assert ignore.reason(tmp_path / "b.gen") is None
    assert ignore.reason(tmp_path / "sub/a.gen") is None


def test_nothing_below_an_ignored_folder_comes_back(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "build/\n", "build/.gitignore": "!*\n"})
    assert Ignore(tmp_path, ()).reason(tmp_path / "build/deep/a.py")


def test_two_stars_at_the_end_ignore_at_every_depth(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "data/**\n!data/kept/\n"})
    assert Ignore(tmp_path, ()).reason(tmp_path / "data/kept/a.py")


def test_a_workspace_inside_of_a_repository_is_judged_from_its_top(tmp_path: Path) -> None:
    write(tmp_path, **{".git/info/exclude": "notes.md\n", ".gitignore": "/packages/*/dist\n"})
    root = tmp_path / "packages" / "web"
    ignore = Ignore(root, ())
    assert ignore.reason(root / "dist/a.js") == (
        "`.gitignore` line 1 `/packages/*/dist` excludes it"
    )
    assert ignore.reason(root / "notes.md")
    assert ignore.reason(root / "src/a.js") is None


def test_no_ignore_file_and_no_negated_setting_lets_a_secret_file_out(tmp_path: Path) -> None:
    write(tmp_path, **{".glossatorignore": "!.env\n"})
    assert Ignore(tmp_path, ("!.env",)).reason(tmp_path / ".env")


def test_the_users_patterns_only_add_up(tmp_path: Path) -> None:
    assert Ignore(tmp_path, ("*.sql", "!keep.sql")).reason(tmp_path / "keep.sql")
    assert Ignore(tmp_path, ("!keep.sql",)).reason(tmp_path / "keep.sql") is None


def test_the_users_patterns_hold_outside_of_the_workspace(tmp_path: Path) -> None:
    ignore = Ignore(tmp_path / "work", ("clients/",))
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
    for root in (tmp_path / "work", None):
        ignore = Ignore(root, ())
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
    ignore = Ignore(tmp_path, ())
    assert ignore.reason(tmp_path / "vendor/x/local.py")
    assert ignore.reason(tmp_path / "vendor/x/a.log") is None
    assert ignore.reason(tmp_path / "vendor/a.log")


def test_a_link_is_judged_by_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, **{".env": "", ".gitignore": "data/\n", "data/a.txt": "", "a.txt": ""})
    links = {"notes.txt": ".env", "b.txt": "data/a.txt", "c.txt": "a.txt", "prod.env": "a.txt"}
    for name, target in links.items():
        link(tmp_path / name, tmp_path / target)
    ignore = Ignore(tmp_path, ())
    assert ignore.reason(tmp_path / "notes.txt") == "it holds secrets by its name (.env)"
    assert ignore.reason(tmp_path / "b.txt")
    assert ignore.reason(tmp_path / "c.txt") is None
    assert ignore.reason(tmp_path / "prod.env")


def test_a_root_that_is_a_link_is_the_folder_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, **{"real/.gitignore": "*.log\n"})
    link(tmp_path / "link", tmp_path / "real")
    for root, path in (("link", "real/a.log"), ("real", "link/a.log"), ("link", "link/a.log")):
        assert Ignore(tmp_path / root, ()).reason(tmp_path / path)


def test_dots_in_a_path_lead_nowhere_else(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "data/\n"})
    assert Ignore(tmp_path, ()).reason(tmp_path / "src" / ".." / "data" / "a.txt")


def test_a_changed_ignore_file_is_read_again_after_a_second(tmp_path: Path) -> None:
    clock = Clock()
    ignore = Ignore(tmp_path, (), clock)
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
    ignore = Ignore(tmp_path, ())
    assert ignore.reason(tmp_path / "a.log")
    assert ignore.reason(tmp_path / "a.tmp")
    assert ignore.reason(tmp_path / "a.py") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    assert Ignore(tmp_path, ("*.log",)).reason(tmp_path / os.fsdecode(b"\xff.log"))
