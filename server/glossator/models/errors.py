"""What can go wrong with a model service, each told in one sentence that a user can act on.

ModelError
    NotConfigured        nothing says which model to use
    Unreachable          no connection: refused, DNS, TLS, reset before the answer
    Refused              401, 403: the key
    UnknownModel         404: the model, or the route
    TooLong              413, 422: more text than the model takes
    Overloaded           429: a full queue; `retry_after` in seconds where the service says
    Rejected             any other 4xx: the service does not take the request
    ServiceFailed        5xx, or an error object inside a stream
    BrokenAnswer         not the protocol: HTML, broken JSON, a stream cut short
    TimedOut             no connection, no next piece, or no end in time
    LocalModelFailed     the local model did not start, or ended
"""

from __future__ import annotations

from glossator.masks import masked
from glossator.text.sanitize import sentence


class ModelError(Exception):
    """`str(error)` is the sentence for the user: what happened, to what, and what to do now.

    It may quote a service, so it is made plain. `said` holds the service's own words where it gave
    any, without the key. `worth_retrying` says whether the same request may succeed a moment later.
    """

    worth_retrying = False

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(masked(sentence(message)))
        self.said = said


class NotConfigured(ModelError):
    """Nothing says which model to use."""


class Unreachable(ModelError):
    """No connection could be made, or it broke before the answer began."""

    worth_retrying = True


class Refused(ModelError):
    """The service does not take the key."""


class UnknownModel(ModelError):
    """The service does not know the model or the route."""


class TooLong(ModelError):
    """The text is longer than the model takes."""


class Overloaded(ModelError):
    """The service is busy; `retry_after` is in seconds, None where the service does not say."""

    def __init__(self, message: str, said: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, said)
        self.retry_after = retry_after


class Rejected(ModelError):
    """The service does not take the request as it is."""


class ServiceFailed(ModelError):
    """The service failed on its side."""

    worth_retrying = True


class BrokenAnswer(ModelError):
    """What came is not the protocol."""


class TimedOut(ModelError):
    """The service took longer than allowed."""


class LocalModelFailed(ModelError):
    """The local model did not start, or ended by itself."""


def dropped(service: str) -> Unreachable:
    """A request whose gateway was closed meanwhile."""
    return Unreachable(f"The question to {service} was dropped, because the settings changed.")
