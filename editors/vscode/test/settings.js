const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open, run, until } = require("./inside.js");

const settings = () => vscode.workspace.getConfiguration("glossator");
const status = () => run("glossator.status", { wait: true });
/** Why a document has no ghost text; undefined where it has. */
const whyOff = async (/** @type {vscode.Uri} */ uri) => (await status()).off[uri.toString()];

module.exports = {
  "ghost text in a language that is switched off is off for the server, and others are not":
    async () => {
      const python = await open("add.py", "def add(a, b):\n    ");
      const other = await open("add.rb", "def add(a, b)\n  ");
      assert.equal(await whyOff(python.uri), undefined);
      await settings().update("languages", { python: false }, vscode.ConfigurationTarget.Workspace);
      await until(() => whyOff(python.uri));
      assert.equal(await whyOff(python.uri), "Ghost text is switched off for python.");
      assert.equal(await whyOff(other.uri), undefined);
      await settings().update("languages", undefined, vscode.ConfigurationTarget.Workspace);
      await until(async () => (await whyOff(python.uri)) === undefined);
    },

  "a workspace hides more files and switches off more languages, and takes nothing back":
    async () => {
      const { Global, Workspace } = vscode.ConfigurationTarget;
      await settings().update("ignore", ["mine.*"], Global);
      await settings().update("ignore", ["theirs.*", "!mine.*"], Workspace);
      await settings().update("languages", { ruby: false }, Global);
      await settings().update("languages", { ruby: true, lua: false }, Workspace);
      for (const name of ["mine.py", "theirs.py", "user.rb", "workspace.lua"]) {
        const { uri } = await open(name, "\n");
        await until(() => whyOff(uri));
      }
      assert.equal(await whyOff((await open("other.py", "\n")).uri), undefined);
      for (const target of [Global, Workspace]) {
        await settings().update("ignore", undefined, target);
        await settings().update("languages", undefined, target);
      }
      await until(async () => (await status()).state === "ready");
    },

  "ghost text switched off as a whole": async () => {
    await open("add.py", "def add(a, b):\n    ");
    await settings().update("enabled", false, vscode.ConfigurationTarget.Workspace);
    await until(async () => (await status()).state === "off");
    await settings().update("enabled", undefined, vscode.ConfigurationTarget.Workspace);
    await until(async () => (await status()).state === "ready");
  },
};
