"""Lines that stand for code that was left out, in any language's comments. Pure."""

from __future__ import annotations

import re

_DOTS = r"(?:\.{3,}|…|⋮)"
_MARKS = r"(?:\{\s*/\*+|/\*+|//+|#+|--+|;+|%+|<!--|\(\*|\"\"\"|'''|\*+|\bREM\b|@rem\b|\{-)"
_COMMENT = re.compile(
    rf"(?:(?:^|(?<=\s)|(?<=[{{(\[;]))(?P<mark>{_MARKS})|^\s*[\[<])(?P<text>.*?)"
    r"(?:\*+/\s*\}?|-->|\*\)|-\}|\"\"\"|'''|[\]>])?[\s,;]*$"
)
_INLINE = re.compile(rf"/\*+\s*{_DOTS}.*?\*+/|\{{\s*{_DOTS}\s*\}}")
_BARE = re.compile(rf"\s*{_DOTS}(?:\s.*|\(.*\))?$")
_BEGINS = re.compile(rf"\s*{_DOTS}")

_WHAT = (
    r"(?:code|logic|implementation|methods?|functions?|members?|propert(?:y|ies)|fields?|items?|"
    r"imports?|lines?|body|contents?|statements?|cases?|keys?|values?|rows?|rules?|classe?s?|"
    r"elements?|entries|options?|parts?|stuff|definitions?|variables?|parameters?|steps?|setup|"
    r"file|block|attributes?|children|styles?|routes?|handlers?|tests?|sections?)"
)
_WORDS = re.compile(
    rf"\b(?:rest|remainder)\b(?: of\b|\W*$| (?:is|stays|remains|unchanged|goes|as))|"
    rf"\b(?:existing|remaining|previous|original|other|unchanged|current|same|old|your)\b"
    rf"(?:\s+\w+){{0,2}}\s+{_WHAT}\b|"
    rf"\b{_WHAT}\s+(?:\w+\s+)?(?:omitted|elided|truncated|skipped|unchanged|here|continues?|"
    r"(?:goes|go) here|as (?:before|above|is))\b|"
    r"\b(?:stays?|remains?|is|are|kept|keep|left) (?:the |exactly )*(?:same|unchanged|as (?:before|"
    r"is|it was))\b|\b(?:same|as) (?:as )?(?:before|above|earlier|previously)\b|"
    r"^\W*(?:unchanged|snip|etc|omitted|elided|truncated|continued?|and so on)\W*$|"
    r"\bno (?:other )?changes?\b|\bunchanged\b|\bfor brevity\b|\bomitted\b|\band so on\b|"
    r"\bkeep (?:the |all |everything|your )|"
    r"Rest (?:des|der|vom)|übrige|unverändert|bleibt (?:gleich|wie)|restliche|bestehende|"
    r"reste (?:du|de)|inchang|existant|resto (?:del|do|de|della)|sin cambios|sem alteraç|inalterad|"
    r"invariat|restante|rimanente|ongewijzigd|bez zmian|reszta|остальн|без изменений|"
    r"其余|剩余|其他代码|省略|保持不变|不变|现有代码|原有|残り|変更なし|既存|"
    r"나머지|생략|기존|변경 없음",
    re.IGNORECASE,
)


def stands_for_code(line: str) -> bool:
    """Whether `line` surely stands for code: `# ...`, `// … rest of it …`."""
    if _INLINE.search(line) or (_BARE.match(line) and line.strip() not in ("...", "…")):
        return True
    comment = _COMMENT.search(line)
    return comment is not None and _BEGINS.match(comment["text"]) is not None


def may_stand_for_code(line: str) -> bool:
    """Whether `line` can stand for code, if code is missing there: `# other methods unchanged`."""
    if stands_for_code(line) or line.strip() in ("...", "…"):
        return True
    comment = _COMMENT.search(line)
    return comment is not None and _WORDS.search(comment["text"]) is not None
