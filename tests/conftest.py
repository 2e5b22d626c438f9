"""Ctrl-C reaches the programs that tests start, also where pytest runs in the background."""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
