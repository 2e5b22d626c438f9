from __future__ import annotations

import pytest

from glossator.actions.docstring.styles.python import STYLES, style_for


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("def f(): pass\n", "google"),
        ('    """D.\n\n    Args:\n        x: X.\n    """\n', "google"),
        ('    """D.\n\n    Parameters\n    ----------\n    x\n    """\n', "numpy"),
        ('    """D.\r\n\r\n    Returns\r\n    -------\r\n    x\r\n    """\r\n', "numpy"),
        ('    """D.\n\n    :param x: X.\n    """\n', "rest"),
        ("    Args:\n    :param x: X\n    :returns: Y\n", "rest"),
    ],
)
def test_the_style_is_that_of_the_file(text: str, style: str) -> None:
    assert style_for("auto", text) is STYLES[style]
    assert style_for("numpy", text) is STYLES["numpy"]
