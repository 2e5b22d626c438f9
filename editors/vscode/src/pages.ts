/**
 * Explanations, shown beside the editor as rendered Markdown that follows the stream.
 *
 * Why here: the server's documents reach VS Code by LSP alone (`workspace/textDocumentContent`), but
 * `window/showDocument` would show their source, and LSP does not tell that one was closed.
 */

import {
  type CancellationToken,
  commands,
  type Disposable,
  EventEmitter,
  type Tab,
  TabInputCustom,
  Uri,
  ViewColumn,
  window,
} from "vscode";
import type {
  ResponseError,
  ShowDocumentParams,
  ShowDocumentRequest,
  ShowDocumentResult,
} from "vscode-languageclient/node";

const SCHEME = "glossator";
const PREVIEW = "vscode.markdown.preview.editor";
/** Milliseconds in which a preview may still be loading; what changes meanwhile it may not show. */
const LOADING = 5000;

export class Pages implements Disposable {
  /** How many there have been. */
  shown = 0;
  private last: string | undefined;
  private opened = 0;
  private readonly closed = new EventEmitter<string>();
  /** The address of a page that the user has closed. */
  readonly onDidClose = this.closed.event;
  private readonly listening = window.tabGroups.onDidChangeTabs((change) => {
    for (const page of change.closed.map(pageOf)) {
      if (page !== undefined) this.closed.fire(page);
    }
    void this.tellContext();
  });

  dispose(): void {
    this.listening.dispose();
    this.closed.dispose();
  }

  async showDocument(
    params: ShowDocumentParams,
    token: CancellationToken,
    next: ShowDocumentRequest.HandlerSignature,
  ): Promise<ShowDocumentResult | ResponseError<void>> {
    const uri = Uri.parse(params.uri);
    if (uri.scheme !== SCHEME) return next(params, token);
    const viewColumn = this.open()[0]?.group.viewColumn ?? ViewColumn.Beside;
    const options = { viewColumn, preserveFocus: true, preview: false };
    await commands.executeCommand("vscode.openWith", uri, PREVIEW, options);
    this.last = params.uri;
    this.shown += 1;
    this.opened = Date.now();
    return { success: true };
  }

  /** The text is whole: see to it that a preview that has just been opened shows all of it. */
  async settle(): Promise<void> {
    if (Date.now() - this.opened > LOADING) return;
    this.opened = 0;
    await commands.executeCommand("markdown.preview.refresh");
  }

  /** The page in front, else the one that was opened last. */
  current(): string | undefined {
    return this.active() ?? (this.open().length > 0 ? this.last : undefined);
  }

  private active(): string | undefined {
    const tab = window.tabGroups.activeTabGroup.activeTab;
    return tab && pageOf(tab);
  }

  private open(): Tab[] {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    return tabs.filter((tab) => pageOf(tab) !== undefined);
  }

  private async tellContext(): Promise<void> {
    const active = this.active() !== undefined;
    await commands.executeCommand("setContext", "glossator.pageActive", active);
    await commands.executeCommand("setContext", "glossator.pageOpen", this.open().length > 0);
  }
}

function pageOf({ input }: Tab): string | undefined {
  const isOurs = input instanceof TabInputCustom && input.uri.scheme === SCHEME;
  return isOurs ? input.uri.toString() : undefined;
}
