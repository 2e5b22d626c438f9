"""Which files the paths of Rust mean, where a front file says so."""

from __future__ import annotations

from pathlib import Path

from glossator.context.index.imports import Import, Reference
from glossator.context.index.listing import walk
from glossator.context.index.rust_paths import resolve_rust


def meant(root: Path, path: str, files: dict[str, str]) -> list[Reference]:
    for name, text in {"Cargo.toml": "", "src/x.rs": "", **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return list(resolve_rust(Import(path), root / "src/x.rs", walk(root)))


def test_what_a_module_with_its_body_in_the_front_file_passes_on(tmp_path: Path) -> None:
    found = meant(tmp_path, "crate::m::Shape", {"src/lib.rs": "pub mod m { pub use a::Shape; }"})
    assert found == [Reference(tmp_path / "src/lib.rs", ("m", "Shape"))]


def test_a_module_that_lies_in_a_file_of_another_name(tmp_path: Path) -> None:
    front = '#[path = "a.rs"]\npub(crate) mod m;\n#[path = "../../out.rs"]\nmod out;\n'
    files = {"src/lib.rs": front, "src/a.rs": "", "out.rs": ""}
    assert meant(tmp_path, "crate::m::Shape", files)[0] == Reference(
        tmp_path / "src/a.rs", ("Shape",)
    )
    outside = meant(tmp_path, "crate::out::Shape", files)
    assert {each.file for each in outside} == {tmp_path / "src/lib.rs"}
