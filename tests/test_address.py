from __future__ import annotations

import pytest

from glossator.address import is_loopback, normal_base

EMPATHY = "https://ai-challenge.empathy.ai/v1"
CURL = f"""curl {EMPATHY}/chat/completions \\
-H "Authorization: Bearer sk-secret" \\
-H "Content-Type: application/json" -d '{{"model": "m"}}'"""


@pytest.mark.parametrize(
    ("spelling", "base"),
    [
        ("https://ai-challenge.empathy.ai", EMPATHY),
        ("https://ai-challenge.empathy.ai/", EMPATHY),
        ("ai-challenge.empathy.ai", EMPATHY),
        ("  ai-challenge.empathy.ai/v1\n", EMPATHY),
        ("HTTPS://AI-Challenge.Empathy.AI/v1", EMPATHY),
        ("https://ai-challenge.empathy.ai:443/v1", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1/", EMPATHY),
        ("https://ai-challenge.empathy.ai//v1//", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1/chat/completions", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1/chat/completions/", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1/chat/completions/chat/completions", EMPATHY),
        ("https://ai-challenge.empathy.ai/chat/completions", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1/completions", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1/models", EMPATHY),
        ("https://ai-challenge.empathy.ai/v1?x=1#y", EMPATHY),
        ('"https://ai-challenge.empathy.ai/v1"', EMPATHY),
        (CURL, EMPATHY),
        (f"curl -X POST '{EMPATHY}/chat/completions' -d @body", EMPATHY),
        ("https://x.org/api/v1", "https://x.org/api/v1"),
        ("https://x.org/api/v1/chat/completions", "https://x.org/api/v1"),
        ("https://x.org/api/paas/v4/", "https://x.org/api/paas/v4"),
        ("https://x.org/v1beta/openai/", "https://x.org/v1beta/openai"),
        ("https://x.org/beta/completions", "https://x.org/beta"),
        ("http://x.org:80", "http://x.org/v1"),
        ("http://x.org:8000", "http://x.org:8000/v1"),
        ("x.org:8000", "https://x.org:8000/v1"),
        ("localhost:11434", "http://localhost:11434/v1"),
        ("localhost", "http://localhost/v1"),
        ("localhost:11434/api", "http://localhost:11434/v1"),
        ("http://localhost:11434/api/", "http://localhost:11434/v1"),
        ("http://localhost:11434/api/chat", "http://localhost:11434/v1"),
        ("http://localhost:11434/api/generate", "http://localhost:11434/v1"),
        ("http://localhost:11434/api/tags", "http://localhost:11434/v1"),
        (
            """curl http://localhost:11434/api/chat -d '{"model": "m"}'""",
            "http://localhost:11434/v1",
        ),
        ("https://x.org/api", "https://x.org/v1"),
        ("https://x.org/api/other", "https://x.org/api/other"),
        ("127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
        ("127.0.0.1:8080/infill", "http://127.0.0.1:8080/v1"),
        ("[::1]:8080", "http://[::1]:8080/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("https://localhost:8443", "https://localhost:8443/v1"),
    ],
)
def test_every_spelling_has_one_base(spelling: str, base: str) -> None:
    assert normal_base(spelling) == base
    assert normal_base(base) == base


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "   ",
        "two words",
        "ftp://x.org",
        "file:///tmp/secret",
        "https://",
        "https://:8000",
        "x.org:port",
        "x.org:99999",
        "https://[::1",
        "https://user:secret@x.org/v1",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r"^The .*\.$") as caught:
        normal_base(nonsense)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("api.localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("0.0.0.0", True),
        ("192.168.1.5", False),
        ("localhost.example.org", False),
        ("x.org", False),
    ],
)
def test_loopback_is_this_machine_only(host: str, here: bool) -> None:
    assert is_loopback(host) is here
