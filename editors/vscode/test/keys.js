const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open, run, until } = require("./inside.js");

module.exports = {
  "a key that is set by the command is used at once, and forgotten by an empty one": async () => {
    await open("key.py", "total = 1\n");
    const status = () => run("glossator.status", { wait: true });
    assert.match((await status()).message, /key/);
    // The test that opened this window answers the boxes: a key, nothing, and the key again.
    for (const state of ["ready", "trouble", "ready"]) {
      await run("glossator.setApiKey");
      await until(async () => (await status()).state === state);
    }
    const settings = vscode.workspace.getConfiguration("glossator").inspect("apiKeyCommand");
    assert.equal(settings?.globalValue, undefined);
  },
};
