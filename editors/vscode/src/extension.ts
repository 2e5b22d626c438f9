/** What VS Code calls: puts the parts together and starts the server. */

import { commands, type ExtensionContext, window } from "vscode";
import { Keys } from "./keys.js";
import { Menu } from "./menu.js";
import { Pages } from "./pages.js";
import { Server } from "./server.js";
import { StatusBar } from "./statusBar.js";

/** The kind of the user's custom actions. */
const OWN = "own.glossator";

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("Glossator", { log: true });
  const keys = new Keys(context.secrets);
  const bar = new StatusBar();
  const pages = new Pages();
  server = new Server(context, log, keys, bar, pages);
  const menu = new Menu(server, bar, keys, log);
  const named = {
    "glossator.menu": () => menu.show(),
    "glossator.setApiKey": () => menu.setApiKey(),
    "glossator.localModel": () => server?.chooseLocalModel(),
    "glossator.setup": () => server?.setUp(),
    "glossator.doctor": () => menu.report("doctor"),
    "glossator.usage": () => menu.report("usage"),
    // By the menu of VS Code, so that each action is offered where it applies.
    "glossator.runOwn": () =>
      commands.executeCommand("editor.action.codeAction", { kind: OWN, apply: "never" }),
    "glossator.nextEdit": () => server?.nextEdits?.goOrMake(),
    "glossator.rejectNextEdit": () => server?.nextEdits?.reject(),
    "glossator.stop": () => server?.stopWriting(),
    "glossator.restart": () => server?.restart(),
    "glossator.showLog": () => log.show(),
  };
  context.subscriptions.push(log, keys, bar, pages);
  for (const [name, run] of Object.entries(named)) {
    context.subscriptions.push(commands.registerCommand(name, run));
  }
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
