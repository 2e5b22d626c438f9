"""A file of functions, as long as a test wants it."""

from __future__ import annotations

FUNCTION = (
    "def total_{n}(prices, rate):\n"
    '    """The sum of `prices` with tax."""\n'
    "    net = sum(price.amount for price in prices if price.valid)\n"
    "    return net * (1 + rate)\n\n\n"
)


def code(functions: int) -> str:
    return "".join(FUNCTION.format(n=n) for n in range(functions))
