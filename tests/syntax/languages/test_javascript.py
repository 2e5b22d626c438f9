"""The definitions of JavaScript and TypeScript, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    ("javascript", "how a function is left"): (
        """\
│export async function fetchAll(url, { retry = 3 }, ...names) {
  if (!url) {
    throw new TypeError("url");
  }
  return names;
}
""",
        [
            "function fetchAll(url, options, options.retry? = 3, ...names) ->",
            "  raises TypeError if !url",
        ],
    ),
    ("javascript", "members of a class"): (
        """\
│class A extends B {
  │#secret = 1;
  │constructor(a) { super(); }
  │get b() { return 1; }
  │static *c() { yield 1; }
}
""",
        [
            "class A",
            "in class A extends B {",
            "  property #secret",
            "  constructor constructor(a)",
            "  property b",
            "  method c yields",
        ],
    ),
    ("javascript", "a documented arrow function"): (
        """\
│/** Adds. */
const add = (a, b = 1) => a + b;
""",
        [
            "function add(a, b? = 1) ->, documented",
        ],
    ),
    ("javascript", "a method in an object"): (
        """\
try { f(); } catch { g(); }
module.exports = {│ h(a) {} };
""",
        [
            "method h(a)",
        ],
    ),
    ("typescript", "members of an interface"): (
        """\
│interface Shape<T> {
  │area(scale?: number): number;
  │readonly name: string;
}
""",
        [
            "interface Shape(<T>)",
            "in interface Shape<T> {",
            "  method area(scale?: number) -> number",
            "  property name",
        ],
    ),
    ("typescript", "types and namespaces"): (
        """\
│type Id = string;
│enum Color { Red }
│namespace N {
  │export function f(this: A, a: number): asserts a {}
}
""",
        [
            "type Id",
            "enum Color",
            "namespace N",
            "function f(a: number)",
        ],
    ),
    ("typescript", "signatures in a class"): (
        """\
│abstract class A {
  │constructor(private a: string, b?: number) {}
  │abstract f<T>(a: T): Promise<T>;
}
""",
        [
            "class A",
            "in abstract class A {",
            "  constructor constructor(a: string, b?: number)",
            "  method f(<T>, a: T) -> Promise<T>",
        ],
    ),
    ("typescriptreact", "a component"): (
        """\
│export const View = ({ a }: Props): JSX.Element => <p>{a}</p>;
""",
        [
            "function View(options: Props, options.a) -> JSX.Element",
        ],
    ),
}


@pytest.mark.parametrize(("language", "title"), CASES)
def test_definitions(language: str, title: str) -> None:
    drawn, outline = CASES[language, title]
    check(language, drawn, *outline)
