/** The connection to the server, from its start to its end. */

import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  window,
  workspace,
} from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  MessageType,
  ShowMessageNotification,
  type ShowMessageParams,
  TransportKind,
} from "vscode-languageclient/node";
import { argumentsFor, failureOf, runCommand, SELECTOR } from "./commands.js";
import { namesDocument, writeCommitMessage } from "./commitMessage.js";
import { findServer, programIn } from "./discovery.js";
import { GrowingEdits } from "./growingEdits.js";
import { GrowingGhostText } from "./growingGhostText.js";
import { Installation } from "./install.js";
import type { Keys } from "./keys.js";
import { chooseLocalModel } from "./localModel.js";
import { NextEdits } from "./nextEdit.js";
import type { Pages } from "./pages.js";
import { nextEdits, SECTION, self, userSettings } from "./settings.js";
import { isFirstOffer, setUp } from "./setup.js";
import type { State, StatusBar } from "./statusBar.js";
import { Work } from "./work.js";

/** What LSP has no capability for; see docs/lsp-extensions.md. */
const FLAGS = {
  groupsUndo: true,
  growingSuggestions: true,
  input: true,
  nextEdits: true,
  status: true,
};
const RESTARTS = 4;

const SHOWS: Record<MessageType, (message: string, ...ways: string[]) => Thenable<unknown>> = {
  [MessageType.Error]: window.showErrorMessage,
  [MessageType.Warning]: window.showWarningMessage,
  [MessageType.Info]: window.showInformationMessage,
  [MessageType.Log]: window.showInformationMessage,
  [MessageType.Debug]: window.showInformationMessage,
};

interface Question {
  title: string;
  placeholder?: string;
  value?: string;
}

export class Server {
  private client: LanguageClient | undefined;
  private readonly ours: Disposable[] = [];
  private restarted = Promise.resolve();
  private readonly work: Work;
  private readonly environment: string;
  private readonly installation: Installation;
  command: string | undefined;
  nextEdits: NextEdits | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
    private readonly keys: Keys,
    private readonly bar: StatusBar,
    private readonly pages: Pages,
  ) {
    this.work = new Work((title) => bar.writing(title));
    const name = `server-${self().packageJSON.version}`;
    this.environment = `${context.globalStorageUri.fsPath}/${name}`;
    const archive = context.asAbsolutePath("server.tar.bz2");
    this.installation = new Installation(archive, this.environment, log);
  }

  /** Start it; where there is none, ask whether it is to be installed, once or as `asked`. */
  async start(asked = false): Promise<void> {
    this.command = await findServer(programIn(this.environment));
    if (this.command === undefined) {
      this.bar.show({ state: "missing", message: "Its server is not installed." });
      // Not awaited: VS Code waits for an extension to become active.
      if (asked || !(await this.installation.isDeclined())) void this.install();
      return;
    }
    await this.connect(this.command);
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    for (const each of this.ours.splice(0)) each.dispose();
    this.nextEdits = undefined;
    this.work.forget();
    await commands.executeCommand("setContext", "glossator.running", false);
    // A server that hangs does not stop in time; the library kills it then.
    if (client?.needsStop()) await client.stop().catch((error) => this.log.warn(String(error)));
  }

  /** One restart after the other: two starts under way would leave two servers. */
  restart(change = async () => {}): Promise<void> {
    const again = async () => {
      await this.stop();
      await change();
      await this.start(true);
    };
    this.restarted = this.restarted.then(again, again);
    return this.restarted;
  }

  /** Stop what is being written; what stands in a buffer so far is taken back. */
  async stopWriting(): Promise<void> {
    if (this.client?.isRunning()) await this.work.stop(this.client);
  }

  /** Ask the server for something by name; undefined while it does not run. */
  async ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    return this.client?.isRunning() ? runCommand<T>(this.client, command, args) : undefined;
  }

  /** Choose a local model, for which a server of our own may lack llama.cpp. */
  async chooseLocalModel(): Promise<void> {
    if (this.command === undefined) return;
    const isOurs = this.command === programIn(this.environment);
    const prepare = async () => !isOurs || this.installation.addLlamaCpp();
    const use = await chooseLocalModel(this.command, prepare);
    if (use !== undefined) await this.restart(use);
  }

  /** Choose a model by `glossator setup`, which writes what a new server reads. */
  async setUp(): Promise<void> {
    if (this.command === undefined) return this.restart(); // which offers to install it
    setUp(this.command, () => void this.restart());
  }

  /** At the first start, where nothing is set and no model answers. */
  private async offerSetUp(): Promise<void> {
    if (Object.values(userSettings()).some((value) => value !== null)) return;
    const status = await this.ask<State>("glossator.status", { wait: true }).catch(() => undefined);
    if (status?.state !== "trouble" || !(await isFirstOffer(this.context))) return;
    const choose = "Set up…";
    const sentence = `Glossator has no model yet that answers: ${status.message}`;
    if ((await window.showInformationMessage(sentence, choose)) === choose) await this.setUp();
  }

  /** Next edits on or off in this window until it closes. */
  async switchNextEdits(on: boolean): Promise<void> {
    nextEdits.switchForNow(on);
    this.nextEdits?.clear();
    await this.tellSettings();
  }

  private async install(): Promise<void> {
    const installed = await this.installation.offer();
    if (installed === undefined) return;
    await this.start();
    if (installed === "local") await this.chooseLocalModel();
  }

  private async connect(command: string): Promise<void> {
    this.log.info(`starting ${command}`);
    this.bar.show({ state: "starting", message: "" });
    const edits = new GrowingEdits();
    const ghostText = new GrowingGhostText();
    const pending = new NextEdits(() => client);
    this.nextEdits = pending;
    const run = { command, args: ["serve"], transport: TransportKind.stdio };
    const options = await this.options(() => client, edits, ghostText);
    const client: LanguageClient = new LanguageClient("glossator", "Glossator", run, options);
    this.client = client;
    client.onNotification("glossator/status", (state: State) => this.bar.show(state));
    client.onNotification(ShowMessageNotification.type, (told) => this.say(told));
    client.onNotification("glossator/editEnded", (ended) => edits.ended(client, ended));
    client.onNotification("glossator/suggestionGrew", () => ghostText.grew());
    client.onNotification("glossator/nextEditChanged", (change) => pending.changed(change));
    client.onRequest("glossator/input", ask);
    this.ours.push(
      edits,
      pending,
      this.pages.onDidClose((page) => tellClosed(client, page)),
      this.keys.onDidChange(() => this.tellSettings()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) pending.clear();
        if (change.affectsConfiguration(`${SECTION}.command`)) void this.restart();
      }),
    );
    try {
      await client.start();
      await commands.executeCommand("setContext", "glossator.running", true);
      void this.offerSetUp();
    } catch (error) {
      this.log.error(String(error));
      const sentence = `Its server ${command} could not be started: ${failureOf(error)}`;
      this.bar.show({ state: "trouble", message: sentence });
      void this.complain(`Glossator: ${sentence}`);
    }
  }

  private async options(
    client: () => LanguageClient,
    edits: GrowingEdits,
    ghostText: GrowingGhostText,
  ): Promise<LanguageClientOptions> {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      initializationOptions: {
        ...(await this.section()),
        client: { ...FLAGS, version: self().packageJSON.version },
      },
      errorHandler: this.errorHandler(),
      middleware: {
        handleWorkDoneProgress: this.work.handle,
        provideInlineCompletionItems: ghostText.provide,
        executeCommand: (command, args) => {
          if (command === "glossator.commitMessage" && !namesDocument(args)) {
            return writeCommitMessage(args, (uri) =>
              this.tellFailure(() => this.ask(command, { uri })),
            );
          }
          const filled = args.length > 0 ? args : argumentsFor(client(), command, this.pages);
          return filled && this.tellFailure(() => this.ask(command, ...filled));
        },
        workspace: {
          configuration: async () => [await this.section()],
          handleApplyEdit: (params, next) => edits.apply(client(), params, next),
        },
        window: {
          showDocument: (params, token, next) => this.pages.showDocument(params, token, next),
        },
      },
    };
  }

  /** The section `glossator`, as the server wants it. */
  async section(): Promise<Record<string, unknown>> {
    return { ...userSettings(), keys: await this.keys.all() };
  }

  private async tellSettings(): Promise<void> {
    await this.client?.sendNotification("workspace/didChangeConfiguration", { settings: null });
  }

  /** The library would say only that a request failed; the server's sentence says what to do. */
  private async tellFailure<T>(work: () => Promise<T>): Promise<T | undefined> {
    const pages = this.pages.shown;
    try {
      const answer = await work();
      if (this.pages.shown > pages) await this.pages.settle();
      return answer;
    } catch (error) {
      const failure = failureOf(error);
      // A page that was opened for the answer says what went wrong itself.
      const told = this.pages.shown > pages;
      if (failure !== undefined && !told) {
        void this.say({ type: MessageType.Error, message: `Glossator: ${failure}` });
      }
      return undefined;
    }
  }

  /** While there is trouble, with the way to what can be done about it. */
  private async say({ type, message }: ShowMessageParams): Promise<void> {
    const ways = this.bar.state.state === "trouble" ? ["What to do…"] : [];
    const chosen = await SHOWS[type](message, ...ways);
    if (chosen !== undefined) await commands.executeCommand("glossator.menu");
  }

  private async complain(sentence: string): Promise<void> {
    const see = "Show log";
    if ((await window.showErrorMessage(sentence, see)) === see) this.log.show();
  }

  private errorHandler(): ErrorHandler {
    const ends: number[] = [];
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        const now = Date.now();
        ends.push(now);
        const lately = ends.filter((end) => now - end < 180_000).length;
        const again = lately <= RESTARTS;
        const sentence = again
          ? "Glossator’s server ended unexpectedly and is started again."
          : "Glossator’s server keeps ending and is not started again; see its log, then run “Glossator: Restart server”.";
        this.work.forget();
        this.nextEdits?.clear();
        this.bar.show({ state: again ? "starting" : "trouble", message: sentence });
        void this.complain(sentence);
        return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    };
  }
}

/** `glossator/input`: LSP can ask the user to choose, but not to type. */
async function ask({ title, placeholder, value }: Question): Promise<string | null> {
  const typed = await window.showInputBox({
    title,
    ignoreFocusOut: true,
    ...(placeholder === undefined ? {} : { placeHolder: placeholder }),
    ...(value === undefined ? {} : { value }),
  });
  return typed ?? null;
}

function tellClosed(client: LanguageClient, uri: string): void {
  if (client.isRunning()) {
    void client.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }
}
