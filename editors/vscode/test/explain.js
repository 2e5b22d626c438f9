const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open, run, until } = require("./inside.js");

const CODE = 'names = ["👩\u200d👩\u200d👧", "漢字", "e\u0301"]; total = len(names)\n';

module.exports = {
  "the document of an explanation follows the stream": async () => {
    const { place, uri } = await open("names.py", CODE);
    const answer = run("glossator.explain", place("total = len(names)"));
    const page = await until(() =>
      vscode.workspace.textDocuments.find(
        (document) =>
          document.uri.scheme === "glossator" && document.getText().includes("the names"),
      ),
    );
    const begun = page.getText().trimEnd();
    assert(!begun.includes("once"), "it came at once");
    // The test that opened this window lets the model go on.
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(uri, "../seen"), new Uint8Array());
    await until(() => /them once\.\s*$/.test(page.getText()));
    assert(page.getText().startsWith(begun));
    assert.equal((await answer).uri, page.uri.toString());
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
