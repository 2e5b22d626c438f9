"""Files that hold secrets by their name: keys, credential stores, environments, histories.

The list is narrow on purpose: an ordinary `settings.json` or `config.yaml` is not on it. What
secrets such files hold all the same is hidden one by one by `redact`.
"""

from __future__ import annotations

import re
from fnmatch import translate
from pathlib import PurePath

# Names, in lower case.
_NAMES = (
    # Environments; what is written as an example is let through below.
    ".env .env.* .env-* .env_* *.env .envrc .dev.vars .dev.vars.* .secrets "
    # Keys and certificates
    "*.pem *.key *.p8 *.p12 *.pfx *.pkcs12 *.jks *.keystore *.bks *.ppk *.crt *.cer *.der "
    "*.ovpn *.agekey id_rsa* id_dsa* id_ecdsa* id_ed25519* id_xmss* "
    # Stores of passwords
    "*.kdb *.kdbx *.psafe3 *.agilekeychain .netrc _netrc .authinfo .pgpass pgpass.conf .my.cnf "
    ".mylogin.cnf .htpasswd htpasswd .git-credentials .vault-token .vault_pass .vault_pass.txt "
    "vault_pass.txt vault.yml vault.yaml "
    # Package registries, containers and clouds
    ".npmrc .pypirc .dockercfg .s3cfg .boto .terraformrc terraform.rc credentials.tfrc.json "
    "terraform.tfstate *.tfstate *.tfvars *.tfvars.json application_default_credentials.json "
    "accesstokens.json msal_token_cache.json kubeconfig *.kubeconfig rclone.conf .databrickscfg "
    # What is named for what it holds
    "secrets.* secret.yml secret.yaml secret.json secret.toml token.json local.settings.json "
    "wp-config.php cookies.txt "
    "*.secrets.yml *.secrets.yaml *.secrets.json credentials credentials.json credentials.yml "
    "credentials.yaml credentials.toml credentials.ini credentials.csv client_secret*.json "
    "service-account*.json service_account*.json serviceaccount*.json *firebase-adminsdk*.json "
    # Histories: passwords are typed into them
    ".*_history"
).split()

# Files told by the folders they lie in, and whole folders, in lower case.
_PLACES = (
    ".ssh/* .aws/* .gnupg/* .config/gcloud/* gcloud/credentials.db gcloud/access_tokens.db "
    "gcloud/legacy_credentials/* .kube/config .kube/config.* .docker/config.json "
    ".cargo/credentials .gem/credentials .config/gh/hosts.yml .m2/settings.xml "
    ".password-store/* etc/shadow .cargo/credentials.toml .oci/* .aliyun/* "
    ".config/doctl/* .config/hub .fly/config.yml huggingface/token "
    # This program's own settings may hold a key.
    "glossator/glossator.toml"
).split()

_EXAMPLES = re.compile(
    r"(?:example|sample|template)s?[-_.].*|.*[-_.](?:example|sample|template|dist)s?(?:\.env)?"
)
# What is about secrets holds none: their public halves, documentation, tests.
_ABOUT = re.compile(r".*\.pub|secrets\.(?:md|rst|adoc|d\.ts|(?:test|spec)\..*)")
_KEYS = re.compile(r".*\.(?:pem|key|p8|p12|pfx|pkcs12|jks|keystore|bks|ppk|agekey)")
_COPY = re.compile(r"(?:~|\s|\.(?:bak|backup|old|orig|save|swp|\d+))+$")
_NAME = re.compile("|".join(map(translate, _NAMES)))
_PLACE = re.compile("|".join(translate(f"*/{place}") for place in _PLACES))


def holds_secrets(path: PurePath) -> bool:
    """Whether a file of this name, at this absolute place, is made to hold secrets."""
    lowered = path.as_posix().lower()
    if _PLACE.match(lowered):
        return True
    name = _COPY.sub("", path.name.lower())
    if _ABOUT.fullmatch(name) or (_EXAMPLES.fullmatch(name) and not _KEYS.fullmatch(name)):
        return False
    return _NAME.match(name) is not None
