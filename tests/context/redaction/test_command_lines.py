from __future__ import annotations

import pytest

from glossator.context.redaction.formats import known_secrets


@pytest.mark.parametrize(
    "line",
    [
        # the marks show what is found
        "mysql -u root -p│Tr0ub4dor&3x│ db",
        "sshpass -p '│Tr0ub4dor&3x│' ssh h",
        "curl --user bob:│Tr0ub4dor3x│ https://x",
        "docker login -u bob -p │Tr0ub4dor3x│",
        "zip -r -P │Tr0ub4dor3x│ a.zip folder",
        "7z x -p│Tr0ub4dor3x│ a.7z",
        'ldapsearch -x -D cn=a -w "│Tr0ub4dor3x│" -b x',
        "mongosh -u bob -p │Tr0ub4dor3x│ --host h",
        "htpasswd -nb file bob │Tr0ub4dor3x│",
        "ssh-keygen -t ed25519 -N '│Tr0ub4dor3x│' -f key",
        "net use z: \\\\host\\share │Tr0ub4dor3x│ /user:bob",
        "gh secret set TOKEN --body '│Tr0ub4dor3x│'",
        "printf '%s' '│Tr0ub4dor3x│' | docker login --password-stdin",
        "echo │Tr0ub4dor3x│ | sudo -S apt update",
        "echo -n │Tr0ub4dor3x│ | gcloud secrets create name --data-file=-",
        "snmp-server community │Tr0ub4dor3x│ RO",
        "username admin password 7 │094F471A1A0A2D│",
    ],
)
def test_a_secret_is_told_by_its_command(line: str) -> None:
    text = line.replace("│", "")
    found = [text[slice(*span)] for span in sorted(set(known_secrets(text)))]
    assert found == line.split("│")[1::2]


@pytest.mark.parametrize(
    "line",
    [
        "mysql -u root -p db",
        "zip -r a.zip -P folder",
        "mkdir -p some/Folder2Go && mongo -p",
        "echo 'y' | sudo -S ls",
        'echo "$PASSWORD" | docker login --password-stdin',
        "ssh-keygen -t ed25519 -N '' -f key_2026",
        "htpasswd -nb file bob $PASSWORD",
        "the password 8 characters long",
    ],
)
def test_other_commands_hold_none(line: str) -> None:
    assert list(known_secrets(line)) == []
