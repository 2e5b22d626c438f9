"""The secrets that can be told by their form alone: provider keys.

With those of `surroundings` and `command_lines` they are all that `redact` looks for by patterns.

Each format names a literal that its line must hold, which is looked for first: most lines of most
files hold none of them, and so cost no regular expression at all. The one group of a pattern is
what is hidden; what stands before it (`ghp_`, `postgres://user:`) stays, so that the code reads.

The forms are the providers' published ones. No pattern may be open to backtracking: what repeats
is one character class, and what follows it is outside of that class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from operator import add

from glossator.context.redaction.calls import IN_CALLS
from glossator.context.redaction.command_lines import IN_COMMANDS
from glossator.context.redaction.directives import IN_DIRECTIVES
from glossator.context.redaction.entropy import is_random
from glossator.context.redaction.form import ANY_HEX, HEX, HEX_UUID, WEB, Format, key
from glossator.context.redaction.placeholders import is_placeholder
from glossator.context.redaction.prompts import IN_DIALOGUES
from glossator.context.redaction.surroundings import IN_CONTEXT
from glossator.text.spans import Span

PROVIDER_KEYS = (
    # Code hosts and package registries
    *(key(f"gh{kind}_", r"[A-Za-z0-9]{36,}") for kind in "pousr"),
    key("github_pat_", r"[A-Za-z0-9_]{22,}"),
    key("gl(?:pat|dt|rt|ptt|ft|ffct|imt|agent|oas|soat)-", r"[A-Za-z0-9_.-]{20,}", "gl"),
    key("glcbt-[A-Za-z0-9]{1,5}_", rf"{WEB}{{20,}}", "glcbt-"),
    key("GR1348941", rf"{WEB}{{20,}}"),
    key("_gitlab_session=", r"[0-9a-z]{32}"),
    key("ATATT3", r"[A-Za-z0-9_=-]{50,}"),
    key("ATBB", r"[A-Za-z0-9_=-]{28,}"),
    key("npm_", r"[A-Za-z0-9]{36,}"),
    key("pypi-AgE", rf"{WEB}{{50,}}"),
    key("rubygems_", rf"{HEX}{{48}}"),
    key("dckr_[po]at_", rf"{WEB}{{27,}}", "dckr_"),
    key("CLOJARS_", r"[A-Za-z0-9]{60}"),
    key("sgp_(?:[0-9A-Fa-f]{16}_|local_)?", rf"{ANY_HEX}{{40}}", "sgp_"),
    key("AKCp", r"[A-Za-z0-9]{60,}"),
    key("oy2", r"[a-z0-9]{43}"),
    # Clouds
    *(
        key(f"A{kind}", r"(?!\w{9}EXAMPLE)[A-Z0-9]{16}(?![A-Z0-9])")
        for kind in ("KIA", "SIA", "BIA", "CCA")
    ),
    key("A3T[A-Z0-9]", r"[A-Z0-9]{16}(?![A-Z0-9])", "A3T"),
    key("", r"[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}", "Q~"),
    key(r"v1\.0-", rf"{HEX}{{24}}-{HEX}{{146}}", "v1.0-"),
    key("4b1d", r"[A-Za-z0-9]{38}(?![A-Za-z0-9])"),
    key("sha256~", rf"{WEB}{{43}}"),
    *(key(f"f{kind}_", r"[A-Za-z0-9+/_-]{43,}={0,3}") for kind in ("o1", "m1a", "m1r", "m2")),
    key(r"t1\.", rf"{WEB}{{1,400}}={{0,2}}\.{WEB}{{86}}={{0,2}}", "t1."),
    key("AQVN", rf"{WEB}{{35,38}}"),
    key("tk-us-", rf"{WEB}{{48}}"),
    key("AIza", rf"{WEB}{{35,}}"),
    key("GOCSPX-", rf"{WEB}{{24,}}"),
    key(r"ya29\.", rf"{WEB}{{20,}}"),
    key("LTAI", r"[A-Za-z0-9]{16,26}(?![A-Za-z0-9])"),
    *(key(f"do{kind}_v1_", rf"{HEX}{{64}}") for kind in "opr"),
    key(r"hv[sbr]\.", rf"{WEB}{{24,}}", marker="hv"),
    key("AGE-SECRET-KEY-1", r"[A-Z0-9]{58}"),
    key("dapi", rf"{HEX}{{32}}(?:-\d)?"),
    key(r"dp\.(?:pt|st|sa|ct|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?", r"[A-Za-z0-9]{40,}", "dp."),
    key(r"[A-Za-z0-9]{14}\.atlasv1\.", r"[A-Za-z0-9=_-]{60,}", ".atlasv1."),
    key("pul-", rf"{HEX}{{40}}"),
    key("pscale_(?:tkn|oauth|pw)_", r"[A-Za-z0-9_.=-]{32,}", "pscale_"),
    key("sbp_", rf"{HEX}{{40}}"),
    key("sb_secret_", rf"{WEB}{{20,}}"),
    key("tskey-(?:[a-z]+-)?", rf"{WEB}{{20,}}", "tskey-"),
    key("HRKU-", rf"{WEB}{{36,}}"),
    # Model services
    key("sk-(?:proj|svcacct|admin|None|ant-[a-z0-9]+|or-v1|lf)-", rf"{WEB}{{20,}}", "sk-"),
    key("sk-", r"[A-Za-z0-9]{32,}"),
    key("hf_", r"[A-Za-z0-9]{30,}"),
    key("api_org_", r"[A-Za-z0-9]{30,}"),
    key("gsk_", r"[A-Za-z0-9]{40,}"),
    key("r8_", r"[A-Za-z0-9]{36,}"),
    key("pplx-", r"[A-Za-z0-9]{40,}"),
    key("xai-", r"[A-Za-z0-9]{60,}"),
    key("lsv2_(?:pt|sk)_", rf"{HEX}{{32}}_{HEX}{{10}}", "lsv2_"),
    key("nvapi-", rf"{WEB}{{60,}}"),
    key("csk-", r"[A-Za-z0-9]{40,}"),
    key("tgp_v1_", rf"{WEB}{{40,}}"),
    key("pcsk_", r"[A-Za-z0-9_]{40,}"),
    key("tvly-(?:dev-|prod-)?", r"[A-Za-z0-9]{32,}", "tvly-"),
    # Messages
    key("xox[abceoprs]-", r"[A-Za-z0-9-]{10,}", "xox"),
    key("xoxe\\.xox[bp]-", r"[A-Za-z0-9-]{10,}", "xoxe."),
    key(r"xapp-\d-", r"[A-Za-z0-9-]{20,}", "xapp-"),
    key(r"hooks\.slack\.com/(?:services|workflows|triggers)/", r"[A-Za-z0-9_/+-]{20,}", "hooks"),
    key("webhookb2/", r"[A-Za-z0-9@/-]{100,}"),
    key("xkeysib-", rf"{HEX}{{64}}-[A-Za-z0-9]{{16}}"),
    key("re_", r"[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}"),
    key(r"discord(?:app)?\.com/api/webhooks/\d{1,25}/", rf"{WEB}{{40,}}", "/api/webhooks/"),
    key("SK", rf"{HEX}{{32}}(?!{HEX})"),
    key("AC", rf"{HEX}{{32}}(?!{HEX})"),
    key(r"SG\.", rf"{WEB}{{16,}}\.{WEB}{{16,}}"),
    key("key-", rf"{HEX}{{32}}(?!{HEX})"),
    Format("-us", rf"(?<!{HEX})({HEX}{{32}})-us\d{{1,2}}(?!\d)"),
    Format(":AA", r"(?<!\d)\d{8,10}:AA([A-Za-z0-9_-]{32,})"),
    Format(
        ".",
        # The boundary stands after the first letter so that the search can jump from M to M.
        rf"[MNO](?:(?<!{WEB}[MNO])|(?<=\\[nrt][MNO]))({WEB}{{23,27}}\.{WEB}{{6}}\.{WEB}{{27,}})",
    ),
    # Money and the rest
    key("[sr]k_(?:live|test|prod)_", r"[A-Za-z0-9]{10,}", "k_"),
    key("EAA[A-Z]", r"[A-Za-z0-9_-]{22,}", "EAA"),
    key("EZ[AT]K", r"[A-Za-z0-9]{54}", "EZ"),
    key("FLWSECK_TEST-", r"[0-9a-hjqx-z]{12,32}(?:-X)?"),
    key("access-(?:sandbox|development|production)-", HEX_UUID, "access-"),
    key("shippo_(?:live|test)_", rf"{ANY_HEX}{{40}}", "shippo_"),
    *(key(f"{mode}_", rf"{HEX}{{35}}(?![0-9a-z])") for mode in ("live", "test")),
    key("duffel_(?:live|test)_", r"[A-Za-z0-9_=-]{43}", "duffel_"),
    key("whsec_", r"[A-Za-z0-9+/=]{24,}"),
    *(key(f"shp{kind}_", rf"{ANY_HEX}{{32}}") for kind in ("at", "ca", "pa", "ss")),
    key("sq0(?:atp|csp|idp)-", rf"{WEB}{{22,}}", "sq0"),
    key("lin_api_", r"[A-Za-z0-9]{32,}"),
    key("lin_oauth_", r"[A-Za-z0-9]{32,}"),
    key("ntn_", r"[A-Za-z0-9]{40,}"),
    key("secret_", r"[A-Za-z0-9]{43}(?![A-Za-z0-9])"),
    key("figd_", rf"{WEB}{{38,}}"),
    key("pat[A-Za-z0-9]{14}\\.", rf"{HEX}{{64}}", "pat"),
    key("PMAK-", rf"{HEX}{{24}}-{HEX}{{34}}"),
    key("NRAK-", r"[A-Z0-9]{27}"),
    key("glsa_", rf"[A-Za-z0-9]{{32}}_{ANY_HEX}{{8}}"),
    key("glc_", r"[A-Za-z0-9+/=]{32,}"),
    key("eyJrIjoi", r"[A-Za-z0-9]{70,}={0,3}"),
    key("NR(?:JS|II)-", r"[A-Za-z0-9-]{19,32}", "NR"),
    key("API-", r"[A-Z0-9]{26}(?![A-Z0-9])"),
    key(r"(?:pat|sat)\.", rf"{WEB}{{22}}\.[A-Za-z0-9]{{24}}\.[A-Za-z0-9]{{20}}", "at."),
    key("ops_", r"eyJ[A-Za-z0-9+/]{250,}={0,3}"),
    key("p8e-", r"[A-Za-z0-9]{32}"),
    key("dnkey-", r"[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}"),
    key("fio-u-", r"[A-Za-z0-9=_-]{64}"),
    key("ico-", r"[A-Za-z0-9]{32}(?![A-Za-z0-9])"),
    key("s-s4t2(?:ud|af)-", rf"{HEX}{{64}}", "s-s4t2"),
    key("pnu_", r"[A-Za-z0-9]{36}"),
    key("rdme_", r"[a-z0-9]{70}"),
    key("sm_[aps]at_", r"[A-Za-z0-9]{16}", "at_"),
    key("tfp_", r"[A-Za-z0-9_.=-]{59}"),
    key("CFPAT-", rf"{WEB}{{40,}}"),
    key("[A-Za-z0-9]{6}_", r"[A-Za-z0-9]{29}_mmk", "_mmk"),
    key(
        r"(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.",
        r"[A-Za-z0-9+/_=-]{30,120}",
        ".acc",
    ),
    key("sntry[su]_", r"[A-Za-z0-9+/=_-]{40,}", "sntry"),
    key(r"dt0[a-z]01\.[A-Z0-9]{24}\.", r"[A-Z0-9]{64}", "dt0"),
    key(r"pat-(?:na|eu)\d-", HEX_UUID, "pat-"),
    key("AAAA[A-Za-z0-9_-]{7}:", rf"{WEB}{{134,140}}", "AAAA"),
    key("SSWS ", r"[A-Za-z0-9_-]{40,42}"),
    key("cmVmdGtu", r"[A-Za-z0-9]{50,60}"),
    Format(":", r"(?<!\d)\d{8,10}:([A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])", is_random),
    Format(":11", rf":11({HEX}{{32}})(?![0-9a-z])"),
    Format("u+", r"[\"']u\+([A-Za-z0-9_+-]{18})[\"']", is_random),
    # 64 bytes, as storage accounts have them; a checksum of that length says what it is.
    Format("==", r"(?<![A-Za-z0-9+/=-])([A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])", is_random),
    # Private keys as the Base64 of DER in one line
    *(
        Format(marker, rf"MII[A-Za-z0-9+/]{{3}}{marker}([A-Za-z0-9+/]{{40,}}={{0,2}})")
        for marker in ("IBADANBgkq", "IBAAKC", "IBAzCC")
    ),
    *(
        key(begin, r"[A-Za-z0-9+/]{40,}={0,2}")
        for begin in ("MHcCAQEEI", "MIGHAgEAMBMGByqGSM49", "MC4CAQAwBQYDK2VwBCIEI")
    ),
    key("b3BlbnNzaC1rZXktdjE", r"[A-Za-z0-9+/]{40,}={0,2}"),
    key("RWR(?:TY0Iy|CS)", r"[A-Za-z0-9+/]{60,}={0,2}", "RWR"),
    key("nsec1", "[02-9ac-hj-np-z]{58}"),
    key("[xyztuv]prv", "[0-9A-Za-z]{90,}", "prv"),
    key("1//0", rf"{WEB}{{40,}}"),
    key(r"hooks\.zapier\.com/hooks/catch/\d{1,12}/", "[a-z0-9]{6,20}", "hooks.zapier"),
    key(r"maker\.ifttt\.com/[\w/-]{0,90}/with/key/", rf"{WEB}{{20,}}", "maker.ifttt"),
    Format("eyJ", rf"(?<!{WEB})(?<!\.)eyJ({WEB}{{8,}}\.{WEB}{{30,}})(?!{WEB}|\.)"),
    # The Base64 of a private key's marker
    Format(
        "LS0tLS1CRUdJTi",
        r"LS0tLS1CRUdJTi((?:BQUklWQV|BSU0EgUFJJVk|BFQyBQUklW|BPUEVOU1NIIFBSSVZB|BFTkNSWVBURUQgUFJJVk|BEU0EgUFJJVk)[A-Za-z0-9+/]{40,}={0,2})",
    ),
)

FORMATS = PROVIDER_KEYS + IN_CONTEXT + IN_CALLS + IN_COMMANDS + IN_DIALOGUES + IN_DIRECTIVES

_SHORT = 300
"""Code points of a text whose pairs of them are sooner looked up than all the markers."""
_BY_HEAD: dict[str, list[Format]] = {}
"""The formats by the first two code points of their markers."""
for _form in FORMATS:
    _BY_HEAD.setdefault(_form.marker[:2], []).append(_form)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # When it is first needed: all of them at the start would hold it up by 40 ms.
    return re.compile(pattern)


def formats_in(text: str) -> list[Format]:
    """The formats that a line of the text may hold."""
    if len(text) > _SHORT:
        return [form for form in FORMATS if form.marker in text]
    heads = {*text, *map(add, text, text[1:])}
    begun = filter(None, map(_BY_HEAD.get, heads))
    return [form for forms in begun for form in forms if form.marker in text]


def known_secrets(line: str, formats: Iterable[Format] = FORMATS) -> Iterator[Span]:
    """Where in one line secrets of these forms are, and the placeholders of such secrets."""
    for form in formats:
        if form.marker in line:
            for match in _compiled(form.pattern).finditer(line):
                secret = match[1]
                if form.is_secret is None or is_placeholder(secret) or form.is_secret(secret):
                    yield match.span(1)
