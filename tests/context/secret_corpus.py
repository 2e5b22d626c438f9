"""Made-up secrets of every known kind, as their providers publish the form, in everyday code.

Nothing here is a real key: each is drawn from a seeded random generator, which also keeps scanners
from finding keys in this repository.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glossator.context.redaction.redact import redact
from tests.context import public_rules

LOWER, UPPER, DIGITS = string.ascii_lowercase, string.ascii_uppercase, string.digits
ALNUM = LOWER + UPPER + DIGITS
HEX = "0123456789abcdef"
WEB = ALNUM + "-_"
B64 = ALNUM + "+/"


@dataclass(frozen=True)
class Sample:
    """One secret in one piece of code; nothing of `hidden` may be left in what goes out."""

    kind: str
    text: str
    hidden: str


def is_left(sample: Sample) -> bool:
    """Whether a letter or digit of the secret is still there."""
    shown = redact(sample.text).text
    start = sample.text.index(sample.hidden)
    kept = zip(sample.hidden, shown[start:], strict=False)
    return any(a == b and a.isalnum() and a not in "jqxzJQXZnr" for a, b in kept)


def draw(rng: random.Random, alphabet: str, length: int) -> str:
    return "".join(rng.choices(alphabet, k=length))


def with_digit(rng: random.Random, alphabet: str, length: int) -> str:
    """As password rules demand, and as `password = "required"` does not have."""
    secret = draw(rng, alphabet, length)
    return secret if any(map(str.isdigit, secret)) else with_digit(rng, alphabet, length)


def uuid(rng: random.Random) -> str:
    return "-".join(draw(rng, HEX, n) for n in (8, 4, 4, 4, 12))


def b64url(rng: random.Random, **claims: object) -> str:
    data = json.dumps({**claims, "n": draw(rng, ALNUM, 12)}).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


# kind -> (what may stay, alphabet, lengths)
PREFIXED: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "aws access key": ("AKIA", UPPER + "234567", (16,)),
    "aws session key": ("ASIA", UPPER + "234567", (16,)),
    "github personal": ("ghp_", ALNUM, (36,)),
    "github oauth": ("gho_", ALNUM, (36,)),
    "github user": ("ghu_", ALNUM, (36,)),
    "github server": ("ghs_", ALNUM, (36,)),
    "github refresh": ("ghr_", ALNUM, (36, 76)),
    "gitlab": ("glpat-", WEB, (20,)),
    "openai project": ("sk-proj-", WEB, (48, 124, 156)),
    "openai service account": ("sk-svcacct-", WEB, (48, 124)),
    "openai other": ("sk-", ALNUM, (48,)),
    "deepseek": ("sk-", HEX, (32,)),
    "openrouter": ("sk-or-v1-", HEX, (64,)),
    "anthropic": ("sk-ant-api03-", WEB, (95,)),
    "hugging face": ("hf_", LOWER + UPPER, (34,)),
    "groq": ("gsk_", ALNUM, (52,)),
    "google api": ("AIza", WEB, (35,)),
    "google oauth": ("GOCSPX-", WEB, (28,)),
    "google access": ("ya29.", WEB, (60,)),
    "stripe live": ("sk_live_", ALNUM, (24, 99)),
    "stripe test": ("sk_test_", ALNUM, (24,)),
    "stripe restricted": ("rk_live_", ALNUM, (24,)),
    "stripe webhook": ("whsec_", ALNUM, (32,)),
    "twilio key": ("SK", HEX, (32,)),
    "twilio account": ("AC", HEX, (32,)),
    "npm": ("npm_", ALNUM, (36,)),
    "pypi": ("pypi-AgEIcHlwaS5vcmc", WEB, (120,)),
    "digitalocean": ("dop_v1_", HEX, (64,)),
    "shopify": ("shpat_", HEX, (32,)),
    "mailgun": ("key-", HEX, (32,)),
    "databricks": ("dapi", HEX, (32,)),
    "doppler": ("dp.pt.", ALNUM, (43,)),
    "linear": ("lin_api_", ALNUM, (40,)),
    "vault": ("hvs.", WEB, (90,)),
    "age": ("AGE-SECRET-KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", (58,)),
    "slack hook": ("hooks.slack.com/services/", UPPER + DIGITS, (40,)),
    "grafana": ("glc_", B64, (60,)),
    "docker": ("dckr_pat_", WEB, (27,)),
    "new relic": ("NRAK-", UPPER + DIGITS, (27,)),
    "supabase": ("sbp_", HEX, (40,)),
    "rubygems": ("rubygems_", HEX, (48,)),
}


def _slack(rng: random.Random) -> tuple[str, str]:
    kind = rng.choice("baprs")
    rest = f"{draw(rng, DIGITS, 12)}-{draw(rng, DIGITS, 13)}-{draw(rng, ALNUM, 24)}"
    return f"xox{kind}-{rest}", rest


def _jwt(rng: random.Random) -> tuple[str, str]:
    claims, signature = b64url(rng, sub=draw(rng, DIGITS, 10), iat=1), draw(rng, WEB, 43)
    return f"{b64url(rng, alg='HS256', typ='JWT')}.{claims}.{signature}", f"{claims}.{signature}"


def _github_fine(rng: random.Random) -> tuple[str, str]:
    rest = f"{draw(rng, ALNUM, 22)}_{draw(rng, ALNUM, 59)}"
    return f"github_pat_{rest}", rest


def _sendgrid(rng: random.Random) -> tuple[str, str]:
    rest = f"{draw(rng, WEB, 22)}.{draw(rng, WEB, 43)}"
    return f"SG.{rest}", rest


def _telegram(rng: random.Random) -> tuple[str, str]:
    rest = draw(rng, WEB, 33)
    return f"{rng.randint(10**8, 10**10 - 1)}:AA{rest}", rest


def _discord(rng: random.Random) -> tuple[str, str]:
    user = base64.b64encode(str(rng.randint(10**17, 10**18 - 1)).encode()).decode().rstrip("=")
    rest = f"{draw(rng, WEB, 6)}.{draw(rng, WEB, 38)}"
    return f"{user}.{rest}", rest


MADE: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "slack": _slack,
    "jwt": _jwt,
    "github fine-grained": _github_fine,
    "sendgrid": _sendgrid,
    "telegram": _telegram,
    "discord": _discord,
}

CONTEXTS = (
    'client = Client("{}")',
    "const key = '{}';",
    "let k = `{}`;",
    '{{"value": "{}", "other": 1}}',
    "  value: {}",
    "value: '{}'  # of the test account",
    'value = "{}"',
    "SERVICE_KEY={}",
    "export SERVICE_KEY={} && make",
    "set SERVICE_KEY={}",
    "# old one: {}",
    "// TODO remove {} from here",
    "<value>{}</value>",
    'curl -H "X-Auth: {}" https://api.example.com/v1/items',
    'req.Header.Set("Authorization", "Bearer {}")',
    "https://api.example.com/v1/items?key={}&page=2",
    'print("first\\n{}")',
    'f("--token={}")',
    "{}",
    "\t{},",
    "| service | {} |",
)

# Told by their surroundings: text with one {} for the secret, and the secret's alphabet and length.
IN_CONTEXT: dict[str, tuple[str, str, int]] = {
    "aws secret, ini": ("aws_secret_access_key = {}", B64, 40),
    "aws secret, python": ('boto3.client("s3", aws_secret_access_key="{}")', B64, 40),
    "aws secret, shell": ("export AWS_SECRET_ACCESS_KEY={}", B64, 40),
    "azure storage": (
        '"DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={}==;EndpointSuffix=x"',
        B64,
        86,
    ),
    "azure sas": ("https://shop.blob.core.windows.net/c?sv=2024&sig={}%3D&se=2", ALNUM, 43),
    "service bus": ("Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey={}=", B64, 43),
    "bearer header": ("Authorization: Bearer {}", WEB, 40),
    "bearer literal": ("headers = {{'Authorization': 'Bearer {}'}}", ALNUM, 32),
    "basic header": ('"Authorization": "Basic {}"', ALNUM, 32),
    "postgres": ("DATABASE_URL=postgres://shop:{}@db.example.com:5432/shop", ALNUM + "!_-", 14),
    "mongo": ('"mongodb+srv://shop:{}@cluster0.example.net/?w=majority"', ALNUM, 16),
    "redis": ("redis_url: redis://:{}@cache:6379/0", ALNUM, 20),
    "amqp": ("amqp('amqp://guest2:{}@mq.example.com')", ALNUM, 12),
    "https": ("git clone https://bot:{}@git.example.com/a/b.git", ALNUM, 24),
    "sql server": ('"Server=db;Database=shop;User Id=sa;Password={};"', ALNUM + "!#^", 12),
    "libpq": ('connect("host=db user=shop password={} dbname=shop")', ALNUM, 16),
    "python": ('password = "{}"', ALNUM + "!#%&*-_", 14),
    "python, typed": ('    client_secret: str = "{}"', ALNUM, 32),
    "keyword": ("connect(host, user='me', password='{}')", ALNUM + "!#*", 12),
    "dictionary": ("config['api_key'] = '{}'", HEX, 32),
    "json": ('  "clientSecret": "{}",', ALNUM + "~._-", 40),
    "yaml": ("  api_key: {}", HEX, 32),
    "toml": ('auth_token = "{}"', ALNUM, 40),
    "env": ("APP_SECRET={}", HEX, 64),
    "go": ('\tapiKey := "{}"', HEX, 40),
    "go, typed": ('const accessToken string = "{}"', ALNUM, 32),
    "ruby": ("{{ :password => '{}' }}", ALNUM + "!#", 14),
    "java": ('private static final String API_KEY = "{}";', ALNUM, 32),
    "c#": ('options.ClientSecret = "{}";', ALNUM, 40),
    "c": ('static const char password[] = "{}";', ALNUM + "!*", 12),
    "js": ("const privateKey = '{}'", HEX, 64),
    "setter": ('builder.setPassword("{}")', ALNUM + "!#", 14),
    "php": ("define('DB_PASSWORD', '{}');", ALNUM, 20),
    "php array": ("'password' => '{}',", ALNUM + "!*", 16),
    "rust": ('let api_token: &str = "{}";', ALNUM, 32),
    "xml": ("<password>{}</password>", ALNUM, 16),
    "xml attribute": ('<user name="x" password="{}"/>', ALNUM + "!", 14),
    "dockerfile": ("ENV API_TOKEN={}", ALNUM, 32),
    "command line": ("tool --password {} --verbose", ALNUM, 20),
    "command line, quoted": ("tool --api-key '{}'", ALNUM, 32),
    "sql": ("CREATE USER shop IDENTIFIED BY '{}';", ALNUM + "!", 12),
    "escaped json": ('"{{\\"password\\": \\"{}\\"}}"', ALNUM, 16),
    "curl": ("curl -u admin:{} https://example.com", ALNUM, 14),
    "comparison": ('if token == "{}":', HEX, 32),
    "heroku": ('heroku_key = "{}"', "", 0),
}


VENDOR_CONTEXTS = (
    '{v}_api_key = "{s}"',
    "{V}_API_TOKEN={s}",
    "const {v}Secret = '{s}';",
    '"{v}_access_token": "{s}",',
    "  {v}-client-secret: {s}",
    'client = {C}(api_key="{s}")',
    "os.environ['{V}_SECRET_KEY'] = '{s}'",
)


def known_formats(seed: int, each: int) -> Iterator[Sample]:
    """Keys that are told by their form: each kind `each` times in every context."""
    rng = random.Random(seed)
    for context in CONTEXTS:
        for _ in range(each):
            for kind, (prefix, alphabet, lengths) in PREFIXED.items():
                rest = draw(rng, alphabet, rng.choice(lengths))
                yield Sample(kind, context.format(prefix + rest), rest)
            for kind, make in MADE.items():
                secret, rest = make(rng)
                yield Sample(kind, context.format(secret), rest)


def by_public_rules(seed: int, each: int) -> Iterator[Sample]:
    """Keys of every form that public scanners know, `each` times in every context."""
    rng = random.Random(seed)
    for context in CONTEXTS:
        for _ in range(each):
            for kind, (prefix, alphabet, lengths) in public_rules.PREFIXED.items():
                rest = draw(rng, alphabet, rng.choice(lengths))
                if rest[-1] not in "-_.=~":  # else it is no more a key's end than a sentence's
                    yield Sample(kind, context.format(prefix + rest), rest)


def by_vendor(seed: int, each: int) -> Iterator[Sample]:
    """Keys that only a name tells: the vendor's, with what it is called."""
    rng = random.Random(seed)
    for vendor, (alphabet, length) in public_rules.VENDORS.items():
        for context in VENDOR_CONTEXTS:
            for _ in range(each):
                secret = with_digit(rng, alphabet, length).replace("-", "a")
                named = {"v": vendor, "V": vendor.upper(), "C": vendor.title(), "s": secret}
                yield Sample(vendor, context.format(**named), secret)


def in_context(seed: int, each: int) -> Iterator[Sample]:
    """Secrets that are told by what stands around them, `each` of a kind."""
    rng = random.Random(seed)
    for kind, (context, alphabet, length) in IN_CONTEXT.items():
        for _ in range(each):
            secret = with_digit(rng, alphabet, length) if alphabet else uuid(rng)
            yield Sample(kind, context.format(secret), secret)


def private_key_blocks(seed: int, each: int) -> Iterator[Sample]:
    """Private keys over several lines and as one JSON string, whole and cut off."""
    rng = random.Random(seed)
    for kind in ("RSA ", "EC ", "OPENSSH ", "", "ENCRYPTED ", "DSA "):
        for _ in range(each):
            lines = [draw(rng, B64, 64) for _ in range(rng.randint(2, 24))]
            lines.append(draw(rng, B64, rng.randint(17, 60)) + "==")
            begin, end = (f"-----{side} {kind}PRIVATE KEY-----" for side in ("BEGIN", "END"))
            block = "\n".join([begin, *lines, end])
            yield Sample("block", f"x = 1\n{block}\ny = 2\n", "\n".join(lines))
            yield Sample("block in json", json.dumps({"private_key": block}), "\\n".join(lines))
            yield Sample("block in python", f'KEY = """{block}"""\n', "\n".join(lines))
            cut = block[: rng.randint(len(begin) + 20, len(block) - len(end) - 1)]
            yield Sample("cut block", f"x = 1\n{cut}", cut[len(begin) + 1 :])
