const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open, run, until } = require("./inside.js");

const CODE = 'names = ["👩\u200d👩\u200d👧", "漢字", "e\u0301"]; total = len(names)\n';

module.exports = {
  "the document of an explanation follows the stream": async () => {
    const { place } = await open("names.py", CODE);
    /** @type {string[]} */
    const texts = [];
    const listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === "glossator") texts.push(document.getText());
    });
    const answer = await run("glossator.explain", place("total = len(names)"));
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(answer.uri));
    await until(() => /them once\.\s*$/.test(page.getText()));
    listening.dispose();
    const whole = page.getText();
    assert(texts.length > 1, `it came at once: ${texts}`);
    for (const text of texts) assert(whole.startsWith(text.trimEnd()), text);
    assert.equal(page.languageId, "markdown");
  },

  "an explanation opens as a preview and leaves the focus where it was": async () => {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const pages = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputCustom && input.uri.scheme === "glossator",
    );
    assert.equal(pages.length, 1);
    assert(vscode.window.activeTextEditor?.document.fileName.endsWith("names.py"));
  },
};
