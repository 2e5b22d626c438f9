/** What a click on the status bar opens. */

import {
  commands,
  env,
  type LogOutputChannel,
  type QuickPickItem,
  window,
  workspace,
} from "vscode";
import { report } from "./doctor.js";
import type { Keys } from "./keys.js";
import type { Server } from "./server.js";
import { ghostText, nextEdits, SECTION } from "./settings.js";
import type { StatusBar } from "./statusBar.js";

/** What chooses the service and the models. */
const MODELS = ["profile", "baseUrl", "codeModel", "proseModel", "localModel"].map(
  (name) => `${SECTION}.${name}`,
);

interface Choice extends QuickPickItem {
  run: () => unknown;
}

/** What we use of the answer to `glossator.status`. */
interface Status {
  services: string[];
  /** Where keys come from, by host, that win over those in VS Code's secret storage. */
  winningKeys: Record<string, string>;
  /** What the last suggestion was made from, or why none came. */
  lastSuggestion?: string;
  /** Why next edits are off, or not all of them are offered. */
  nextEdit?: string;
  /** What the service of the code model lacks, and what helps. */
  limits?: string;
  codeModel?: string;
  proseModel?: string;
}

export class Menu {
  constructor(
    private readonly server: Server,
    private readonly bar: StatusBar,
    private readonly keys: Keys,
    private readonly log: LogOutputChannel,
  ) {}

  async show(): Promise<void> {
    const { state, message } = this.bar.state;
    const choices =
      state === "missing" ? [restart("Install the server"), allSettings()] : this.choices();
    const title = `Glossator: ${message || state}`;
    const status = await this.status().catch(() => undefined);
    const sentences = [status?.lastSuggestion, status?.nextEdit, status?.limits];
    const placeHolder = sentences.filter((sentence) => sentence).join(" ");
    const choice = await window.showQuickPick(choices, { title, placeHolder });
    await choice?.run();
  }

  /** Ask for the key of the service in use, or of one of them where there are several. */
  async setApiKey(): Promise<void> {
    const status = await this.status();
    const services = status?.services ?? [];
    const host =
      services.length > 1
        ? await window.showQuickPick(services, { title: "The key of which service?" })
        : services[0];
    if (services.length === 0) {
      window.showErrorMessage(
        "Glossator: its server does not run, so no service is known that the key could be for; see its log, then run “Glossator: Restart server”.",
      );
    }
    if (host === undefined) return;
    const winner = status?.winningKeys[host];
    const key = await window.showInputBox({
      title: `The API key of ${host}`,
      prompt: winner
        ? `Another key for it wins over this one as long as it is set: ${winner}.`
        : "It is kept in VS Code’s secret storage and sent to this host only; empty forgets it.",
      password: true,
      ignoreFocusOut: true,
    });
    if (key !== undefined) await this.keys.set(host, key.trim());
  }

  async report(name: "doctor" | "usage"): Promise<void> {
    if (this.server.command === undefined) {
      window.showErrorMessage(
        `Glossator: there is no ${name} without the server, which is not installed; run “Glossator: Restart server” to install it.`,
      );
      return;
    }
    await report(name, this.server.command, await this.server.section(), this.log);
  }

  private status(): Promise<Status | undefined> {
    return this.server.ask<Status>("glossator.status", {});
  }

  private choices(): Choice[] {
    return [
      ...this.switches(),
      ...this.nextEditSwitches(),
      {
        label: "$(server) Models…",
        description: "which service, which models",
        run: () => openSettings(`@id:${MODELS.join()}`),
      },
      { label: "$(rocket) Set up…", run: () => this.server.setUp() },
      { label: "$(key) Set API key…", run: () => this.setApiKey() },
      { label: "$(chip) Use a local model…", run: () => this.server.chooseLocalModel() },
      { label: "$(pulse) Doctor’s report", run: () => this.report("doctor") },
      { label: "$(graph) What was spent", run: () => this.report("usage") },
      { label: "$(output) Show log", run: () => this.log.show() },
      restart("$(refresh) Restart server"),
      allSettings(),
    ];
  }

  private switches(): Choice[] {
    const on = ghostText.isOn();
    const language = window.activeTextEditor?.document.languageId;
    const here = workspace.workspaceFolders !== undefined;
    const found: Choice[] = [];
    if (language !== undefined && on) {
      const isOn = ghostText.isOnFor(language);
      found.push({
        label: `${icon(!isOn)} Ghost text ${word(!isOn)} for ${language}`,
        run: () => ghostText.switchFor(language, !isOn),
      });
    }
    if (here) {
      found.push({
        label: `${icon(!on)} Ghost text ${word(!on)} in this workspace`,
        run: () => ghostText.switchHere(!on),
      });
    }
    found.push({
      label: `${icon(!on)} Ghost text ${word(!on)} everywhere`,
      run: () => ghostText.switchEverywhere(!on),
    });
    return found;
  }

  private nextEditSwitches(): Choice[] {
    if (!nextEdits.isOnForNow()) {
      const run = () => this.server.switchNextEdits(true);
      return [{ label: `${icon(true)} Next edits on again`, run }];
    }
    if (!nextEdits.isOn()) {
      const run = () => nextEdits.switchEverywhere(true);
      return [{ label: `${icon(true)} Next edits on everywhere`, run }];
    }
    const language = window.activeTextEditor?.document.languageId;
    const found: Choice[] = [];
    if (language !== undefined) {
      const isOn = nextEdits.isOnFor(language);
      found.push({
        label: `${icon(!isOn)} Next edits ${word(!isOn)} for ${language}`,
        run: () => nextEdits.switchFor(language, !isOn),
      });
    }
    const run = () => this.server.switchNextEdits(false);
    found.push({ label: `${icon(false)} Next edits off until this window closes`, run });
    return found;
  }
}

function allSettings(): Choice {
  return { label: "$(gear) Settings…", run: () => openSettings("@ext:glossator.glossator") };
}

/** Of this machine: a remote one's are in a tab of their own, which the other does not search. */
function openSettings(query: string): Thenable<unknown> {
  const command = env.remoteName === undefined ? "openSettings" : "openRemoteSettings";
  return commands.executeCommand(`workbench.action.${command}`, { query });
}

function restart(label: string): Choice {
  return { label, run: () => commands.executeCommand("glossator.restart") };
}

function icon(on: boolean): string {
  return on ? "$(check)" : "$(circle-slash)";
}

function word(on: boolean): string {
  return on ? "on" : "off";
}
