"""pygls's protocol with the faults mended that a client would feel.

pygls 2.1.1 leaves requests with malformed parameters unanswered, sends tracebacks to the client,
does not let a cancellation reach a command, and keeps a record of every notification for ever.
Here every request gets exactly one answer, and what goes wrong inside goes to stderr alone.

This module imports pygls and lsprotocol, which takes most of a second.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import json
import logging
import uuid
from collections.abc import Callable, Generator
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import (
    JsonRPCNotification,
    JsonRPCRequestMessage,
    JsonRPCResponseMessage,
    lsp_method,
)

from glossator.errors import UserFacingError
from glossator.lsp.documents.documents import Documents
from glossator.lsp.extensions import ErrorData
from glossator.lsp.server.bounded_requests import BoundedRequests
from glossator.lsp.server.messages import Json, MessageId, first_fault, id_of
from glossator.lsp.server.own_messages import OWN_MESSAGES
from glossator.lsp.server.parent_process import wait_until_gone
from glossator.lsp.server.watchdog import WATCHDOG
from glossator.platforms import is_running
from glossator.text.sanitize import sentence

if TYPE_CHECKING:
    from cattrs import Converter
    from pygls.lsp.server import LanguageServer

logger = logging.getLogger(__name__)

REQUEST_FAILED = types.LSPErrorCodes.RequestFailed.value

_NEEDED = ("processId", "rootPath", "rootUri", "workspaceFolders", "initializationOptions")
"""What the server takes from a client's `initialize` besides its capabilities."""


class GlossatorProtocol(BoundedRequests):
    """One connection: it takes messages in through `receive`, until `ended`.

    `when_ended` is called once, when the connection is to be closed. `early_result` is the response
    to the first message where the client has it already.
    """

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.fm.add_builtin_feature(types.WORKSPACE_EXECUTE_COMMAND, self._run_command)
        self.ended = False
        self.early_result: Json | None = None
        self.when_ended: Callable[[], object] = lambda: None
        self._watch_on_parent: asyncio.Task[None] | None = None

    @property
    def exit_code(self) -> int:
        """The exit code of the process: 0 after a `shutdown`, else 1 (LSP 3.18, exit)."""
        return 0 if self._shutdown else 1

    def end(self) -> None:
        """Close the connection; whoever waits for the client's answer, now or later, gets none."""
        if not self.ended:
            self.ended = True
            for msg_id in tuple(self._result_types):
                self._give_up(self._request_futures.pop(msg_id, None))
            self.when_ended()

    # What comes in

    def receive(self, message: Json | JsonRpcException) -> bool:
        """Take in one message, whatever it is; whether a handler is still to begin."""
        if isinstance(message, JsonRpcException):
            self._refuse(None, message)
            return False
        contextvars.copy_context().run(self._dispatch, message)
        return message.get("method") != types.TEXT_DOCUMENT_DID_CHANGE

    def _dispatch(self, message: Json) -> None:
        if self.early_result is not None:
            early_result, self.early_result = self.early_result, None
            return self._begin(message, early_result)
        method, msg_id = message.get("method"), id_of(message)
        if message.get("jsonrpc") == self.VERSION:
            if isinstance(method, str) and "id" not in message:
                return self._take_notification(method, message)
            if isinstance(method, str) and msg_id is not None:
                return self._take_request(msg_id, method, message)
            if "method" not in message and ("result" in message or "error" in message):
                return self._take_answer(msg_id, message)
        refusal = JsonRpcInvalidRequest("The message is not a JSON-RPC 2.0 message.")
        return self._refuse(msg_id, refusal)

    def _take_request(self, msg_id: MessageId, method: str, message: Json) -> None:
        self._ctx_msg_id.set(msg_id)
        try:
            self._check_stage(method)
            handler = self._handler_of(method, notification=False)
            if handler is None:
                raise JsonRpcMethodNotFound(f"The server does not know the request {method}.")
            params = self._params(method, message)
            answer = partial(self._send_handler_result, msg_id=msg_id)
            self._execute_handler(msg_id, handler, answer, (params,))
        except Exception as error:
            self._refuse(msg_id, error)

    def _check_stage(self, method: str) -> None:
        """Raise unless the life cycle of the server has come to where `method` may be called."""
        if self._shutdown:
            raise JsonRpcInvalidRequest("The server is shutting down.")
        if method == types.INITIALIZE and self._workspace is not None:
            raise JsonRpcInvalidRequest("The server is already initialized.")
        if method != types.INITIALIZE and self._workspace is None:
            raise JsonRpcServerNotInitialized("The server is not initialized yet.")

    def _take_notification(self, method: str, message: Json) -> None:
        if method != types.EXIT and (self._shutdown or self._workspace is None):
            return
        handler = self._handler_of(method, notification=True)
        try:
            if method == types.CANCEL_REQUEST:
                self._handle_cancel_notification(id_of(message.get("params")))
            elif method == types.TEXT_DOCUMENT_DID_CHANGE:
                self._change(self._params(method, message))
            elif handler is not None:
                params = self._params(method, message)
                name, check = str(uuid.uuid4()), self._check_handler_result
                self._execute_handler(name, handler, check, (params,))
        except JsonRpcInvalidParams as error:
            logger.warning("A notification was left out. %s", error.message)

    def _change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document at once, without pygls's futures: each keystroke waits for it."""
        try:
            for change in params.content_changes:
                self.workspace.update_text_document(params.text_document, change)
            if (handler := self.fm.features.get(types.TEXT_DOCUMENT_DID_CHANGE)) is not None:
                handler(params)
        except Exception:
            logger.exception("The handler of a notification failed.")

    def _take_answer(self, msg_id: MessageId | None, message: Json) -> None:
        """Hand the client's answer to whoever waits for it, if anybody still does."""
        if msg_id is None or msg_id not in self._result_types:
            logger.warning("The client answered a request that it was not sent.")
            return
        answer_type = self._result_types.pop(msg_id) or JsonRPCResponseMessage
        future = self._request_futures.pop(msg_id, None)
        if future is None or future.done():
            return
        try:
            if message.get("error") is not None:
                failure = self._converter.structure(message["error"], types.ResponseError)
                future.set_exception(JsonRpcException.from_error(failure))
            else:
                future.set_result(self._converter.structure(message, answer_type).result)
        except Exception as error:
            logger.warning("The client's answer could not be read%s.", first_fault(error))
            future.set_exception(JsonRpcInternalError("The client's answer could not be read."))

    def _handler_of(self, method: str, *, notification: bool) -> Callable[..., Any] | None:
        """What was registered for `method`, unless that is the other kind of message."""
        known = types.METHOD_TO_TYPES.get(method)
        if known is not None and notification != (known[1] is None):
            return None
        return self.fm.builtin_features.get(method) or self.fm.features.get(method)

    def _params(self, method: str, message: Json) -> Any:
        """The parameters in their own type.

        Raises:
            JsonRpcInvalidParams: naming the first field that is wrong.
        """
        message_type = OWN_MESSAGES.get(method) or self.get_message_type(method)
        if message_type is None:
            message_type = JsonRPCRequestMessage if "id" in message else JsonRPCNotification
            fields = ("id", "method", "jsonrpc", "params")
            message = {"params": None} | {key: message[key] for key in fields if key in message}
        elif method in types.METHOD_TO_TYPES and types.METHOD_TO_TYPES[method][2] is None:
            return None
        try:
            return self._converter.structure(message, message_type).params
        except Exception as error:
            raise JsonRpcInvalidParams(
                f"The parameters of {method} are not valid{first_fault(error)}."
            ) from None

    # What goes on

    def _execute_handler(
        self,
        msg_id: MessageId,
        handler: Callable[..., Any],
        callback: Callable[[Future[Any]], None],
        args: tuple[Any, ...] | None = None,
        kwargs: Json | None = None,
    ) -> None:
        """Run a handler, and forget it when it has ended."""

        def ended(future: Future[Any]) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, ended, args, kwargs)

    def _run_generator(
        self,
        future: Future[Any] | None,
        *,
        gen: Generator[Any, Any, Any],
        result_future: Future[Any],
    ) -> None:
        """Go on with a handler, unless the part that it waits for was cancelled: then it is too."""
        if future is not None and future.cancelled():
            gen.close()
            result_future.cancel()
            return
        super()._run_generator(future, gen=gen, result_future=result_future)

    def _handle_cancel_notification(self, msg_id: MessageId | None) -> None:
        """Cancel a request of the client's; one that has been answered is no fault."""
        if msg_id is None or msg_id in self._result_types:
            return
        if (future := self._request_futures.get(msg_id)) is not None:
            future.cancel()

    def _begin(self, message: Json, early_result: Json) -> None:
        """Take in the `initialize` that `early_result` has answered.

        A client may announce what lsprotocol cannot read, for instance because the client is newer;
        it then counts as one that announces nothing but what the server cannot do without. If that
        cannot be read either, the connection ends: a server that does not know the workspace would
        not know its ignore files.
        """
        try:
            params = self._params(types.INITIALIZE, message)
        except JsonRpcInvalidParams as error:
            logger.warning("What the client can do is left out of account. %s", error.message)
            encoding = early_result["result"]["capabilities"]["positionEncoding"]
            kept = {name: message["params"].get(name) for name in _NEEDED}
            kept["capabilities"] = {"general": {"positionEncodings": [encoding]}}
            try:
                params = self._params(types.INITIALIZE, {**message, "params": kept})
            except JsonRpcInvalidParams as fatal:
                logger.error("The server cannot begin. %s", fatal.message)
                self.end()
                return
        self._execute_handler(message["id"], self.lsp_initialize, self._end_unless_begun, (params,))

    def _end_unless_begun(self, future: Future[Any]) -> None:
        if (error := future.exception()) is not None:
            logger.error("The server cannot begin.", exc_info=error)
            self.end()

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        """Answer with the capabilities, those included that pygls does not know of."""
        result = yield from super().lsp_initialize(params)
        found = self.workspace
        self._workspace = Documents(
            found.root_uri,
            types.TextDocumentSyncKind.Incremental,
            list(found.folders.values()),
            found.position_encoding,
        )
        offered = self.fm.feature_options.get(types.WORKSPACE_TEXT_DOCUMENT_CONTENT)
        client = params.capabilities.workspace
        if offered and client and client.text_document_content and result.capabilities.workspace:
            result.capabilities.workspace.text_document_content = offered
        # In a container the id is another's, or nobody's: only what runs now can be seen to end.
        if params.process_id is not None and is_running(params.process_id):
            WATCHDOG.follow(params.process_id)
            self._watch_on_parent = asyncio.create_task(self._end_after(params.process_id))
        return result

    async def _end_after(self, parent: int) -> None:
        await wait_until_gone(parent)
        logger.warning("The process that started the server is gone; the server ends.")
        self.end()

    async def _run_command(self, params: types.ExecuteCommandParams) -> Any:
        """Run a command within the request's own task, so that its cancellation arrives there.

        A command gets its arguments as they came, as JSON values.
        """
        command = self.fm.commands.get(params.command)
        if command is None:
            raise JsonRpcInvalidParams(f"The server does not know the command {params.command}.")
        arguments = params.arguments or []
        try:
            inspect.signature(command).bind(*arguments)
        except TypeError:
            raise JsonRpcInvalidParams(
                f"The command {params.command} does not take {len(arguments)} arguments."
            ) from None
        result = command(*arguments)
        return await result if inspect.isawaitable(result) else result

    @lsp_method(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def lsp_work_done_progress_cancel(
        self, params: types.WorkDoneProgressCancelParams
    ) -> Generator[Any, Any, None]:
        """Stop what the token stands for, if it is one; lsprotocol takes anything for a token."""
        if isinstance(params.token, int | str):
            yield from super().lsp_work_done_progress_cancel(params)

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> Generator[Any, Any, None]:
        """Cancel everything under way, in both directions; then the registered handler runs."""
        self._shutdown = True
        for msg_id, future in tuple(self._request_futures.items()):
            if msg_id != self.msg_id:
                future.cancel()
        if (handler := self.fm.features.get(types.SHUTDOWN)) is not None:
            yield handler, args, None

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: Any) -> Generator[Any, Any, None]:
        """Close the connection, and with it the process."""
        if (handler := self.fm.features.get(types.EXIT)) is not None:
            yield handler, args, None
        self.end()

    # What goes out

    def send_request(self, *args: Any, **kwargs: Any) -> Future[Any]:
        """Ask the client; a client that is gone would never answer, so that fails at once."""
        future = super().send_request(*args, **kwargs)
        if self.ended:
            self._give_up(future)
        return future

    def _give_up(self, future: Future[Any] | None) -> None:
        if future is not None and not future.done():
            future.set_exception(JsonRpcInternalError("The client is gone."))

    def _send_handler_result(self, future: Future[Any], *, msg_id: MessageId) -> None:
        try:
            if future.cancelled():
                raise JsonRpcRequestCancelled("The request was cancelled.")
            self._send_response(msg_id, future.result())
        except Exception as error:
            self._refuse(msg_id, error)

    def _check_handler_result(self, future: Future[Any]) -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            logger.error("The handler of a notification failed.", exc_info=error)

    def _refuse(self, msg_id: MessageId | None, error: Exception) -> None:
        """Answer with an error; what was not meant for the client goes to the log alone."""
        if isinstance(error, UserFacingError):
            error = JsonRpcException(str(error), REQUEST_FAILED, ErrorData(help=error.help()))
        if not isinstance(error, JsonRpcException):
            logger.error("The handler of a request failed.", exc_info=error)
            error = JsonRpcInternalError("The server failed on this request; its log says why.")
        # Not lsprotocol's type: that leaves out an id that is null.
        error.message = sentence(error.message)  # may name a file, and some clients render links
        response = {"jsonrpc": self.VERSION, "id": msg_id, "error": error.to_response_error()}
        self._send_data(response)

    def _send_data(self, data: Any) -> None:
        """Write one message; a client that reads no more ends the connection."""
        if self.writer is None:
            return
        body = json.dumps(data, default=self._serialize_message).encode()
        try:
            self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        except (OSError, ValueError):  # ValueError: the file is closed
            self.end()
