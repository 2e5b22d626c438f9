"""The secrets that are told by what stands around them in a line.

URLs, headers, cookies, connection strings, tables, and calls that take a secret.
"""

from __future__ import annotations

from glossator.context.redaction.entropy import (
    is_no_dummy,
    is_password,
    is_random,
    is_secret,
    is_written_secret,
)
from glossator.context.redaction.form import ANY_HEX, HEX, HEX_UUID, WEB, Format

_HEROKU = rf"(?i:heroku)[\w\s\"':=.,-]{{0,40}}?(?<!{ANY_HEX})({HEX_UUID})"


_SECRETLY = "passw|pwd|secret|token|api_?key|private_?key|access_?key|_pass\\b|_key\\b"
_NO_MORE = r"(?![A-Za-z0-9/+=])"


# What is told by its surroundings
IN_CONTEXT = (
    Format("eyJ", rf"(?<!{WEB})eyJ({WEB}{{8,}}\.{WEB}{{8,}}\.{WEB}*)"),
    Format("eyJ", rf"(?<=\\[nrt])eyJ({WEB}{{8,}}\.{WEB}{{8,}}\.{WEB}*)"),
    Format("ZXlK", rf"(?<!{WEB})ZXlK([A-Za-z0-9+/_-]{{60,}}={{0,2}})"),
    Format("eroku", _HEROKU),
    Format("EROKU", _HEROKU),
    Format("Account", r"AccountKey=([A-Za-z0-9+/]{40,}={0,2})"),
    Format("AccessKey", r"SharedAccessKey=([A-Za-z0-9+/]{40,}={0,2})"),
    Format("sig=", r"(?<![A-Za-z0-9])sig=([A-Za-z0-9%+/_-]{40,}={0,2})"),
    Format(
        "Signature=",
        r"(?<![A-Za-z0-9])(?:X-[A-Za-z]{2,6}-)?Signature=([A-Za-z0-9%+/_~-]{40,}={0,2})",
    ),
    # No port and path before an `@` is a password: `localhost:80/@scope`.
    Format(
        "://",
        r"://[^\s:/?#@\"'`<>()\[]{0,100}:(?!\d{1,5}(?:[/?#]|$))"
        r"([^\s/?#\"'`<>]{1,1000}|[^\s\"'`<>@]{1,1000}+)@(?=[\w\[.$%{\"'`\n-]|\Z)",
        is_no_dummy,
    ),
    Format("://", rf"://({WEB}{{20,200}}):?@(?=[\w\[])", is_random),
    Format("jdbc:oracle", r"jdbc:oracle:[a-z]{1,9}:[^\s:/@\"']{1,60}/([^\s\"'@]{4,200})@"),
    Format("|", r"(?<!\d)\d{15,16}\|([A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])"),
    Format(
        "assword",
        r"key=\"(?i:cleartext)?(?i:password)\" {1,4}value=\"([^\"]{6,300})\"",
        is_no_dummy,
    ),
    Format(
        "=",
        r"[;?&\"'] ?(?i:password|passwd|pwd) ?= ?([^;&\"'`\s,<>]{4,})",
        is_no_dummy,
    ),
    Format(
        "password=",
        (
            r"\b(?:host|user|dbname|port)=[^\s\"',]{1,100} (?:[^\s\"',]{1,100} ){0,5}"
            r"password=([^\s\"'`;&,()]{4,})"
        ),
        is_no_dummy,
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
    *(
        Format(
            marker,
            r"(?i:authorization)[\"']?\]? ?[:=,] ?[\"'`]?(?i:basic) [\w.@-]{1,60}[ :]"
            r"([^\s\"']{4,200})",
            is_secret,
        )
        for marker in ("uthorization", "UTHORIZATION")
    ),
    Format(
        "--",
        r"--[a-z-]{0,20}(?:password|passphrase|token|secret|key)[a-z-]{0,10} ([^\s\"'$<{]{12,})",
        is_random,
    ),
    Format(
        "ookie",
        r"(?i:cookie)[^\n]{0,150}?(?i:sess|sid|auth|token)\w{0,20}="
        r"([A-Za-z0-9%._~+/|-]{16,600})",
        is_random,
    ),
    # A jar of cookies, as browsers and curl write it
    Format(
        "E\t",
        r"\t(?:TRUE|FALSE)\t[^\t]{0,300}\t(?:TRUE|FALSE)\t\d{1,12}\t[^\t]{1,200}\t(\S{8,4000})",
        is_random,
    ),
    # A row of a table in Markdown
    Format(
        "|",
        r"\A\s{0,40}\|(?:[^|]{0,100}\|){0,4}?[ *_`]{0,4}"
        rf"[\w .-]{{0,30}}(?i:{_SECRETLY})[\w .-]{{0,20}}[ *_`]{{0,4}}\|\s{{0,40}}"
        r"`?([^\s|`]{5,300})`?\s{0,40}\|",
        is_written_secret,
    ),
    # A secret that is compared with what was entered
    Format(
        ".equals",
        r"[\"']([^\"'\s]{5,300})[\"']\.equals(?:IgnoreCase)?\(\s?"
        r"[\w.]{0,40}(?i:passw|pwd|secret|token)",
        is_secret,
    ),
    Format(
        "machine ",
        r"\bmachine [^\n]{1,200}? password ([^\s\"'`\\]{4,200})",
        is_no_dummy,
    ),
    *(
        Format(
            marker, r"(?i:identified (?:with \w{1,40} )?by) ['\"]([^'\"\s]{4,})['\"]", is_password
        )
        for marker in ("dentified ", "DENTIFIED ")
    ),
    # Names and values in pairs of their own
    *(
        Format(
            marker,
            r"(?i:[\"']?\b\w{0,20}(?:name|key)[\"']?) ?[:=] ?[\"']"
            rf"[\w.-]{{0,60}}(?i:{_SECRETLY}|sess)[\w.-]{{0,30}}[\"'], ?"
            r"(?i:[\"']?\w{0,20}value[\"']?) ?[:=] ?[\"']([^\"'\s]{5,300})[\"']",
            is_secret,
        )
        for marker in ("name", "Name", '"key"', "Key")
    ),
    Format(
        "<key>",
        rf"<key>[\w .-]{{0,60}}(?i:{_SECRETLY})[\w .-]{{0,30}}</key> ?"
        r"<string>([^<\s]{5,300})</string>",
        is_secret,
    ),
    Format(
        "VALUES",
        r"INTO\b[^\n]{0,200}(?i:passw|pwd)[^\n]{0,200}VALUES[^\n]{0,200}?"
        r"[\"']((?=[^\"'\s]{0,60}\d)[^\"'\s]{5,200})[\"']",
        is_password,
    ),
    Format(
        "MOVE ",
        r"MOVE [\"']([^\"'\s]{5,200})[\"'] TO [A-Z0-9-]{0,30}(?:PASSW|PWD|SECRET)",
        is_password,
    ),
    Format("pin", r"(?<![A-Za-z])pin(?:_?code)?[\"']?\s?[:=]\s?[\"'](\d{4,8})[\"']"),
    Format("SecureString", r"SecureString (?:-String )?[\"']([^\"'\s]{5,200})[\"']", is_password),
    Format(
        "0x",
        r"(?i:key|secret)\w{0,20}(?:\[\d{0,6}\])? ?:?= ?[\w\[\] ]{0,20}[{\[(]"
        r"((?:\s{0,4}0x[0-9A-Fa-f]{1,2}\b,?){16,400})",
    ),
    # What stands beside the number of a key
    Format(
        "AKIA", rf"AKIA[A-Z0-9]{{16}}[\"',:;\s]{{1,6}}([A-Za-z0-9/+]{{40}}){_NO_MORE}", is_random
    ),
    Format("AC", rf"\bAC[0-9a-f]{{32}}[\"',:;\s]{{1,6}}({HEX}{{32}}){_NO_MORE}"),
    # Passwords as they are stored
    Format(
        "$",
        r"\$(?:2[abxy]?|1|5|6|7|y|gy|apr1|argon2(?:id?|d)|scrypt|pbkdf2[a-z0-9-]{0,10})\$([A-Za-z0-9./$=,+-]{20,300})",
    ),
)
