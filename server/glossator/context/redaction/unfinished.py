"""Whether a secret is just being typed: it cannot be told by its form until it is whole.

Looked for at the cursor alone, where ghost text is asked for: after the prefix of a provider's key,
within the password of a URL, after the marker that begins a private key, and wherever a long random
text, if the user went on with it, would be hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from glossator.context.redaction.entropy import is_random
from glossator.context.redaction.key_blocks import LONGEST_KEY
from glossator.context.redaction.names import CHOSEN, DRAWN

_LONGEST = 2_000
"""Code points before the cursor that are looked at, in its line."""

_SURE_PREFIX = (
    r"gh[pousr]_|github_pat_|gl(?:pat|dt|rt|ptt|ft)-|pypi-AgE|[sr]k_(?:live|test|prod)_|"
    r"sk-(?:proj|svcacct|admin|ant|or-v1)-|xox[abceoprs]-|xapp-\d-|A[KSBC](?:IA|CA)|AIza|ya29\.|"
    r"GOCSPX-|SG\.|gsk_|pplx-|nvapi-|do[opr]_v1_|hv[sbr]\.|dckr_[po]at_|shp(?:at|ca|pa|ss)_|"
    r"whsec_|lin_api_|figd_|eyJ|glsa_|sbp_|tskey-|ATATT3|AGE-SECRET-KEY-1|rubygems_|PMAK-|NRAK-|"
    r"lsv2_(?:pt|sk)_|sntry[su]_|SSWS |[Bb]earer |[Bb]asic |cmVmdGtu|"
    r"oy2[a-z0-9]{4}|AKIA[A-Z0-9]{16}[\"',:;\s]{1,6}|AC[0-9a-f]{32}[\"',:;\s]{1,6}|"
    r"\d{9,10}:(?=[\w-]{6})|[MNO][\w-]{23,27}\.[\w-]{6}\.?|"
    r"\$(?:2[abxy]?|apr1|[156y])\$"
)
_WORDLIKE_PREFIX = r"sk-|npm_|hf_|r8_|xai-|dapi|pul-|glc_|dp\.[a-z]{2,5}\.|ntn_"
_BODY = "[A-Za-z0-9_.+/=~$-]"
_KEY = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{_SURE_PREFIX}){_BODY}*|"
    rf"(?:{_WORDLIKE_PREFIX})(?=[A-Za-z_-]{{0,8}}[0-9A-Z]){_BODY}*)\Z"
)
_QUOTED = re.compile(
    rf"(?:{CHOSEN}|{DRAWN})[\"'\]]{{0,2}}+"
    r"(?: ?: ?[a-z][a-z0-9_.\[\]|]{0,30}+(?= ?=))?+"
    r"\s{0,20}+(?::=|=>|[:=,])\s{0,20}+[a-z@$]{0,2}(?P<quote>[\"'`])(?:(?!(?P=quote)).)*\Z",
    re.IGNORECASE,
)
_BARE = (
    r"[\w.-]*(?:pass(?:word|wd)?|pwd|secret|token|key|credentials?)[\w.-]*"
    r"{sign}[^\s\"'`$({{<][^\s]*\Z"
)
_IN_ENVIRONMENT = re.compile(
    r"(?:^|[\s;])[A-Z0-9_]*(?:PASS(?:WORD|WD|PHRASE)?|PWD|SECRET|TOKEN|KEY|PAT|CREDENTIALS?)"
    r"[A-Z0-9_]*=[^\s\"'`$({<=]\S*\Z"
)
_IN_CONFIGURATION = re.compile(_BARE.format(sign=r"\s{0,9}[:=]\s{0,9}"), re.IGNORECASE)
_CONFIGURATIONS = frozenset(
    "yaml ini properties dotenv toml dockerfile shellscript plaintext makefile".split()
)
_URL = re.compile(
    r"://[^\s:/?#@\"'`<>()]{0,100}:(?!/|\d{1,5}(?:[/?#]|\Z)|[{$])[^\s\"'`<>@]{1,1000}@?\Z"
)
# What a user might go on with: a password, a key, a key in hexadecimal digits, and words.
_CONTINUATIONS = (
    "mK7-4vB!w9tR2",
    "m8Kd2Lp9Wn4Rb6Ty3Gh7Vf5Cs1Nk0Pe8Mw2Ub5Da9Lr4Ht7Gy1Fs6Vc3Bn0" * 2,
    "3a7f09e1b4c85d26" * 4,
    "ild gravel otter copper lantern maple ribbon thunder velvet walnut ember",
)
_LINES_BEFORE, _BEFORE = 12, 4_000
"""Lines and code points before the cursor that may say what is typed there."""
_UNQUOTED = _CONFIGURATIONS | frozenset(
    "xml html markdown csv tsv bat fish powershell http netrc conf editorconfig terraform groovy "
    "json jsonc log restructuredtext".split()
)
"""Languages in which a bare word is text."""
_COMMENT = re.compile(r"\s*(?:#|//|--|;|\*|<!--)")
_LOOKED_UP = re.compile(r"(?:\$[({A-Za-z_]|\{\{|<[A-Za-z])[^\s\"'>]*\Z")
_AFTER_SIGN = re.compile(
    r"(?<=[\"'])u\+\w{4,}\Z|(?<=:)11[0-9a-f]{4,}\Z|"
    r"jdbc:oracle:[a-z]{1,9}:[^\s:/@\"']{1,60}/[^\s\"'@/]+\Z"
)
_USER = re.compile(r"://([\w-]{12,100})\Z")
_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_KEY_LINES = re.compile(r"(?:[A-Za-z0-9+/=\s\"'\\,#*>|]|[A-Za-z-]{4,20}: )*")


def is_within_secret(text: str, offset: int, language: str, hide: Callable[[str], str]) -> bool:
    """Whether what ends at `offset` is a secret that is not whole yet, or may be one.

    `hide` gives a text without its whole secrets, of the same length.
    """
    line = text[max(0, offset - _LONGEST) : offset].rpartition("\n")[2]
    return any(
        form.search(line) for form in (_KEY, _AFTER_SIGN, _QUOTED, _IN_ENVIRONMENT, _URL)
    ) or (
        (language in _CONFIGURATIONS and _IN_CONFIGURATION.search(line) is not None)
        or ((user := _USER.search(line)) is not None and is_random(user[1]))
        or _is_within_key(text, offset)
        or _would_be_hidden(text, offset, language, hide)
    )


def _would_be_hidden(text: str, offset: int, language: str, hide: Callable[[str], str]) -> bool:
    """Whether a secret that is typed at the cursor would be hidden there once it is whole."""
    before = text[max(0, offset - _BEFORE) : offset]
    line = before[before.rfind("\n") + 1 :]
    quote = _open_quote(line)
    if not quote and language not in _UNQUOTED and not _COMMENT.match(line):
        return False
    if not quote and _LOOKED_UP.search(line):
        return False
    before = "\n".join(before.split("\n")[-_LINES_BEFORE:])
    ends = (f"{quote})",) if quote else ("", "</string>")
    for continuation in _CONTINUATIONS:
        for end in ends:
            shown = hide(f"{before}{continuation}{end}\n")
            if shown[len(before)] != continuation[0]:
                return True
    return False


def _open_quote(line: str) -> str:
    """The quote in which a line ends; empty where it ends in none."""
    quote = ""
    for character in line.replace("\\\\", "").replace('\\"', "").replace("\\'", ""):
        if character == quote:
            quote = ""
        elif not quote and character in "\"'`":
            quote = character
    return quote


def _is_within_key(text: str, offset: int) -> bool:
    first = text.rfind("-----BEGIN ", max(0, offset - LONGEST_KEY), offset)
    begin = _BEGIN.match(text, first, offset) if first >= 0 else None
    return begin is not None and _KEY_LINES.fullmatch(text, begin.end(), offset) is not None
