"""Maps each failure of a service to an error that a user can act on.

Imports the SDK: import this module where a request is about to be made, not at start-up.
Sources of the wordings: Text Generation Inference 3.0.1, vLLM, llama.cpp, OpenAI's API.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx2
import openai

from glossator.errors import (
    BrokenAnswerError,
    BudgetSpentError,
    LoadingError,
    LocalModelFailedError,
    ModelError,
    OverloadedError,
    RefusedError,
    RejectedError,
    ServiceFailedError,
    TimedOutError,
    TooLongError,
    UnknownModelError,
    UnreachableError,
)
from glossator.json_value import Json, parsed, table
from glossator.masks import masked
from glossator.models.endpoints import KEY_PLACES, Endpoint
from glossator.text.sanitize import one_line

FAILURES = (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError)
"""Everything that the SDK and the HTTP client raise for a failed request."""


class NotTextError(httpx2.TransportError):
    """An answer in bytes that are no text."""


class BodyTooLargeError(httpx2.TransportError):
    """An answer that goes on beyond all reason."""


_DAY = 86_400
_TOO_LONG = re.compile(
    r"must have less than \d+ tokens|max_new_tokens|context (length|size|window)|too long"
    r"|too many tokens|exceeds? the (available|maximum)|reduce the length",
    re.IGNORECASE,
)
_OVERLOADED = re.compile(r"overloaded|rate limit|too many requests|queue is full", re.IGNORECASE)
_UNKNOWN_MODEL = re.compile(
    r"invalid model name|not a valid model identifier|is not a local folder|repository not found"
    r"|model\b.{0,80}\b(does not exist|not found)",
    re.IGNORECASE,
)
"""LiteLLM says it with 400."""
_LITELLM_KEY = re.compile(r"no connected db|invalid proxy server token", re.IGNORECASE)
"""What LiteLLM says of a key that is not its own, the first where it has no database."""
_SPENT = re.compile(
    r"crossed budget|budget has been exceeded|exceededbudget"
    r"|insufficient[ _](quota|credits|balance)",
    re.IGNORECASE,
)
"""LiteLLM says it with 429, older releases with 400; OpenAI with 429, OpenRouter and DeepSeek with
402."""
# LiteLLM's and vllm-router's words.
_BEHIND = re.compile(
    r"litellm\.(\w*(connection|serviceunavailable|timeout)|\w+.{0,80}\bconnection error)"
    r"|error sending request for url|no available workers",
    re.IGNORECASE,
)
_LOADING = re.compile(r"loading model|model is (still |currently )?loading", re.IGNORECASE)
_SHOWN, _KEPT = 200, 4000
_DEEPEST = 8
"""Levels of an error's JSON at which a message may stand."""


def explain(failure: Exception, endpoint: Endpoint, *, begun: bool = False) -> ModelError:
    """The error for an exception of the SDK or the HTTP client; `begun` after the first text."""
    match failure:
        case openai.APIStatusError() | httpx2.HTTPStatusError():
            return of_status(failure.response, endpoint)
        case openai.APITimeoutError() | httpx2.TimeoutException():
            return TimedOutError(f"{endpoint.service} could not be reached in time; is it running?")
        case httpx2.SSEError() | BodyTooLargeError():
            return BrokenAnswerError(f"{endpoint.service} sent an answer that is far too long.")
        case NotTextError():
            return BrokenAnswerError(f"{endpoint.service} sent an answer that is not UTF-8.")
    if begun:
        return broke_off(endpoint)
    if endpoint.local and isinstance(failure.__cause__ or failure, httpx2.ConnectError):
        return LocalModelFailedError("The local model does not answer; its process may have ended.")
    return UnreachableError(f"No connection to {endpoint.service}{_reason(failure)}")


def of_status(response: httpx2.Response, endpoint: Endpoint) -> ModelError:
    """The error for an answer whose status is not 200; its body has been read."""
    status, service = response.status_code, endpoint.service
    reply = _reply_in(response.text)
    if response.is_redirect:
        return RejectedError(
            f"{service} sends the request on to {_target(response)}, where the key must not "
            "follow; if that is the right address, set it as glossator.baseUrl."
        )
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) or _LITELLM_KEY.search(reply):
        did = "refuses the key" if endpoint.api_key else "wants a key"
        return RefusedError(f"{service} {did} ({status}); set the right one {KEY_PLACES}.", reply)
    if status == HTTPStatus.NOT_FOUND or _UNKNOWN_MODEL.search(reply):
        return _unknown_model(status, reply, endpoint)
    if status == HTTPStatus.PAYMENT_REQUIRED or (
        _is_refusal(status) and _SPENT.search(response.text)
    ):
        return _spent(endpoint, reply)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _overloaded(endpoint, reply, _retry_after(response))
    if not _is_refusal(status):
        return _failure(status, reply, endpoint)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or _TOO_LONG.search(reply):
        return _too_long(endpoint, reply)
    return RejectedError(f"{service} does not take the request ({status}){_quoted(reply)}.", reply)


def _unknown_model(status: int, reply: str, endpoint: Endpoint) -> UnknownModelError:
    is_missing = status == HTTPStatus.NOT_FOUND
    lacks = " or has no such route" if is_missing else ""
    check = "the model's name and the base URL" if is_missing else "the model's name"
    return UnknownModelError(
        f"{endpoint.service} does not know the model {endpoint.model}{lacks} ({status})"
        f"{_quoted(reply)}; check {check}.",
        reply,
    )


def _failure(status: int, reply: str, endpoint: Endpoint) -> ServiceFailedError:
    """The error for a status of 5xx."""
    service = endpoint.service
    if _LOADING.search(reply):
        return LoadingError(
            f"{service} is still loading {endpoint.model}; try again in a moment.", reply
        )
    if _BEHIND.search(reply):
        return ServiceFailedError(
            f"{service} does not reach the server behind it that has {endpoint.model} ({status}); "
            "try again in a moment.",
            reply,
        )
    if reply.strip().lower() == "internal server error":  # `transformers serve`, of a model too
        return ServiceFailedError(
            f"{service} failed ({status}) and does not say why; check that it has the model "
            f"{endpoint.model}, or try again in a moment.",
            reply,
        )
    return ServiceFailedError(
        f"{service} failed ({status}){_quoted(reply)}; try again in a moment.", reply
    )


def of_error_object(chunk: Json, endpoint: Endpoint) -> ModelError:
    """The error for `{"error": …}` that came with status 200, alone or in a stream.

    TGI gives all of them the code 422, so the words decide first.
    """
    reply = _shortened(_words(chunk))
    if _SPENT.search(reply):
        return _spent(endpoint, reply)
    if _OVERLOADED.search(reply):
        return _overloaded(endpoint, reply, None)
    if _TOO_LONG.search(reply):
        return _too_long(endpoint, reply)
    if _code(chunk) in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY) and not re.search(
        "generation", reply, re.IGNORECASE
    ):
        return RejectedError(
            f"{endpoint.service} does not take the request{_quoted(reply)}.", reply
        )
    return ServiceFailedError(f"{endpoint.service} failed while answering{_quoted(reply)}.", reply)


def not_the_protocol(endpoint: Endpoint, what: str) -> BrokenAnswerError:
    """An answer that is something else; `what` completes "answered with …"."""
    return BrokenAnswerError(
        f"{endpoint.service} answered with {what}; is glossator.baseUrl the address of a model "
        "service?"
    )


def broke_off(endpoint: Endpoint) -> BrokenAnswerError:
    """An answer that was cut off after it had begun."""
    return BrokenAnswerError(
        f"{endpoint.service} broke off in the middle of its answer; ask again."
    )


def declined(endpoint: Endpoint) -> ModelError:
    """An answer in which the model says that it will not."""
    return RejectedError(
        f"The model {endpoint.model} at {endpoint.service} declines to answer; ask in other words."
    )


def _is_refusal(status: int) -> bool:
    """Whether the same request will be turned away again, however often it is sent."""
    if status == HTTPStatus.FAILED_DEPENDENCY:  # how TGI says that generating failed
        return False
    return status < HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.NOT_IMPLEMENTED


def _overloaded(endpoint: Endpoint, reply: str, retry_after: float | None) -> OverloadedError:
    when = f"in {retry_after:.0f} seconds" if retry_after is not None else "in a moment"
    return OverloadedError(f"{endpoint.service} is busy; try again {when}.", reply, retry_after)


def _spent(endpoint: Endpoint, reply: str) -> BudgetSpentError:
    return BudgetSpentError(
        f"The budget for {endpoint.model} at {endpoint.service} is spent, so it takes no more "
        "requests until the budget begins anew; ask who runs the service for a larger one.",
        reply,
    )


def _too_long(endpoint: Endpoint, reply: str) -> TooLongError:
    return TooLongError(
        f"The text is longer than {endpoint.model} at {endpoint.service} takes{_quoted(reply)}; "
        "select less.",
        reply,
    )


def _retry_after(response: httpx2.Response) -> float | None:
    """Seconds; the form with a date, and more than a day, count as not given."""
    try:
        seconds = max(0.0, float(response.headers.get("retry-after", "")))
    except ValueError:
        return None
    return seconds if seconds <= _DAY else None


def _target(response: httpx2.Response) -> str:
    try:
        target = urlsplit(urljoin(str(response.url), response.headers.get("location", "")))
    except ValueError:
        return "an address that cannot be read"
    return f"{target.scheme}://{target.hostname or 'another host'}"


def _reason(failure: Exception) -> str:
    """The end of a sentence: why there is no connection, and what to do."""
    cause = failure.__cause__ or failure
    if isinstance(cause, httpx2.ProxyError):
        return ": the proxy refused it. Check HTTPS_PROXY, or name the host in NO_PROXY."
    if re.search("wrong.version.number|http.request", str(cause), re.IGNORECASE):
        return ": it does not speak HTTPS. If that is right, set glossator.baseUrl to http://."
    if re.search("certificate|ssl", str(cause), re.IGNORECASE):
        return (
            ": its certificate is not trusted. If the authority behind it is your own, set "
            "glossator.caFile to its certificate."
        )
    if _is_unknown_host(failure):
        return (
            ": the host was not found. Check that you are online, and that glossator.baseUrl, and "
            "HTTPS_PROXY where you set it, are right."
        )
    refused = isinstance(cause, httpx2.ConnectError)
    why = "refused, or out of reach" if refused else "it broke off before the answer"
    return f" ({why}): check that the service runs and that glossator.baseUrl is right."


def _is_unknown_host(failure: BaseException | None) -> bool:
    while failure is not None and not isinstance(failure, socket.gaierror):
        failure = failure.__cause__ or failure.__context__
    return failure is not None


def _reply_in(body: str) -> str:
    """The service's own words in a body; a page of HTML says nothing to a user."""
    try:
        reply = _words(parsed(body))
    except ValueError:
        reply = "" if body.lstrip().startswith("<") else body
    return _shortened(reply)


def _words(error: object, depth: int = 0) -> str:
    """The message in any of the shapes that services give an error."""
    if depth > _DEEPEST:
        return ""
    match error:
        case str():
            return error
        case {"error": inner, **rest} | {"message": inner, **rest}:
            return " ".join(filter(None, (_words(inner, depth + 1), _kind(rest))))
        case {"detail": inner}:
            return _words(inner, depth + 1)
        case {"loc": [*place], "msg": str(message)}:
            return f"{'.'.join(map(str, place))}: {message}"
        case [*items]:
            return "; ".join(_words(item, depth + 1) for item in items)
    return ""


def _kind(rest: Mapping[object, object]) -> str:
    """The name that the service gives the error or the parameter at fault, in brackets."""
    kinds = (rest.get(name) for name in ("error_type", "param"))
    return " ".join(
        f"({kind})" for kind in kinds if isinstance(kind, str) and kind not in ("", "None")
    )


def _code(chunk: Json) -> object:
    error = table(chunk.get("error"))
    return error.get("http_status_code", error.get("code"))


def _shortened(reply: str) -> str:
    # Masked first, so that the cut leaves no half of a key; what follows is not looked at.
    return masked(one_line(masked(reply)[: 4 * _KEPT]))[:_KEPT]


def _quoted(reply: str) -> str:
    shown = reply if len(reply) <= _SHOWN else reply[:_SHOWN] + "…"
    return f': "{shown}"' if shown else ""
