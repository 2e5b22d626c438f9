"""Whether suggestions go into the completion menu: said before the server itself is loaded."""

from __future__ import annotations

from glossator.settings import Settings

MENU_TRIGGERS = (".", "(", "[", "=")
"""After these a client asks by itself, and it does in words; elsewhere the user asks."""


def wants_menu(settings: Settings, *, has_ghost_text: bool) -> bool:
    """Whether a client that has ghost text, or has not, gets suggestions in its menu."""
    menu = settings.completion_menu
    return menu == "always" or (menu == "auto" and not has_ghost_text)
