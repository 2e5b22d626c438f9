"""Every error that a user reads, told in one sentence that says what happened and what to do.

UserFacingError
    FileWithheldError       no model may see the file
    CommandError            a command cannot do what it was called for
    NoUsableAnswerError     the model answered, but nothing in its answer can be used
    ModelError              something is wrong with a model service
        NotConfiguredError      nothing says which model to use
        UnreachableError        no connection: refused, DNS, TLS, reset before the answer
        RefusedError            401, 403: the key
        UnknownModelError       404: the model, or the route
        TooLongError            413, 422: more text than the model takes
        OverloadedError         429: a full queue; `retry_after` in seconds where the service says
        RejectedError           any other 4xx: the service does not take the request
        ServiceFailedError      5xx, or an error object inside a stream
            LoadingError            the service is still loading the model
        BudgetSpentError        a budget is spent: the user's for the day, or the service's
        OnlyThoughtsError       thoughts came where the answer belongs
        BrokenAnswerError       not the protocol: HTML, broken JSON, a stream cut short
        TimedOutError           no connection, no next piece, or no end in time
        LocalModelFailedError   the local model did not start, or ended
        PullFailedError         a model file could not be downloaded

They are translated once for an editor, where a request is answered, and once for a terminal. Each
has a section in `docs/troubles.md`.
"""

from __future__ import annotations

import re

from glossator.masks import masked
from glossator.text.sanitize import sentence


class UserFacingError(Exception):
    """`str(error)` is a sentence for the user, made plain and without keys."""

    def __init__(self, message: str) -> None:
        super().__init__(masked(sentence(message)))

    @classmethod
    def section(cls) -> str:
        """The anchor of the error's section in `docs/troubles.md`, `not-configured` for example."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__.removesuffix("Error")).lower()

    @classmethod
    def help(cls) -> str:
        """The command that prints that section."""
        return f"glossator trouble {cls.section()}"


class FileWithheldError(UserFacingError):
    """No model may see the file; the sentence says why."""


class CommandError(UserFacingError):
    """A command cannot do what it was called for; no model is to blame."""


class NoUsableAnswerError(UserFacingError):
    """The model answered, but nothing in its answer can be used; the sentence may quote it."""


class ModelError(UserFacingError):
    """Something is wrong with a model service; the sentence may quote it.

    `reply` holds the service's own words where it gave any, without the key. `worth_retrying` says
    whether the same request may succeed a moment later.
    """

    worth_retrying = False

    def __init__(self, message: str, reply: str = "") -> None:
        super().__init__(message)
        self.reply = reply


class NotConfiguredError(ModelError):
    """Nothing says which model to use."""


class UnreachableError(ModelError):
    """No connection could be made, or it broke before the answer began."""

    worth_retrying = True


class RefusedError(ModelError):
    """The service does not take the key."""


class UnknownModelError(ModelError):
    """The service does not know the model or the route."""


class TooLongError(ModelError):
    """The text is longer than the model takes."""


class OverloadedError(ModelError):
    """The service is busy; `retry_after` is in seconds, None where the service does not say."""

    def __init__(self, message: str, reply: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, reply)
        self.retry_after = retry_after


class RejectedError(ModelError):
    """The service does not take the request as it is."""


class ServiceFailedError(ModelError):
    """The service failed on its side."""

    worth_retrying = True


class LoadingError(ServiceFailedError):
    """The service is still loading the model; asking again in a second is worth it."""


class BudgetSpentError(ModelError):
    """A budget is spent: the one of the day that the user set, or the service's for its users."""


class OnlyThoughtsError(ModelError):
    """Thoughts came where the answer belongs: to the model's limit, or before a lone end tag."""


class BrokenAnswerError(ModelError):
    """What came is not the protocol."""


class TimedOutError(ModelError):
    """The service took longer than allowed."""


class LocalModelFailedError(ModelError):
    """The local model did not start, or ended by itself."""


class PullFailedError(ModelError):
    """A model file could not be downloaded; what came of it is kept for the next try."""


def dropped(service: str) -> UnreachableError:
    """A request whose gateway was closed meanwhile."""
    return UnreachableError(f"The question to {service} was dropped, because the settings changed.")
