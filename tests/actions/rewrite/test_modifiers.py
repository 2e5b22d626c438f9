"""Which words before a definition an answer has lost."""

from __future__ import annotations

import pytest

from glossator.actions.rewrite.modifiers import lost_modifiers


@pytest.mark.parametrize(
    ("old", "new", "instruction", "lost"),
    [
        ("export async function f() {", "function f() {", "add one", ["export", "async"]),
        ("export async function f() {", "export async function f(a) {", "add a", []),
        ("pub(crate) unsafe fn f() {", "pub fn f() {", "shorten", ["unsafe"]),
        ("    async def f(a):", "async def f(a):", "shorten", []),
        ("    private suspend fun f() {", "fun f() {", "shorten", ["private", "suspend"]),
        ("export class A {", "class A {", "hide it", []),
        ("open class A", "sealed class A {", "use a sealed class", []),
        ("open class A", "sealed class A {", "shorten", ["open"]),
        ("export function f() {", "function f() {", "no export, please", []),
        ("export function f() {", "function g() {", "rename f to g", []),
        ("async def f():\ndef f():", "async def f():\ndef f():", "shorten", []),
    ],
)
def test_lost_words(old: str, new: str, instruction: str, lost: list[str]) -> None:
    assert lost_modifiers(old.split("\n"), new.split("\n"), instruction) == lost
