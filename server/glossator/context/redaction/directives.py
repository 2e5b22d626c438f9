"""The secrets that are told by their place in a line of a system's own settings.

Password files (`host:port:database:user:password`), lists of users, routers, wallets.
"""

from __future__ import annotations

from glossator.context.redaction.entropy import (
    is_mnemonic,
    is_no_dummy,
    is_random,
    is_secret,
    is_written_secret,
)
from glossator.context.redaction.form import Format

_HOST = r"(?:\*|[A-Za-z0-9][\w.-]{0,100})"
_MOST_BYTE = 255


def _are_bytes(text: str) -> bool:
    numbers = [int(number) for number in text.split(",")]
    return max(numbers) in range(128, _MOST_BYTE + 1)


IN_DIRECTIVES = (
    Format(
        ":",
        rf"(?<![\w.:/*-]){_HOST}:(?:\*|\d{{3,5}}):(?:\*|[\w-]{{1,60}}):(?:\*|[\w.@-]{{1,60}}):"
        r"([^\s\"':]{5,200})(?=[\s\"']|\Z)",
        is_written_secret,
    ),
    Format('" "', r"\A\"[\w.-]{1,60}\" \"([^\"\s]{5,300})\"\Z", is_secret),
    Format(
        " *",
        r"\A\s{0,9}[\"']?[\w.@-]{1,60}[\"']?\s{1,20}(?:\*|\w{1,30})\s{1,20}"
        r"[\"']?([^\s\"'*]{5,100})[\"']?\s{1,20}\*\s{0,9}\Z",
        is_written_secret,
    ),
    # A name, blanks, and what no prose and no code looks like
    *(
        Format(
            marker,
            r"(?i:(?:\A|[\s/\"'(._-]|require)(?:pass(?:word|wd|phrase)?|secret|pw)[\w-]{0,20}"
            r"\)?:{0,2}(?: password)?)"
            r"[ \t]{1,9}[\"']?([^\s\"'`<>(){}\[\]$;,=:]{6,200})(?=[\s;,'\"]|\Z)",
            is_written_secret,
        )
        for marker in ("ass", "ASS", "ecret", "pw")
    ),
    Format("]:", r"\A\[[\w.-]{1,100}\]:\d{2,5}\s{1,20}[\w.@+-]{1,80}:(\S{4,200})\Z", is_secret),
    Format("login=", r"\blogin=[\w.@-]{1,60}:([^\s\"']{4,100})", is_secret),
    Format(" on >", r"\buser \w{1,60} on >(\S{4,200})", is_no_dummy),
    Format("@//", r"\b\w{2,30}/([^\s/@\"']{4,100})@//[\w.-]", is_no_dummy),
    *(
        Format(
            f"@{protocol}(",
            rf"[\"'`][^\s:\"'`]{{1,80}}:([^\s\"'`]{{3,200}})@{protocol}\(",
            is_no_dummy,
        )
        for protocol in ("tcp", "unix")
    ),
    Format("<password>{", r"<password>\{([A-Za-z0-9+/]{16,200}={0,2})\}<"),
    Format(
        "hmac-",
        r"hmac-(?:md5|sha\d{1,3})[a-z.-]{0,20}:[\w.-]{1,80}:([A-Za-z0-9+/]{20,200}={0,2})",
        is_random,
    ),
    *(
        Format(marker, r"(?i:(?:release_|erlang_|-set)cookie)[ =:]{1,3}[\"']?(\w{8,80})", is_random)
        for marker in ("cookie", "COOKIE")
    ),
    Format(
        "}",
        r"\{(?i:s?sha(?:256|384|512)?|s?md5|crypt|pbkdf2[\w-]{0,12}|argon2)\}"
        r"([A-Za-z0-9+/=$.]{20,300})",
        is_random,
    ),
    Format(
        "Secret",
        r"kind[\"']?: ?[\"']?Secret\b[^\n]{0,300}?(?:stringD|d)ata[\"']?: ?\{ ?"
        r"[\"']?[\w.-]{1,60}[\"']?: ?[\"']?([^\s\"',}]{4,2000})",
        is_no_dummy,
    ),
    # Wallets
    *(
        Format(
            marker,
            r"(?i:mnemonic|seed|recovery|phrase)[\w \"'\]]{0,30}[:=] ?[\"'`]?"
            r"([a-z]{3,8}(?: [a-z]{3,8}){11,23})(?![ \w])",
            is_mnemonic,
        )
        for marker in ("nemonic", "eed", "ecovery", "hrase", "NEMONIC", "SEED", "PHRASE")
    ),
    Format("[", r"\A\s{0,9}\[((?:\d{1,3}, ?){63}\d{1,3})\]\s{0,9}\Z", _are_bytes),
    Format(
        "0x",
        r"(?i:accounts|private_?keys?|signers?)[\"']?\s?[:=]\s?\[?\s?[\"']0x([0-9a-fA-F]{64})[\"']",
    ),
    # What a private key in JSON holds
    Format('":', r"\"(?:d|p|q|dp|dq|qi|k)\" ?: ?\"([A-Za-z0-9_-]{40,1000})\"", is_random),
)
