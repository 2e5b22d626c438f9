const assert = require("node:assert/strict");
const vscode = require("vscode");
const { extension } = require("./inside.js");

/** Called by code actions, suggestions and the status bar: a user has no use for them. */
const INTERNAL = [
  "glossator.accepted",
  "glossator.nextEditAccepted",
  "glossator.own",
  "glossator.status",
];

module.exports = {
  "the commands that there are, are those of the manifest": async () => {
    const { commands } = extension().packageJSON.contributes;
    const declared = commands.map((/** @type {{ command: string }} */ { command }) => command);
    const all = await vscode.commands.getCommands(true);
    const registered = all.filter((command) => command.startsWith("glossator."));
    assert.deepEqual(registered.sort(), [...declared, ...INTERNAL].sort());
  },
};
