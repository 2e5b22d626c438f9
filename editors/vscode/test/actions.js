const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open } = require("./inside.js");

const CODE = "def add(a, b):\n    return a + b\n";

/** @param {vscode.Uri} uri @param {vscode.Range} range @param {string} [kind] */
const offered = async (uri, range, kind) => {
  /** @type {vscode.CodeAction[]} */
  const all = await vscode.commands.executeCommand(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    kind,
  );
  const ours = all.filter((action) => action.command?.command.startsWith("glossator."));
  return ours.map((action) => `${action.title} | ${action.kind?.value}`);
};

module.exports = {
  "the actions at a name": async () => {
    const { uri, at } = await open("add.py", CODE);
    const start = at("add").start;
    assert.deepEqual(await offered(uri, new vscode.Range(start, start)), [
      "Explain this code | explain.glossator",
      "Generate docstring | refactor.rewrite.docstring.glossator",
      "Document everything undocumented in this file | source.documentAll.glossator",
      "Add type annotations | refactor.rewrite.annotate.glossator",
      "Write tests for this | test.glossator",
    ]);
  },

  "the actions for a selection": async () => {
    const { uri, at } = await open("add.py", CODE);
    const titles = await offered(uri, at("return a + b"));
    assert(titles.includes("Explain selection | explain.glossator"));
    assert(titles.includes("Edit selection… | refactor.rewrite.edit.glossator"));
  },

  "the actions of one kind": async () => {
    const { uri, at } = await open("add.py", CODE);
    assert.deepEqual(await offered(uri, at("add"), "refactor.rewrite.docstring"), [
      "Generate docstring | refactor.rewrite.docstring.glossator",
    ]);
    assert.deepEqual(await offered(uri, at("add"), "quickfix"), []);
  },

  "the actions at a problem": async () => {
    const { uri, at } = await open("add.py", CODE);
    const problems = vscode.languages.createDiagnosticCollection("tests");
    problems.set(uri, [new vscode.Diagnostic(at("a + b"), "a is no number")]);
    assert.deepEqual(await offered(uri, at("a + b"), "quickfix"), [
      "Fix this problem | quickfix.glossator",
    ]);
    assert((await offered(uri, at("a + b"))).includes("Explain this error | explain.glossator"));
    problems.dispose();
  },

  "no actions in a file that no model may see": async () => {
    const { uri, at } = await open(".env", "TOKEN=add\n");
    assert.deepEqual(await offered(uri, at("add")), []);
  },
};
