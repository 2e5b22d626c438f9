"""The secrets that can be told by their form alone: provider keys, private keys, URLs, headers.

Each format names a literal that its line must hold, which is looked for first: most lines of most
files hold none of them, and so cost no regular expression at all. The one group of a pattern is
what is hidden; what stands before it (`ghp_`, `postgres://user:`) stays, so that the code reads.

The forms are the providers' published ones. No pattern may be open to backtracking: what repeats
is one character class, and what follows it is outside of that class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from glossator.context.redaction.entropy import is_dummy, is_password, is_random
from glossator.context.redaction.placeholders import is_placeholder
from glossator.text.spans import Span


@dataclass(frozen=True, slots=True)
class Format:
    """A form of secret: `marker` must occur in the line, group 1 of `pattern` is the secret."""

    marker: str
    pattern: str
    is_secret: Callable[[str], bool] | None = None


# The start of a word, also right after an escape (`\n`) or a percent escape (`%3D`) in a literal.
_START = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
# Hexadecimal digits take in the letters of placeholders, so that those are known again.
_HEX_UUID = r"[0-9A-Fa-fJQX-Zjqx-z]{8}(?:-[0-9A-Fa-fJQX-Zjqx-z]{4}){3}-[0-9A-Fa-fJQX-Zjqx-z]{12}"
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
    _key("gl(?:pat|dt|rt|ptt|ft|ffct|imt|agent|oas|soat)-", r"[A-Za-z0-9_.-]{20,}", "gl"),
    _key("glcbt-[A-Za-z0-9]{1,5}_", rf"{_WEB}{{20,}}", "glcbt-"),
    _key("GR1348941", rf"{_WEB}{{20,}}"),
    _key("_gitlab_session=", r"[0-9a-z]{32}"),
    _key("ATATT3", r"[A-Za-z0-9_=-]{50,}"),
    _key("ATBB", r"[A-Za-z0-9_=-]{28,}"),
    _key("npm_", r"[A-Za-z0-9]{36,}"),
    _key("pypi-AgE", rf"{_WEB}{{50,}}"),
    _key("rubygems_", r"[0-9a-fjqx-z]{48}"),
    _key("dckr_[po]at_", rf"{_WEB}{{27,}}", "dckr_"),
    _key("CLOJARS_", r"[A-Za-z0-9]{60}"),
    _key("sgp_(?:[0-9A-Fa-f]{16}_|local_)?", r"[0-9A-Fa-fJQX-Zjqx-z]{40}", "sgp_"),
    _key("AKCp", r"[A-Za-z0-9]{60,}"),
    _key("oy2", r"[a-z0-9]{43}"),
    # Clouds
    *(_key(f"A{kind}", r"[A-Z0-9]{16}(?![A-Z0-9])") for kind in ("KIA", "SIA", "BIA", "CCA")),
    _key("A3T[A-Z0-9]", r"[A-Z0-9]{16}(?![A-Z0-9])", "A3T"),
    _key("", r"[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}", "Q~"),
    _key(r"v1\.0-", r"[0-9a-fjqx-z]{24}-[0-9a-fjqx-z]{146}", "v1.0-"),
    _key("4b1d", r"[A-Za-z0-9]{38}(?![A-Za-z0-9])"),
    _key("sha256~", rf"{_WEB}{{43}}"),
    *(_key(f"f{kind}_", r"[A-Za-z0-9+/_-]{43,}={0,3}") for kind in ("o1", "m1a", "m1r", "m2")),
    _key(r"t1\.", rf"{_WEB}{{1,400}}={{0,2}}\.{_WEB}{{86}}={{0,2}}", "t1."),
    _key("AQVN", rf"{_WEB}{{35,38}}"),
    _key("tk-us-", rf"{_WEB}{{48}}"),
    _key("AIza", rf"{_WEB}{{35,}}"),
    _key("GOCSPX-", rf"{_WEB}{{24,}}"),
    _key(r"ya29\.", rf"{_WEB}{{20,}}"),
    _key("LTAI", r"[A-Za-z0-9]{16,26}(?![A-Za-z0-9])"),
    *(_key(f"do{kind}_v1_", r"[0-9a-fjqx-z]{64}") for kind in "opr"),
    _key(r"hv[sbr]\.", rf"{_WEB}{{24,}}", marker="hv"),
    _key("AGE-SECRET-KEY-1", r"[A-Z0-9]{58}"),
    _key("dapi", r"[0-9a-fjqx-z]{32}(?:-\d)?"),
    _key(r"dp\.(?:pt|st|sa|ct|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?", r"[A-Za-z0-9]{40,}", "dp."),
    _key(r"[A-Za-z0-9]{14}\.atlasv1\.", r"[A-Za-z0-9=_-]{60,}", ".atlasv1."),
    _key("pul-", r"[0-9a-fjqx-z]{40}"),
    _key("pscale_(?:tkn|oauth|pw)_", r"[A-Za-z0-9_.=-]{32,}", "pscale_"),
    _key("sbp_", r"[0-9a-fjqx-z]{40}"),
    _key("sb_secret_", rf"{_WEB}{{20,}}"),
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
    _key("lsv2_(?:pt|sk)_", r"[0-9a-fjqx-z]{32}_[0-9a-fjqx-z]{10}", "lsv2_"),
    _key("nvapi-", rf"{_WEB}{{60,}}"),
    _key("csk-", r"[A-Za-z0-9]{40,}"),
    _key("tgp_v1_", rf"{_WEB}{{40,}}"),
    _key("pcsk_", r"[A-Za-z0-9_]{40,}"),
    _key("tvly-(?:dev-|prod-)?", r"[A-Za-z0-9]{32,}", "tvly-"),
    # Messages
    _key("xox[abceoprs]-", r"[A-Za-z0-9-]{10,}", "xox"),
    _key("xoxe\\.xox[bp]-", r"[A-Za-z0-9-]{10,}", "xoxe."),
    _key(r"xapp-\d-", r"[A-Za-z0-9-]{20,}", "xapp-"),
    _key(r"hooks\.slack\.com/(?:services|workflows|triggers)/", r"[A-Za-z0-9_/+-]{20,}", "hooks"),
    _key("webhookb2/", r"[A-Za-z0-9@/-]{100,}"),
    _key("xkeysib-", r"[0-9a-fjqx-z]{64}-[A-Za-z0-9]{16}"),
    _key("re_", r"[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}"),
    _key(r"discord(?:app)?\.com/api/webhooks/\d{1,25}/", rf"{_WEB}{{40,}}", "/api/webhooks/"),
    _key("SK", r"[0-9a-fjqx-z]{32}(?![0-9a-fjqx-z])"),
    _key("AC", r"[0-9a-fjqx-z]{32}(?![0-9a-fjqx-z])"),
    _key(r"SG\.", rf"{_WEB}{{16,}}\.{_WEB}{{16,}}"),
    _key("key-", r"[0-9a-fjqx-z]{32}(?![0-9a-fjqx-z])"),
    Format("-us", r"(?<![0-9a-fjqx-z])([0-9a-fjqx-z]{32})-us\d{1,2}(?!\d)"),
    Format(":AA", r"(?<!\d)\d{8,10}:AA([A-Za-z0-9_-]{32,})"),
    Format(
        ".",
        # The boundary stands after the first letter so that the search can jump from M to M.
        rf"[MNO](?:(?<!{_WEB}[MNO])|(?<=\\[nrt][MNO]))({_WEB}{{23,27}}\.{_WEB}{{6}}\.{_WEB}{{27,}})",
    ),
    # Money and the rest
    _key("[sr]k_(?:live|test|prod)_", r"[A-Za-z0-9]{10,}", "k_"),
    _key("EAA[A-Z]", r"[A-Za-z0-9_-]{22,}", "EAA"),
    _key("EZ[AT]K", r"[A-Za-z0-9]{54}", "EZ"),
    _key("FLWSECK_TEST-", r"[0-9a-hjqx-z]{12,32}(?:-X)?"),
    _key("access-(?:sandbox|development|production)-", _HEX_UUID, "access-"),
    _key("shippo_(?:live|test)_", r"[0-9A-Fa-fJQX-Zjqx-z]{40}", "shippo_"),
    *(_key(f"{mode}_", r"[0-9a-fjqx-z]{35}(?![0-9a-z])") for mode in ("live", "test")),
    _key("duffel_(?:live|test)_", r"[A-Za-z0-9_=-]{43}", "duffel_"),
    _key("whsec_", r"[A-Za-z0-9+/=]{24,}"),
    *(_key(f"shp{kind}_", r"[0-9A-Fa-fJQX-Zjqx-z]{32}") for kind in ("at", "ca", "pa", "ss")),
    _key("sq0(?:atp|csp|idp)-", rf"{_WEB}{{22,}}", "sq0"),
    _key("lin_api_", r"[A-Za-z0-9]{32,}"),
    _key("lin_oauth_", r"[A-Za-z0-9]{32,}"),
    _key("ntn_", r"[A-Za-z0-9]{40,}"),
    _key("secret_", r"[A-Za-z0-9]{43}(?![A-Za-z0-9])"),
    _key("figd_", rf"{_WEB}{{38,}}"),
    _key("pat[A-Za-z0-9]{14}\\.", r"[0-9a-fjqx-z]{64}", "pat"),
    _key("PMAK-", r"[0-9a-fjqx-z]{24}-[0-9a-fjqx-z]{34}"),
    _key("NRAK-", r"[A-Z0-9]{27}"),
    _key("glsa_", r"[A-Za-z0-9]{32}_[0-9A-Fa-fJQX-Zjqx-z]{8}"),
    _key("glc_", r"[A-Za-z0-9+/=]{32,}"),
    _key("eyJrIjoi", r"[A-Za-z0-9]{70,}={0,3}"),
    _key("NR(?:JS|II)-", r"[A-Za-z0-9-]{19,32}", "NR"),
    _key("API-", r"[A-Z0-9]{26}(?![A-Z0-9])"),
    _key(r"(?:pat|sat)\.", rf"{_WEB}{{22}}\.[A-Za-z0-9]{{24}}\.[A-Za-z0-9]{{20}}", "at."),
    _key("ops_", r"eyJ[A-Za-z0-9+/]{250,}={0,3}"),
    _key("p8e-", r"[A-Za-z0-9]{32}"),
    _key("dnkey-", r"[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}"),
    _key("fio-u-", r"[A-Za-z0-9=_-]{64}"),
    _key("ico-", r"[A-Za-z0-9]{32}(?![A-Za-z0-9])"),
    _key("s-s4t2(?:ud|af)-", r"[0-9a-fjqx-z]{64}", "s-s4t2"),
    _key("pnu_", r"[A-Za-z0-9]{36}"),
    _key("rdme_", r"[a-z0-9]{70}"),
    _key("sm_[aps]at_", r"[A-Za-z0-9]{16}", "at_"),
    _key("tfp_", r"[A-Za-z0-9_.=-]{59}"),
    _key("CFPAT-", rf"{_WEB}{{40,}}"),
    _key("[A-Za-z0-9]{6}_", r"[A-Za-z0-9]{29}_mmk", "_mmk"),
    _key(
        r"(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.",
        r"[A-Za-z0-9+/_=-]{30,120}",
        ".acc",
    ),
    _key("sntry[su]_", r"[A-Za-z0-9+/=_-]{40,}", "sntry"),
    _key(r"dt0[a-z]01\.[A-Z0-9]{24}\.", r"[A-Z0-9]{64}", "dt0"),
    _key(r"pat-(?:na|eu)\d-", _HEX_UUID, "pat-"),
)

_HEROKU = rf"(?i:heroku)[\w\s\"':=.,-]{{0,40}}?(?<![0-9A-Fa-fJQX-Zjqx-z])({_HEX_UUID})"


def _is_no_dummy(text: str) -> bool:
    return not is_dummy(text)


# What is told by its surroundings
IN_CONTEXT = (
    Format("eyJ", rf"(?<!{_WEB})eyJ({_WEB}{{8,}}\.{_WEB}{{8,}}\.{_WEB}*)"),
    Format("eyJ", rf"(?<=\\[nrt])eyJ({_WEB}{{8,}}\.{_WEB}{{8,}}\.{_WEB}*)"),
    Format("ZXlK", rf"(?<!{_WEB})ZXlK([A-Za-z0-9+/_-]{{60,}}={{0,2}})"),
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
    Format("|", r"(?<!\d)\d{15,16}\|([A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])"),
    Format(
        "assword",
        r"key=\"(?i:cleartext)?(?i:password)\" {1,4}value=\"([^\"]{6,300})\"",
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


def formats_in(text: str) -> list[Format]:
    """The formats that a line of the text may hold."""
    return [form for form in FORMATS if form.marker in text]


def known_secrets(line: str, formats: Iterable[Format] = FORMATS) -> Iterator[Span]:
    """Where in one line secrets of these forms are, and the placeholders of such secrets."""
    for form in formats:
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
# What stands between the markers of a key, in any quotes; code that makes keys is something else.
_BLOCK = re.compile(r"(?:(?<=\n)[A-Za-z-]{4,20}: [^\n]{0,80}\n|[A-Za-z0-9+/=\s\"'\\,;#*>|.-])*+")
# A block whose END is not there: line after line, as long as they look like it.
_CUT_BLOCK = re.compile(
    rf"{_BETWEEN_LINES}(?:[A-Za-z0-9+/=]{{16,}}+{_BETWEEN_LINES})*+(?:[A-Za-z0-9+/=]*\Z)?"
)


def private_keys(text: str) -> Iterator[Span]:
    """Where the inner parts of private key blocks are, to the END marker or as far as they go."""
    for begin in _BLOCK_START.finditer(text):
        end = _BLOCK_END.search(text, begin.end(), begin.end() + _LONGEST_BLOCK)
        if end is None or not _BLOCK.fullmatch(text, begin.end(), end.start()):
            cut = _CUT_BLOCK.match(text, begin.end())
            stop = cut.end() if cut else begin.end()
        else:
            stop = end.start()
        if _KEY_MATERIAL.search(text, begin.end(), stop):
            yield begin.end(), stop
