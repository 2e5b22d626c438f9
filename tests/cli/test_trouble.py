from __future__ import annotations

from click.testing import CliRunner

from glossator.cli.app import glossator
from glossator.errors import RefusedError


def test_the_section_that_an_error_names_is_printed() -> None:
    ran = CliRunner().invoke(glossator, RefusedError.help().split()[1:])
    assert ran.exit_code == 0
    assert ran.stdout.startswith("Refused\n\nThe service does not take the key")
    assert "Unknown model" not in ran.stdout


def test_without_a_name_all_are_printed() -> None:
    names = CliRunner().invoke(glossator, ["trouble"]).stdout.split("\n")
    assert {"refused", "no-usable-answer", "file-withheld"} <= set(names)


def test_a_name_that_is_none_is_told() -> None:
    ran = CliRunner().invoke(glossator, ["trouble", "nothing"])
    assert ran.exit_code == 2
    assert "there is no 'nothing'" in ran.stderr
