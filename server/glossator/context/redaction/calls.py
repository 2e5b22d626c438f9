"""The secrets that are told by the function which they are handed to."""

from __future__ import annotations

import re

from glossator.context.redaction.entropy import (
    is_mnemonic,
    is_password,
    is_secret,
    is_written_secret,
)
from glossator.context.redaction.form import Format
from glossator.context.redaction.opening import Opening

_LITERAL = r"(?:Some\(|\[\]byte\()?[brfu@$]?[\"']([^\"'\s]{5,300})[\"']"

# (literal that the line holds, function, how many arguments come before the secret)
_TAKERS = (
    ("auth", r"auth ?=", 1),
    ("auth(", r"\.auth", 1),
    ("asicAuth", r"\w{0,20}[Bb]asicAuth(?:entication)?", 1),
    ("basic_auth", r"\w{0,20}basic_auth(?:: ?\{|\b)", 1),
    ("NetworkCredential", "NetworkCredential", 1),
    ("PasswordCredential", "UsernamePasswordCredentials?", 1),
    ("PasswordAuthentication", "PasswordAuthentication", 1),
    ("PlainAuth", "PlainAuth", 2),
    ("Credentials", "Credentials", 3),
    ("ogin(", r"\.[lL]ogin", 1),
    ("FTP", r"\bFTP(?:_TLS)?", 2),
    ("simple_bind", r"simple_bind(?:_s)?", 1),
    ("ldap_bind", "ldap_bind", 2),
    ("mysqli", r"mysqli(?:_connect)?", 2),
    ("mysql_connect", "mysql_p?connect", 2),
    ("real_connect", r"mysqli?_real_connect", 3),
    ("PDO", "PDO", 2),
    ("DBI->", r"DBI->connect", 2),
    ("getConnection", "getConnection", 2),
    ("Sequelize", "Sequelize", 2),
    *(("connect(", r"\.connect", before) for before in (1, 2, 3, 4, 6)),
    ("WiFi", r"WiFi\.begin", 1),
    ("jwt.", r"jwt\.(?:sign|verify|encode|decode)", 1),
    ("hmac.", r"hmac\.new", 0),
    ("createHmac", "createHmac", 1),
    ("Fernet", "Fernet", 0),
    ("AES.new", r"AES\.new", 0),
    ("Wallet", "Wallet", 0),
    ("TOTP", "TOTP", 0),
    ("algoliasearch", "algoliasearch", 1),
    ("SecretStr", r"SecretStr(?:ing)?(?:::new|::from)?", 0),
    ("crypt(", r"\bcrypt", 0),
    ("pgp_sym_", r"pgp_sym_(?:en|de)crypt(?:_bytea)?", 1),
    *(
        (marker, rf"\w{{0,20}}{callee}", 0)
        for marker, callee in (
            ("hashpw", "hashpw"),
            ("checkpw", "checkpw"),
            ("hashSync", "hashSync"),
            ("_password", "(?:hash|check|make|verify|set)_password"),
            ("password_", "password_(?:hash|verify)"),
        )
    ),
    ("set_password", r"keyring\.set_password", 2),
)


IN_CALLS = (
    *(
        Format(
            marker,
            rf"{callee} ?\(?\s?(?:[^,\n]{{0,120}}, ?){{{before}}}{_LITERAL}",
            is_written_secret if marker == "connect(" else is_secret,
        )
        for marker, callee, before in _TAKERS
    ),
    Format(".toCharArray", r"[\"']([^\"'\s]{5,300})[\"']\.toCharArray\(\)", is_secret),
    Format("password_hash", r"[\"']([^\"'\s]{5,200})[\"'] ?\| ?password_hash", is_secret),
    Format("getpass", r"getpass\([^()\n]{0,60}\) ?[!=]= ?[\"']([^\"'\s]{5,200})", is_secret),
    # The user and the password of a header, before they become Base64
    *(
        Format(
            marker, rf"{marker}\w{{0,12}}\(b?[\"'][^\s:\"']{{1,60}}:([^\s\"']{{4,200}})", is_secret
        )
        for marker in (
            "btoa",
            "b64encode",
            "Buffer.from",
            "base64_encode",
            "ncodeToString",
            "encode64",
        )
    ),
    # Forms that a test fills in
    Format(
        "send_keys", r"(?i:passw)[^\n]{0,40}send_keys\([\"']([^\"'\s]{5,200})[\"']", is_password
    ),
    *(
        Format(
            marker,
            r"(?i:passw[a-z]{0,6}|pw|pwd)[^\w\n]{1,4}\)"
            rf"{marker.replace('.', '[.]').replace('(', '[(]')}[\"']([^\"'\s]{{5,200}})[\"']",
            is_password,
        )
        for marker in (".type(", ".fill(", ".sendKeys(", ".setValue(")
    ),
    *(
        Format(
            marker,
            rf"{marker}\w{{0,10}}\s?\(\s?(?:[\w:.]{{1,30}}\(|[^,\n]{{1,60}}, ?)?"
            r"[\"'`]([a-z]+(?: [a-z]+){11,23})[\"'`]",
            is_mnemonic,
        )
        for marker in ("fromPhrase", "nemonic", "from_phrase")
    ),
)

_OVER_LINES = re.compile(
    r"(?:(?P<first>fernet|aes\.new|secretstr(?:ing(?:::new|::from)?)?)|"
    r"(?P<second>basicauth|basic_auth|networkcredential|\.login|usernamepasswordcredentials?)|"
    r"(?P<third>\bpdo|mysqli(?:_connect)?|dbi->connect|getconnection|sequelize|plainauth)|"
    r"(?P<fourth>real_connect|\bcredentials))\($"
)
_ARGUMENT = re.compile(r"\s*[brfu@$]?(?P<value>[\"'][^\"'\s]*[\"']|[^,]+),?\s*$")


def begin_of_call(lowered: str) -> Opening | None:
    """The opening that a line in lower case is, if arguments of such a call follow below."""
    if call := _OVER_LINES.search(lowered):
        number = ("first", "second", "third", "fourth").index(call.lastgroup or "first")
        return Opening("password", _ARGUMENT, literal=False, nth=number)
    return None
