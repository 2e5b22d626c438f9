from __future__ import annotations

import pytest

from glossator.context.redaction.key_blocks import may_hold_keys, private_keys

KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6"
LINE = "MII" + 61 * "k"


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----│\nMIIEvQIBADANBgkqhk1\nab==\n│-----END PRIVATE KEY-----\nx",
        '"-----BEGIN RSA PRIVATE KEY-----│\\nMIIEvQIBADANBgkqhk1\\n│-----END RSA PRIVATE KEY-----"',
        "-----BEGIN PRIVATE KEY-----│\nMIIEvQIBADANBgkqhk1\n\n│def following():\n    pass",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMIIEvQIBADANBgkqhk1\n-----END PUBLIC KEY-----",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----│\nMIIEvQIBADANBgkqhk1\n│"
        "---- END SSH2 ENCRYPTED PRIVATE KEY ----",
        f"Encryption: none\nPrivate-Lines: 2\n│{KEY}\n{KEY}\n│Private-MAC: 12",
        "$ANSIBLE_VAULT;1.1;AES256\n│3069302244836642\n3336373138393032\n│tail",
        f'KEY = """\n│{LINE}\n{LINE}\n│"""',
        f"<ds:X509Certificate>\n{LINE}\n{LINE}\n",
    ],
)
def test_a_private_key_is_hidden_to_its_end_or_as_far_as_it_goes(text: str) -> None:
    drawn = text.replace("│", "")
    assert [drawn[slice(*span)] for span in private_keys(drawn)] == text.split("│")[1:2]


CODE_BETWEEN_MARKERS = """export function wrap(body: string): string {
  return "-----BEGIN PRIVATE KEY-----\\n" + body;
}

export function fold(base64EncodedContent: string): string[] {
  return lines(base64EncodedContent.slice(at, at + 64));
}

export const FOOTER = "-----END PRIVATE KEY-----";
"""


def test_code_between_the_markers_of_a_key_is_no_key() -> None:
    assert list(private_keys(CODE_BETWEEN_MARKERS)) == []


def test_a_key_with_headers_is_hidden_whole() -> None:
    body = f"\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{KEY}\n\n{KEY}\n{KEY}=\n"
    text = f"-----BEGIN RSA PRIVATE KEY-----{body}-----END RSA PRIVATE KEY-----\n"
    assert [text[slice(*span)] for span in private_keys(text)] == [body]


def test_most_texts_are_not_searched() -> None:
    assert not may_hold_keys("total = sum(prices)\n# -------- begin --------\n")
