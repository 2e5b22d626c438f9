/** What the tests inside the extension host share. */

const vscode = require("vscode");

/** Milliseconds for whatever must come; only what never comes takes that long. */
const TIMEOUT = 60_000;

/**
 * The `run` that VS Code calls: all tests of a file, one after the other. It tells which failed.
 *
 * @param {Record<string, () => Promise<void>>} tests
 */
exports.inside = (tests) => async () => {
  await extension().activate();
  const failures = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
};

const extension = () => {
  const found = vscode.extensions.getExtension("glossator.glossator");
  if (found === undefined) throw new Error("Glossator is not installed here.");
  return found;
};
exports.extension = extension;

/**
 * A file of the folder, in the active editor.
 *
 * @param {string} name
 * @param {string} text
 */
exports.open = async (name, text) => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) throw new Error("There is no folder.");
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const at = (/** @type {string} */ part) => {
    const start = text.indexOf(part);
    return new vscode.Range(
      editor.document.positionAt(start),
      editor.document.positionAt(start + part.length),
    );
  };
  /** What the server's commands take: their arguments go to it as they are. */
  const place = (/** @type {string} */ part) => {
    const { start, end } = at(part);
    return { uri: uri.toString(), range: { start, end } };
  };
  return { editor, document: editor.document, uri, at, place };
};

/**
 * Look until it is there; what was found.
 *
 * @template T
 * @param {() => T | PromiseLike<T>} look
 */
exports.until = async (look) => {
  const end = Date.now() + TIMEOUT;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/**
 * @param {string} command
 * @param {unknown[]} args
 * @returns {Thenable<any>}
 */
exports.run = (command, ...args) => vscode.commands.executeCommand(command, ...args);
