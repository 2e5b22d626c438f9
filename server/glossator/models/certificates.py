"""Which certificates are trusted: the usual ones, the environment's, and the user's own."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import httpx2

from glossator.errors import NotConfiguredError


def trusted(ca_file: str) -> ssl.SSLContext:
    """A context that trusts the usual certificates, the environment's, and those in `ca_file`.

    Raises:
        NotConfiguredError: when a file cannot be read.
    """
    try:
        context = httpx2.create_ssl_context()
    except OSError as error:
        where = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR", "")
        raise _unreadable(where, error, "SSL_CERT_FILE") from None
    if ca_file:
        try:
            context.load_verify_locations(Path(ca_file).expanduser())
        except OSError as error:
            raise _unreadable(ca_file, error, "glossator.caFile") from None
    return context


def _unreadable(file: str, error: OSError, setting: str) -> NotConfiguredError:
    # An SSLError is an OSError, too.
    no_pem = isinstance(error, ssl.SSLError)
    reason = "it holds no PEM certificate" if no_pem else error.strerror
    return NotConfiguredError(
        f"The certificates in {file} cannot be read: {reason}. It is set as {setting}."
    )
