const vscode = require("vscode");
const { open, run, until } = require("./inside.js");

const CODE = "user = load(1)\n# it is there\nname = user.name\n";
const MADE = "user = find(1)\n# it is there\nname = user.name if user else None\n";

module.exports = {
  "a problem that came with a change is mended by the next edit": async () => {
    const { document, editor, uri, at } = await open("users.py", CODE);
    await editor.edit((builder) => builder.replace(at("load"), "find"));
    const problems = vscode.languages.createDiagnosticCollection("other");
    problems.set(uri, [new vscode.Diagnostic(at("user.name"), "It may be None.")]);
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 500)); // where there is none, it says so
      await run("glossator.nextEdit"); // goes there, then makes it
      return document.getText() === MADE;
    });
    problems.dispose();
  },
};
