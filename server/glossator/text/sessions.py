"""The prompts that stand before the code of an interactive session. Pure."""

from __future__ import annotations

import re

SESSION_PROMPTS = {
    "python": re.compile(r"(?:>>>|\.\.\.)(?: (?P<line>.*))?$"),
    "shellscript": re.compile(r"[$%] (?P<line>\S.*)$"),
}
"""A line of a session, by language; `line` is what stands after the prompt."""
