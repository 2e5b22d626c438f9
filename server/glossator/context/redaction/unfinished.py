"""Whether a secret is just being typed: it cannot be told by its form until it is whole.

Looked for at the cursor alone, where ghost text is asked for: after the prefix of a provider's key,
within the value that is given to a secret's name, within the password of a URL, and after the
marker that begins a private key.
"""

from __future__ import annotations

import re

_LONGEST = 2_000
"""Code points before the cursor that are looked at, in its line."""
_LONGEST_KEY = 45_000
"""Code points before the cursor in which a private key may have begun."""

_SURE_PREFIX = (
    r"gh[pousr]_|github_pat_|gl(?:pat|dt|rt|ptt|ft)-|pypi-AgE|[sr]k_(?:live|test|prod)_|"
    r"sk-(?:proj|svcacct|admin|ant|or-v1)-|xox[abceoprs]-|xapp-\d-|A[KSBC](?:IA|CA)|AIza|ya29\.|"
    r"GOCSPX-|SG\.|gsk_|pplx-|nvapi-|do[opr]_v1_|hv[sbr]\.|dckr_[po]at_|shp(?:at|ca|pa|ss)_|"
    r"whsec_|lin_api_|figd_|eyJ|glsa_|sbp_|tskey-|ATATT3|AGE-SECRET-KEY-1|rubygems_|PMAK-|NRAK-|"
    r"lsv2_(?:pt|sk)_|sntry[su]_|SSWS |[Bb]earer |[Bb]asic "
)
_WORDLIKE_PREFIX = r"sk-|npm_|hf_|r8_|xai-|dapi|pul-|glc_|dp\.[a-z]{2,5}\.|ntn_"
_BODY = "[A-Za-z0-9_.+/=~-]"
_NAMES = (
    r"passw(?:or)?d|passphrase|passcode|pwd|(?<![a-z])pass(?![a-z])|(?<![a-z])pw(?![a-z])|secret|"
    r"token|auth|credential|psk|"
    r"(?:api|access|account|app|auth|encryption|master|private|secret|shared|signing|storage)[_-]?key"
)
_KEY = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{_SURE_PREFIX}){_BODY}*|"
    rf"(?:{_WORDLIKE_PREFIX})(?=[A-Za-z_-]{{0,8}}[0-9A-Z]){_BODY}*)\Z"
)
_QUOTED = re.compile(
    rf"(?:{_NAMES})[a-z0-9_-]{{0,30}}+[\"'\]]{{0,2}}+"
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
    r"://[^\s:/?#@\"'`<>()]{0,100}:(?!/|\d{1,5}(?:[/?#]|\Z)|[{$])[^\s\"'`<>@]{1,1000}\Z"
)
_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_KEY_LINES = re.compile(r"(?:[A-Za-z0-9+/=\s\"'\\,#*>|]|[A-Za-z-]{4,20}: )*")


def is_within_secret(text: str, offset: int, language: str) -> bool:
    """Whether what ends at `offset` is a secret that is not whole yet, or may be one."""
    line = text[max(0, offset - _LONGEST) : offset].rpartition("\n")[2]
    return any(form.search(line) for form in (_KEY, _QUOTED, _IN_ENVIRONMENT, _URL)) or (
        (language in _CONFIGURATIONS and _IN_CONFIGURATION.search(line) is not None)
        or _is_within_key(text, offset)
    )


def _is_within_key(text: str, offset: int) -> bool:
    first = text.rfind("-----BEGIN ", max(0, offset - _LONGEST_KEY), offset)
    begin = _BEGIN.match(text, first, offset) if first >= 0 else None
    return begin is not None and _KEY_LINES.fullmatch(text, begin.end(), offset) is not None
