from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from glossator.context.redaction.files import holds_secrets


@pytest.mark.parametrize(
    "path",
    [
        *("/w/.env", "/w/.env.local", "/w/prod.env", "/w/.ENV", "/w/.env.bak", "/w/.env~"),
        *("/w/server.pem", "/w/id_ed25519", "/w/.npmrc", "/w/terraform.tfstate", "/w/a.tfvars"),
        *("/w/secrets.prod.yaml", "/w/client_secret_123.json", "/w/.bash_history"),
        *("/home/u/.aws/config", "/home/u/.ssh/config", "/home/u/.kube/config"),
        *("/home/u/.aws/example.txt", "/home/u/.config/glossator/glossator.toml"),
    ],
)
def test_a_file_that_is_made_for_secrets(path: str) -> None:
    assert holds_secrets(PurePosixPath(path))


@pytest.mark.parametrize(
    "path",
    [
        *("/w/.env.example", "/w/example.env", "/w/.env.sample", "/w/env.template", "/w/env.py"),
        *("/w/settings.json", "/w/config.yaml", "/w/keys.py", "/w/key"),
        *("/w/kube/config", "/w/aws/config", "/w/glossator.toml", "/w/history.txt"),
    ],
)
def test_an_ordinary_file_or_an_example(path: str) -> None:
    assert not holds_secrets(PurePosixPath(path))
