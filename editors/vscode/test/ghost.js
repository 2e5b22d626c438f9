const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open, run, until } = require("./inside.js");

const PEOPLE = 'names = ["👩\u200d👩\u200d👧", "漢字", "e\u0301"]; ';

/** Have ghost text offered at the end, and take it; the document's text then. */
const taken = async (/** @type {string} */ name, /** @type {string} */ text) => {
  const { document, editor } = await open(name, text);
  const end = document.positionAt(text.length);
  editor.selection = new vscode.Selection(end, end);
  await until(async () => {
    await run("editor.action.inlineSuggest.trigger");
    await run("editor.action.inlineSuggest.commit");
    return document.getText() !== text;
  });
  return document.getText();
};

module.exports = {
  "ghost text lands behind emoji, Han and combining characters": async () => {
    assert.equal(await taken("people.py", `${PEOPLE}pri`), `${PEOPLE}print(names)`);
  },
};
