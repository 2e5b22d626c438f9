"""The model services: the only room that talks HTTP."""
