"""What `drop_php_tag` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_php_tag import drop_php_tag
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("<?php\n│\n", "<?php\n$a = 1;", "$a = 1;"),
        ("<?php\n│\n", "$a = 1;\n?>", "$a = 1;"),
        ("<?php if ($a): ?>\n│\n", "<?php echo $a ?>", "<?php echo $a ?>"),
        ("<?php if ($a): │\n", "?>\n<p>", "?>\n<p>"),
        ("<?php\n│\n?>\n", "$a = 1;\n?>", "$a = 1;\n?>"),
    ],
)
def test_the_tags_of_php_are_not_said_again(drawn: str, reply: str, kept: str) -> None:
    check_head(drop_php_tag, drawn, reply, kept, language="php")
