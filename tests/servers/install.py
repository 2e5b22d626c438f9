"""Installs the servers under `.servers`: `python -m tests.servers.install`, as `make servers` does.

Each in an environment of its own, with the versions of the list beside this file. llama.cpp comes
with the project; Ollama and vLLM are taken from PATH, where they are there. The model that knows
fill-in-the-middle is trained here.
"""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".servers"
LISTS = ("router", "litellm", "toy_fim")
TOY_FIM = FOLDER / "toy_fim" / "toy-fim.gguf"


def main() -> None:
    """Install what is not there yet in the versions of its list."""
    for name in LISTS:
        wanted = Path(__file__).with_name(f"{name}.txt").read_text("utf-8")
        installed = FOLDER / name / "installed.txt"
        if installed.exists() and installed.read_text("utf-8") == wanted:
            continue
        print(f"Installing {name} …", flush=True)
        venv.create(FOLDER / name, with_pip=True, clear=True)
        pip = [str(FOLDER / name / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        requirements = str(Path(__file__).with_name(f"{name}.txt"))
        options = ("--disable-pip-version-check", "--no-deps", "-r", requirements)
        subprocess.run([*pip, *options], check=True)
        installed.write_text(wanted, "utf-8")
    if not TOY_FIM.exists():
        print(f"Training {TOY_FIM.name} …", flush=True)
        python = str(TOY_FIM.parent / "bin" / "python")
        script = str(Path(__file__).with_name("toy_fim.py"))
        subprocess.run(["nice", python, script, str(TOY_FIM)], check=True)


if __name__ == "__main__":
    main()
