const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open, run, until } = require("./inside.js");

const settings = () => vscode.workspace.getConfiguration("glossator");
const status = (/** @type {vscode.Uri} */ uri) => run("glossator.status", { uri: uri.toString() });

module.exports = {
  "ghost text in a language that is switched off is off for the server, and others are not":
    async () => {
      const python = await open("add.py", "def add(a, b):\n    ");
      const other = await open("add.rb", "def add(a, b)\n  ");
      assert.equal((await status(python.uri)).off, null);
      await settings().update("languages", { python: false }, vscode.ConfigurationTarget.Workspace);
      await until(async () => (await status(python.uri)).off);
      assert.equal((await status(python.uri)).off, "Ghost text is switched off for python.");
      assert.equal((await status(other.uri)).off, null);
      await settings().update("languages", undefined, vscode.ConfigurationTarget.Workspace);
      await until(async () => (await status(python.uri)).off === null);
    },

  "ghost text switched off as a whole": async () => {
    const { uri } = await open("add.py", "def add(a, b):\n    ");
    await settings().update("enabled", false, vscode.ConfigurationTarget.Workspace);
    await until(async () => (await status(uri)).state === "off");
    await settings().update("enabled", undefined, vscode.ConfigurationTarget.Workspace);
    await until(async () => (await status(uri)).state === "ready");
  },
};
