"""The names that secrets are given to, as patterns for text in lower case.

A name that people choose secrets for (`password`) needs less of its value than one whose secrets
machines draw (`token`), and one that means much else besides (`key`) needs the most.
"""

from __future__ import annotations

HINTS = (
    *("pass", "pw", "secret", "token", "key", "auth", "credential", "psk", "pin", "pat", "nonce"),
    *("mnemonic", "community", "secure", "wif", "seed", "sess", "bearer", "salt"),
    *("passe", "mdp", "contrase", "senha", "parola", "kennwort", "wachtwoord", "lösenord"),
    *("losenord", "hasło", "haslo", "heslo", "salasana", "jelsz", "sifre", "şifre", "парол"),
    *("パスワード", "密码", "密碼", "口令", "비밀번호"),
)
"""Looked for first: a text without any of these costs nothing more."""

_BEGINS, _ENDS = r"(?<![a-z])", r"(?![a-z])"
_OWNERS = (
    "db|user|usr|smtp|my|admin|root|require|ssh|ftp|mqtt|e?mail|wifi|redis|mysql|pg|postgres|ldap|"
    "proxy|auth|login|become|sa|bind|keystore|rabbit"
)
_TAIL = "[a-z0-9_-]{0,30}+"

_IN_OTHER_LANGUAGES = (
    r"passwort|passord|mot[_-]?de[_-]?passe|contrase[nñ]a|senha|parola[_-]?chiave|kennwort|"
    r"wachtwoord|l[oö]senord|has[lł]o|heslo|salasana|jelsz[oó]|[sş]ifre|пароль|пароля|"
    r"パスワード|密[码碼]|口令|비밀번호"
)

CHOSEN = (
    rf"(?:passw(?:or)?d|passphrase|passcode|pwd|secret|mnemonic){_TAIL}|"
    rf"(?:hash|signing|encryption|cookie)_?salt{_ENDS}|"
    rf"(?<!\w)(?:{_IN_OTHER_LANGUAGES})(?!\w)|{_BEGINS}mdp{_ENDS}|"
    rf"{_BEGINS}(?:{_OWNERS})?(?:pass|pw)(?:_?\d)?{_ENDS}|{_BEGINS}(?:wpa[_-]?)?psk{_ENDS}|"
    rf"{_BEGINS}community(?:[_-]?string)?{_ENDS}"
)
"""What people choose."""

DRAWN = (
    r"(?:token|auth|credential|"
    r"(?:api|access|account|app|auth|encryption|master|private|secret|shared|signing|storage)[_-]?"
    rf"key){_TAIL}|{_BEGINS}(?:pat|wif|bearer){_ENDS}|nonce[_-](?:key|salt){_ENDS}"
)
"""What machines draw."""

OPAQUE = (
    rf"(?<!public)(?<!public_)key{_ENDS}|{_BEGINS}(?:secure|seed){_ENDS}|"
    r"(?:sess(?:ion)?_?|s)id(?=[\"']?[=:])"
)
"""What may be anything; only long random values count."""

NAME = rf"(?:(?P<chosen>{CHOSEN})|(?P<drawn>{DRAWN})|(?P<opaque>{OPAQUE}))"
