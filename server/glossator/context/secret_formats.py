"""The secrets that can be told by their form alone: provider keys, private keys, URLs, headers.

Each format names a literal that its line must hold, which is looked for first: most lines of most
files hold none of them, and so cost no regular expression at all. The one group of a pattern is
what is hidden; what stands before it (`ghp_`, `postgres://user:`) stays, so that the code reads.

The forms are the providers' published ones. No pattern may be open to backtracking: what repeats
is one character class, and what follows it is outside of that class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from glossator.context.entropy import is_dummy, is_password, is_random
from glossator.context.placeholders import is_placeholder

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of secret: `marker` must occur in the line, group 1 of `pattern` is the secret."""

    marker: str
    pattern: str
    is_secret: Callable[[str], bool] | None = None


# The start of a word, also right after an escape (`\n`) or a percent escape (`%3D`) in a literal.
_START = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
# Hexadecimal digits take in the letters of placeholders, so that those are known again.
_HEX_UUID = r"[0-9A-Fa-fX-Zx-z]{8}(?:-[0-9A-Fa-fX-Zx-z]{4}){3}-[0-9A-Fa-fX-Zx-z]{12}"
_WEB = r"[A-Za-z0-9_-]"


def _key(prefix: str, body: str, marker: str = "") -> Format:
    """A key that is told by its `prefix`, a pattern; `marker` where the prefix is no literal."""
    return Format(
        marker=marker or prefix.replace("\\", ""),
        pattern=f"{_START}{prefix}({body})",
    )


PROVIDER_KEYS = (
    # Code hosts and package registries
    *(_key(f"gh{kind}_", r"[A-Za-z0-9]{36,}") for kind in "pousr"),
    _key("github_pat_", r"[A-Za-z0-9_]{22,}"),
    *(_key(f"gl{kind}-", r"[A-Za-z0-9_.-]{20,}") for kind in ("pat", "dt", "rt", "ptt", "ft")),
    _key("glrt-", r"[A-Za-z0-9_.-]{20,}"),
    _key("ATATT3", r"[A-Za-z0-9_=-]{50,}"),
    _key("ATBB", r"[A-Za-z0-9_=-]{28,}"),
    _key("npm_", r"[A-Za-z0-9]{36,}"),
    _key("pypi-AgE", rf"{_WEB}{{50,}}"),
    _key("rubygems_", r"[0-9a-fx-z]{48}"),
    _key("dckr_pat_", rf"{_WEB}{{27,}}"),
    _key("AKCp", r"[A-Za-z0-9]{60,}"),
    _key("oy2", r"[a-z0-9]{43}"),
    # Clouds
    *(_key(f"A{kind}A", r"[A-Z0-9]{16}") for kind in ("KI", "SI", "BI", "CC")),
    _key("AIza", rf"{_WEB}{{35,}}"),
    _key("GOCSPX-", rf"{_WEB}{{24,}}"),
    _key(r"ya29\.", rf"{_WEB}{{20,}}"),
    _key("LTAI", r"[A-Za-z0-9]{16,26}(?![A-Za-z0-9])"),
    *(_key(f"do{kind}_v1_", r"[0-9a-fx-z]{64}") for kind in "opr"),
    _key(r"hv[sbr]\.", rf"{_WEB}{{24,}}", marker="hv"),
    _key("AGE-SECRET-KEY-1", r"[A-Z0-9]{58}"),
    _key("dapi", r"[0-9a-fx-z]{32}(?:-\d)?"),
    _key(r"dp\.(?:pt|st|sa|ct|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?", r"[A-Za-z0-9]{40,}", "dp."),
    _key(r"[A-Za-z0-9]{14}\.atlasv1\.", rf"{_WEB}{{60,}}", ".atlasv1."),
    _key("pul-", r"[0-9a-fx-z]{40}"),
    _key("pscale_(?:tkn|oauth|pw)_", r"[A-Za-z0-9_.=-]{32,}", "pscale_"),
    _key("sbp_", r"[0-9a-fx-z]{40}"),
    _key("tskey-(?:[a-z]+-)?", rf"{_WEB}{{20,}}", "tskey-"),
    _key("HRKU-", rf"{_WEB}{{36,}}"),
    # Model services
    _key("sk-(?:proj|svcacct|admin|None|ant-[a-z0-9]+|or-v1|lf)-", rf"{_WEB}{{20,}}", "sk-"),
    _key("sk-", r"[A-Za-z0-9]{32,}"),
    _key("hf_", r"[A-Za-z0-9]{30,}"),
    _key("api_org_", r"[A-Za-z0-9]{30,}"),
    _key("gsk_", r"[A-Za-z0-9]{40,}"),
    _key("r8_", r"[A-Za-z0-9]{36,}"),
    _key("pplx-", r"[A-Za-z0-9]{40,}"),
    _key("xai-", r"[A-Za-z0-9]{60,}"),
    _key("lsv2_(?:pt|sk)_", r"[0-9a-fx-z]{32}_[0-9a-fx-z]{10}", "lsv2_"),
    _key("nvapi-", rf"{_WEB}{{60,}}"),
    # Messages
    _key("xox[abceoprs]-", r"[A-Za-z0-9-]{10,}", "xox"),
    _key("xoxe\\.xox[bp]-", r"[A-Za-z0-9-]{10,}", "xoxe."),
    _key(r"xapp-\d-", r"[A-Za-z0-9-]{20,}", "xapp-"),
    _key(r"hooks\.slack\.com/(?:services|workflows|triggers)/", r"[A-Za-z0-9_/+-]{20,}", "hooks"),
    _key(r"discord(?:app)?\.com/api/webhooks/\d{1,25}/", rf"{_WEB}{{40,}}", "/api/webhooks/"),
    _key("SK", r"[0-9a-fx-z]{32}(?![0-9a-fx-z])"),
    _key("AC", r"[0-9a-fx-z]{32}(?![0-9a-fx-z])"),
    _key(r"SG\.", rf"{_WEB}{{16,}}\.{_WEB}{{16,}}"),
    _key("key-", r"[0-9a-fx-z]{32}(?![0-9a-fx-z])"),
    Format("-us", r"(?<![0-9a-fx-z])([0-9a-fx-z]{32})-us\d{1,2}(?!\d)"),
    Format(":AA", r"(?<!\d)\d{8,10}:AA([A-Za-z0-9_-]{32,})"),
    Format(
        ".",
        # The boundary stands after the first letter so that the search can jump from M to M.
        rf"[MNO](?:(?<!{_WEB}[MNO])|(?<=\\[nrt][MNO]))({_WEB}{{23,27}}\.{_WEB}{{6}}\.{_WEB}{{27,}})",
    ),
    # Money and the rest
    *(_key(f"{kind}k_{mode}_", r"[A-Za-z0-9]{16,}") for kind in "sr" for mode in ("live", "test")),
    _key("whsec_", r"[A-Za-z0-9+/=]{24,}"),
    *(_key(f"shp{kind}_", r"[0-9A-Fa-fX-Zx-z]{32}") for kind in ("at", "ca", "pa", "ss")),
    _key("sq0(?:atp|csp|idp)-", rf"{_WEB}{{22,}}", "sq0"),
    _key("lin_api_", r"[A-Za-z0-9]{32,}"),
    _key("lin_oauth_", r"[A-Za-z0-9]{32,}"),
    _key("ntn_", r"[A-Za-z0-9]{40,}"),
    _key("secret_", r"[A-Za-z0-9]{43}(?![A-Za-z0-9])"),
    _key("figd_", rf"{_WEB}{{38,}}"),
    _key("pat[A-Za-z0-9]{14}\\.", r"[0-9a-fx-z]{64}", "pat"),
    _key("PMAK-", r"[0-9a-fx-z]{24}-[0-9a-fx-z]{34}"),
    _key("NRAK-", r"[A-Z0-9]{27}"),
    _key("glsa_", r"[A-Za-z0-9]{32}_[0-9A-Fa-fX-Zx-z]{8}"),
    _key("glc_", r"[A-Za-z0-9+/=]{32,}"),
    _key("sntry[su]_", r"[A-Za-z0-9+/=_-]{40,}", "sntry"),
    _key(r"dt0[a-z]01\.[A-Z0-9]{24}\.", r"[A-Z0-9]{64}", "dt0"),
    _key(r"pat-(?:na|eu)\d-", _HEX_UUID, "pat-"),
)

_HEROKU = rf"(?i:heroku)[\w\s\"':=.,-]{{0,40}}?(?<![0-9A-Fa-fX-Zx-z])({_HEX_UUID})"


def _is_no_dummy(text: str) -> bool:
    return not is_dummy(text)


# What is told by its surroundings
IN_CONTEXT = (
    Format("eyJ", rf"(?<!{_WEB})eyJ({_WEB}{{8,}}\.{_WEB}{{8,}}\.{_WEB}*)"),
    Format("eyJ", rf"(?<=\\[nrt])eyJ({_WEB}{{8,}}\.{_WEB}{{8,}}\.{_WEB}*)"),
    Format("eroku", _HEROKU),
    Format("EROKU", _HEROKU),
    Format("Account", r"AccountKey=([A-Za-z0-9+/]{40,}={0,2})"),
    Format("AccessKey", r"SharedAccessKey=([A-Za-z0-9+/]{40,}={0,2})"),
    Format("sig=", r"(?<![A-Za-z0-9])sig=([A-Za-z0-9%+/]{40,}={0,2})"),
    Format(
        "://",
        r"://[^\s:/?#@\"'`<>()]{0,100}:([^\s/?#\"'`<>]{1,300})@(?=[\w\[.$%{-])",
        _is_no_dummy,
    ),
    Format(
        "=",
        r"[;?&\"'] ?(?i:password|passwd|pwd) ?= ?([^;&\"'`\s,<>]{4,})",
        _is_no_dummy,
    ),
    Format(
        "password=",
        (
            r"\b(?:host|user|dbname|port)=[^\s\"',]{1,100} (?:[^\s\"',]{1,100} ){0,5}"
            r"password=([^\s\"'`;&,()]{4,})"
        ),
        _is_no_dummy,
    ),
    *(
        Format(
            marker,
            r"(?i:\b(?:bearer|basic)) {1,4}([A-Za-z0-9._~+/-]{12,}={0,2})",
            is_random,
        )
        for marker in ("earer ", "asic ", "EARER ")
    ),
    *(
        Format(
            marker,
            (
                r"(?i:authorization)[\"']?\]? ?[:=,] ?[\"'`]?(?i:(?:bearer|basic|token|apikey) +)?"
                r"([A-Za-z0-9._~+/-]{12,}={0,2})"
            ),
            is_random,
        )
        for marker in ("uthorization", "UTHORIZATION")
    ),
    Format(
        "--",
        r"--[a-z-]{0,20}(?:password|passphrase|token|secret|key)[a-z-]{0,10} ([^\s\"'$<{]{12,})",
        is_random,
    ),
    Format(" -u", r"\bcurl\b.{0,200}? -u ?[\"']?[^\s:\"'$]{1,80}:([^\s\"'$]{3,})"),
    *(
        Format(marker, r"(?i:identified by) ['\"]([^'\"\s]{4,})['\"]", is_password)
        for marker in ("dentified by", "DENTIFIED BY")
    ),
)

FORMATS = PROVIDER_KEYS + IN_CONTEXT


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # When it is first needed: all of them at the start would hold it up by 40 ms.
    return re.compile(pattern)


def known_secrets(line: str) -> Iterator[Span]:
    """Where in one line secrets of a known form are, and the placeholders of such secrets."""
    for form in FORMATS:
        if form.marker in line:
            for match in _compiled(form.pattern).finditer(line):
                secret = match[1]
                if form.is_secret is None or is_placeholder(secret) or form.is_secret(secret):
                    yield match.span(1)


_BLOCK_START = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_BLOCK_END = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_LONGEST_BLOCK = 40_000
_KEY_MATERIAL = re.compile(r"[A-Za-z0-9+/=]{16}")
_BETWEEN_LINES = r"(?:\\[nr]|\s\+|[\s\"',;\\#*>|]|[A-Za-z-]{4,20}: [^\n]{0,80}\n)*+"
# A block whose END is not there: line after line, as long as they look like it.
_CUT_BLOCK = re.compile(
    rf"{_BETWEEN_LINES}(?:[A-Za-z0-9+/=]{{16,}}+{_BETWEEN_LINES})*+(?:[A-Za-z0-9+/=]*\Z)?"
)


def private_keys(text: str) -> Iterator[Span]:
    """Where the inner parts of private key blocks are, to the END marker or as far as they go."""
    for begin in _BLOCK_START.finditer(text):
        end = _BLOCK_END.search(text, begin.end(), begin.end() + _LONGEST_BLOCK)
        if end is None:
            cut = _CUT_BLOCK.match(text, begin.end())
            stop = cut.end() if cut else begin.end()
        else:
            stop = end.start()
        if _KEY_MATERIAL.search(text, begin.end(), stop):
            yield begin.end(), stop
