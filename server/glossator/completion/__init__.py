"""From a cursor to ghost text; no I/O but through `glossator.models`."""
