from __future__ import annotations

import pytest

from glossator.context.redaction.flow_mappings import in_flow_mappings


@pytest.mark.parametrize(
    "line",
    [
        # the marks show what is found
        "- {name: DB_PASSWORD, value: │Tr0ub4dor3x│}",
        "env: [{name: DB_PASSWORD, value: │Tr0ub4dor3x│}, {name: DB_PASS, value: '│h0rse-b4t│'}]",
        '{"name": "DB_PASSWORD", "value": "│Tr0ub4dor3x│"}',
        "stringData: {user: admin, db: │Tr0ub4dor3x│, smtp: │Qx7zPl09aa│}",
        "{kind: Secret, stringData: {password: │hunter2go9│}}",
        "data: {password: │c2VjcmV0UGFzczE=│, user: YWRtaW4=}",
    ],
)
def test_values_in_one_line_are_found(line: str) -> None:
    text = line.replace("│", "")
    assert [text[slice(*span)] for span in in_flow_mappings(text)] == line.split("│")[1::2]


@pytest.mark.parametrize(
    "line",
    [
        "{name: password, value: token1}",
        "- {name: USER, value: Tr0ub4dor3x}",
        "- {name: DB_PASSWORD, value: changeme}",
        "data: {password: Tr0ub4dor3x}",
        "stringData: {password: {{ .Values.password1 }}}",
        "stringData: {user: admin}",
    ],
)
def test_what_may_be_code_or_says_nothing_is_left_alone(line: str) -> None:
    assert list(in_flow_mappings(line)) == []
