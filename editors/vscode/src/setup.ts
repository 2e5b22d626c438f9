/**
 * `glossator setup` in a terminal, and its offer at the first start.
 *
 * Why here: it asks in a terminal, and whether this is a first start only the editor knows.
 */

import { type ExtensionContext, type Terminal, window } from "vscode";

const OFFERED = "setup.offered";

/** Choose a model in a terminal; `done` is called when the user has. */
export function setUp(command: string, done: () => void): void {
  const document = window.activeTextEditor?.document;
  const file = document?.uri.scheme === "file" && !document.isUntitled ? [document.fileName] : [];
  const terminal: Terminal = window.createTerminal({
    name: "Glossator setup",
    shellPath: command,
    shellArgs: ["setup", ...file],
  });
  const closing = window.onDidCloseTerminal((closed) => {
    if (closed !== terminal) return;
    closing.dispose();
    if (closed.exitStatus?.code === 0) done();
  });
  terminal.show();
}

/** Whether nobody has been offered it in this editor; from now on somebody has. */
export async function isFirstOffer({ globalState }: ExtensionContext): Promise<boolean> {
  if (globalState.get<boolean>(OFFERED)) return false;
  await globalState.update(OFFERED, true);
  return true;
}
