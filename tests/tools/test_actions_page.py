"""What docs/actions.md promises about the user's own actions."""

from __future__ import annotations

import re
import tomllib

from glossator.actions.rewrite.custom import VARIABLES
from glossator.settings import custom_actions
from tools.docs import ROOT

PAGE = (ROOT / "docs" / "actions.md").read_text("utf-8")


def test_the_example_is_read_as_it_stands() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    shorten, review, answer = custom_actions(tomllib.loads(block)["actions"])
    assert (shorten.place, shorten.model) == ("replace", "code")
    assert (review.place, review.model) == ("margin", "prose")
    assert (answer.place, answer.model) == ("margin", "prose")


def test_every_variable_is_described() -> None:
    described = re.findall(r"^\| `\{(\w+)\}` \| (.*) \|$", PAGE, re.MULTILINE)
    assert dict(described) == VARIABLES
