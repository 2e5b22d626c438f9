"""Is this literal a secret, or a word? Judged by its characters alone.

Words change between upper case, lower case and digits rarely, and where they do they mean it
(`Utf8Decoder`); random text does so at almost every second character. Counting the changes needs
no tables and, for the short texts that secrets are, tells more than Shannon's entropy. Letters of
one case alone are judged by `letters`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from glossator.context.redaction.letters import are_no_words
from glossator.context.redaction.placeholders import holds_placeholder, is_placeholder

SHORTEST_KEY = 12
SHORTEST_PASSWORD = 5
_FEWEST_LETTERS = 4
_SHORTEST_LETTERS = 10
"""Letters of one case from which on a password is told by them."""

# What stands where a secret will be filled in, by people and by templates.
_TO_BE_FILLED_IN = re.compile(
    r"\$\{|\{\{|^\$[A-Za-z_(][\w.)]*$|^\{[\w.:\s-]*\}$|^<[A-Za-z][^<>]*>?$|#\{|^\.\.\.|\.\.\.$|…|"
    r"^%[A-Za-z_%]|^%\d*[a-z]\b|%[sdr](?![a-z0-9])|%\(|(?<![a-z0-9])example|"
    r"example(?:key)?(?![a-z0-9])|change[-_]?me|change[-_]?this|placeholder|redacted|your[-_]|"
    r"(?<![a-z])my[-_]|insert[-_]|replace|x{5}|abcdefgh|^(.)\1+$|^\d{4}-\d\d-\d\d(?:[T ]|$)|"
    r"\*{3}|^0?123456\d*$|^abc123|^\\[xu]",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:the|my|some|a|db|user|admin|root|test|postgres|mysql|proxy|guest|foo|bar|baz|spam)*"
    r"(?:pass|passwd|password|passphrase|pwd|pw|secret|token|key|user|username|guest|bar|spam|tiger)?"
    r"[0-9]?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[A-Za-z_$@.:/~\\()\[\]-]+|[A-Za-z]+\d{0,4}(?:[-_.:/]+[A-Za-z]*\d{0,4})+|"
    r"[A-Za-z_]\w{0,30}(?:\.[A-Za-z_]\w{0,30}){2,}|(?:aws:)?arn:.*"
)
# `V1SecretReference`, `list[S3BucketName]`; four letters at least to each capital.
_IN_CAMEL_CASE = re.compile(
    r"(?:[a-z]{1,8}\[)?(?:[A-Za-z]+\d{1,2}(?=[A-Z])|(?:[A-Z][a-z]+){3})[A-Za-z]*\d{0,2}\]?"
)
_HEXADECIMAL = re.compile(r"(?=.*\d.*\d.*\d)(?=.*[a-f].*[a-f])[0-9a-f]{24,}")
_WORDS_AND_YEAR = re.compile(r"[A-Z][a-z]+(?:[-_.@][A-Z][a-z]+)*[-_.@](?:19|20)\d\d")

# An expression of a programming language, of names and numbers; who writes `Tr0ub4dor` means none.
_NUMBER_TYPE = r"(?:[iuf](?:8|16|32|64|128|size)|[uU]?[lL]{1,2}|[lL]{1,2}[uU]|[fuFUmMn])?"
_OPERAND = re.compile(
    rf"[A-Za-z_$][\w$]*|0[xob][0-9a-fA-F_]+{_NUMBER_TYPE}|"
    rf"\d[\d_]*(?:\.\d+)?(?:e\d+)?{_NUMBER_TYPE}"
)
_OPERATOR = re.compile(r"[.&|+*/%,;:()\[\]{}<>=?-]+!*|!=+|\s+|\A!+")
_DIGITS_WITHIN = re.compile(r"(?<=[A-Za-z])\d+(?=[a-z]|[A-Z](?![a-z]))")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_PROSE = frozenset(
    "a an the this that is are be or and not for to of in on at by with from your you my our enter "
    "type please must should again confirm new old current password passphrase secret".split()
)

_IN_SENTENCES = frozenset("the and for are not with from was has have its".split())


def is_dummy(text: str) -> bool:
    """Whether `text` only holds the place of a secret: `changeme`, `<token>`, `${VAR}`, `xxx`."""
    return (
        is_placeholder(text)
        or _TO_BE_FILLED_IN.search(text) is not None
        or _WORDS.fullmatch(text) is not None
    )


def is_no_dummy(text: str) -> bool:
    """Whether `text` holds more than the place of a secret, where its surroundings say the rest."""
    return not is_dummy(text)


def is_secret(text: str) -> bool:
    """Whether `text` is a password that a person has chosen, or an opaque key."""
    return is_password(text) or is_random(text)


def is_written_secret(text: str) -> bool:
    """Whether `text`, which may as well be an expression, is a secret and no expression."""
    return is_secret(text) and not is_code(text)


def is_no_name(text: str) -> bool:
    """Whether nobody would name a variable so: no words, but a digit."""
    return any(map(str.isdigit, text)) and are_no_words(text, _FEWEST_LETTERS)


def is_random(text: str) -> bool:
    """Whether `text` was drawn by a machine: an opaque key, not an identifier, path or word."""
    if len(text) < SHORTEST_KEY or is_dummy(text) or (_is_name(text) and not text.isalpha()):
        return False
    if _HEXADECIMAL.fullmatch(text):
        return True
    kinds = [_kind(character) for character in text if character.isalnum()]
    changes = sum(a != b and (a, b) != ("upper", "lower") for a, b in pairwise(kinds))
    needed = 0.15 if "digit" in kinds else 0.3
    many = changes >= max(3, needed * len(text)) and not text.isalpha()
    return many or (are_no_words(text, SHORTEST_KEY) and not holds_placeholder(text))


def is_password(text: str) -> bool:
    """Whether `text`, a literal given to a name like `password`, was chosen to be hard to guess.

    A single word is not taken for one: `"password": "required"` is far more common than a password
    without a digit or a sign.
    """
    kinds = {_kind(character) for character in text}
    needed = 3 if len(text) == SHORTEST_PASSWORD else 1
    if len(text) < SHORTEST_PASSWORD or len(kinds) < needed or is_dummy(text):
        return False
    if _is_name(text) or kinds <= {"upper", "lower"}:
        chosen = _WORDS_AND_YEAR.fullmatch(text) is not None
        return chosen or (are_no_words(text, _SHORTEST_LETTERS) and not holds_placeholder(text))
    return _MAIL.fullmatch(text) is None


def is_passphrase(text: str) -> bool:
    """Whether `text` is a password with spaces, and no sentence, label or name."""
    words = text.split(" ")
    if not 2 <= len(words) <= 24 or is_dummy(text):
        return False
    if all(word.isascii() and word.isalpha() and word.islower() for word in words):
        prose = len(words) < 4 or not _PROSE.isdisjoint(words)
        return not prose and (max(map(len, words)) <= 8 or are_no_words(text, 16))
    return 2 * sum(map(_is_hard, words)) > len(words)


def is_mnemonic(text: str) -> bool:
    """Whether `text` is the phrase of a wallet: 12 to 24 short words, and no sentence."""
    words = text.split(" ")
    short = all(3 <= len(word) <= 8 for word in words)
    return len(words) in (12, 15, 18, 21, 24) and short and _IN_SENTENCES.isdisjoint(words)


def is_code(text: str) -> bool:
    """Whether `text`, which stands in no quotes, may be an expression rather than a password."""
    end = 0
    while end < len(text):
        if operator := _OPERATOR.match(text, end):
            end = operator.end()
        operand = _OPERAND.match(text, end)
        if operand is None or len(_DIGITS_WITHIN.findall(operand[0])) > 1:
            return end == len(text)
        end = operand.end()
        if end < len(text) and _OPERATOR.match(text, end) is None:
            return False
    return True


def _is_name(text: str) -> bool:
    if _NAME.fullmatch(text):
        return True
    capitals = sum(map(str.isupper, text))
    return 4 * capitals <= len(text) and _IN_CAMEL_CASE.fullmatch(text) is not None


def _is_hard(word: str) -> bool:
    kinds = {_kind(character) for character in word}
    return "digit" in kinds and (bool(_DIGITS_WITHIN.search(word)) or "sign" in kinds)


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "lower"
    return "sign"
