"""When the server had read a request, and when its answer was written."""

from __future__ import annotations

from bench.timed_server import moments


def framed(body: str) -> bytes:
    return f"Content-Length: {len(body)}\r\n\r\n{body}".encode()


def test_a_request_is_read_with_its_last_byte_and_answered_with_its_own_answer() -> None:
    change, request = framed('{"method": "change"}'), framed('{"id": 7, "method": "complete"}')
    whole = change + request
    read = [(1.0, whole[:30]), (2.0, whole[30:-1]), (3.0, whole[-1:])]
    grown, asked = framed('{"method": "grew"}'), framed('{"id": 7, "method": "settings"}')
    written = [(4.0, grown + asked), (5.0, framed('{"id": 7, "result": null}'))]
    assert moments(read, written) == {7: (3.0, 5.0)}
