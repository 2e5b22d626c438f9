"""When suggestions go into the completion menu; light, for the early answer to `initialize`."""

from __future__ import annotations

from glossator.settings import Settings

MENU_TRIGGERS = (".", "(", "[", "=")
"""After these a client asks for completion by itself, as it does in words."""


def wants_menu(settings: Settings, *, has_ghost_text: bool) -> bool:
    """Whether a client with or without ghost text gets suggestions in its completion menu."""
    menu = settings.completion_menu
    return menu == "always" or (menu == "auto" and not has_ghost_text)
