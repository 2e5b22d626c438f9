"""What the pictures of the editors show: a file, and what a good model writes in it."""

from __future__ import annotations

from tests.standin.asked import wants_docstring
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import Request

CODE = '''\
"""What a basket costs."""

TAX = 0.21


def net(prices):
    return sum(prices)


'''
GHOST = "    return round(net(prices) * (1 + TAX), 2)"
DOCSTRING = (
    *("Add the tax to what a basket costs.\n", "prices: The prices ", "without tax.\n"),
    *("returns: The sum with tax, ", "in whole cents.\n"),
)
EXPLANATION = (
    "`gross` turns net prices into what the customer pays:\n\n"
    "1. `net(prices)` **adds the prices**.\n"
    "2. `1 + TAX` is 1.21, so the product **includes the tax**.\n"
    "3. `round(…, 2)` **cuts it to whole cents**.\n\n"
    "An empty list costs 0."
)


def sensible(request: Request) -> Script:
    """What a good model says, as fast as a good service."""
    if request.model == PROSE_MODEL:
        return speak(*(f"{word} " for word in EXPLANATION.split(" ")), between=0.08)
    if wants_docstring(request):
        return speak(*DOCSTRING, between=0.35)
    begun = "def gross(prices):" in request.prompt and "round(" not in request.prompt
    return speak(GHOST if begun else "")
