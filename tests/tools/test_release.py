"""What of a release needs no build: its notes, and archives that come out the same."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools.release import checksums, notes_of, same_tar, same_zip

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- New.

## [0.1.0] - 2026-11-01

- Old.
"""
EPOCH = 1_700_000_000


@pytest.mark.parametrize(
    ("version", "notes"), [("0.1.0", "- Old.\n"), ("0.2.0", "### Added\n\n- New.\n")]
)
def test_the_notes_are_the_versions_section_or_what_is_not_released_yet(
    version: str, notes: str
) -> None:
    assert notes_of(CHANGELOG, version) == notes


def zipped(files: dict[str, bytes], moment: tuple[int, int, int, int, int, int]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), data)
    return out.getvalue()


def test_a_zip_made_at_another_time_in_another_order_comes_out_the_same() -> None:
    first = zipped({"a": b"1", "b/c": b"2"}, (2026, 1, 1, 0, 0, 0))
    second = zipped({"b/c": b"2", "a": b"1"}, (2027, 2, 2, 0, 0, 0))
    assert first != second
    assert same_zip(first, EPOCH) == same_zip(second, EPOCH)
    with zipfile.ZipFile(io.BytesIO(same_zip(first, EPOCH))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"a": b"1", "b/c": b"2"}


def test_a_tar_of_files_with_other_times_and_modes_comes_out_the_same(tmp_path: Path) -> None:
    made = []
    for number, mode in enumerate((0o600, 0o644)):
        folder = tmp_path / str(number)
        (folder / "lua").mkdir(parents=True)
        (folder / "lua" / "init.lua").write_text("return {}")
        (folder / "lua" / "init.lua").chmod(mode)
        made.append(same_tar(folder, "plugin-1", EPOCH))
    assert made[0] == made[1]
    with tarfile.open(fileobj=io.BytesIO(made[0])) as archive:
        assert archive.getnames() == ["plugin-1/lua/init.lua"]


def test_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"a")
    (tmp_path / "SHA256SUMS").write_text("old")
    assert checksums(tmp_path) == f"{hashlib.sha256(b'a').hexdigest()}  a.whl\n"
