from __future__ import annotations

import pytest

from glossator.completion.prompt import chat, fim, plain
from glossator.completion.prompt.size import DENSITY, Size
from glossator.completion.prompt.window import MOST

SIZES = [chat.SIZE, fim.SIZE, plain.SIZE]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("context", [1_536, 2_048, 4_096])
def test_a_full_window_fits(size: Size, context: int) -> None:
    fits = size.within(context)
    assert MOST * fits.prefix + fits.related + fits.fixed <= DENSITY * context
    assert fits.prefix > fits.related


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("context", [None, 8_192, 131_072])
def test_an_unknown_or_long_context_changes_nothing(size: Size, context: int | None) -> None:
    assert size.within(context) == size


def test_the_file_itself_is_shown_in_the_shortest_context() -> None:
    shortest = chat.SIZE.within(256)
    assert shortest.prefix > 0 == shortest.related


@pytest.mark.parametrize("size", SIZES)
def test_the_density_of_the_model_says_what_fits(size: Size) -> None:
    dense, usual, sparse = (size.within(2_048, density) for density in (2.0, None, 3.5))
    assert dense.prefix <= usual.prefix <= sparse.prefix
    assert dense.related < usual.related < sparse.related
    assert MOST * dense.prefix + dense.related + dense.fixed <= 2.0 * 2_048


def test_a_slow_service_is_shown_half() -> None:
    assert chat.SIZE.within(None, slow=True) == Size(
        3_000, 2_000, chat.SIZE.fixed, chat.SIZE.uncached
    )
