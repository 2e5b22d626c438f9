/**
 * Explanations, shown beside the editor as rendered Markdown that follows the stream.
 *
 * Why here: the server's documents reach VS Code by LSP alone (`workspace/textDocumentContent`), but
 * `window/showDocument` would show their source, and LSP does not tell that a preview was closed.
 */

import {
  type CancellationToken,
  commands,
  type Disposable,
  EventEmitter,
  type Tab,
  TabInputWebview,
  Uri,
  window,
  workspace,
} from "vscode";
import type {
  ResponseError,
  ShowDocumentParams,
  ShowDocumentRequest,
  ShowDocumentResult,
} from "vscode-languageclient/node";

const SCHEME = "glossator";
const PREVIEW = "markdown.preview";
/** Milliseconds for VS Code to open the preview that it was asked for. */
const PATIENCE = 5000;

export class Pages implements Disposable {
  private readonly tabs = new Map<Tab, string>();
  private last: string | undefined;
  private readonly closed = new EventEmitter<string>();
  /** The address of a page that the user has closed. */
  readonly onDidClose = this.closed.event;
  private readonly listening = window.tabGroups.onDidChangeTabs((change) => {
    for (const tab of change.closed) this.forget(tab);
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
    // Held open: VS Code reads anew only documents that somebody has open.
    await workspace.openTextDocument(uri);
    const opened = this.nextPreview();
    await commands.executeCommand("markdown.showLockedPreviewToSide", uri);
    const tab = await opened;
    if (tab !== undefined) this.tabs.set(tab, params.uri);
    this.last = params.uri;
    await this.tellContext();
    return { success: true };
  }

  /** The page in front, else the one that was opened last. */
  current(): string | undefined {
    return this.active() ?? this.last;
  }

  private active(): string | undefined {
    const tab = window.tabGroups.activeTabGroup.activeTab;
    return tab && this.tabs.get(tab);
  }

  private nextPreview(): Promise<Tab | undefined> {
    return new Promise((resolve) => {
      const waiting = setTimeout(() => done(undefined), PATIENCE);
      const listening = window.tabGroups.onDidChangeTabs(({ opened }) => {
        const preview = opened.find(isPreview);
        if (preview !== undefined) done(preview);
      });
      const done = (tab: Tab | undefined) => {
        clearTimeout(waiting);
        listening.dispose();
        resolve(tab);
      };
    });
  }

  private forget(tab: Tab): void {
    const page = this.tabs.get(tab);
    if (page === undefined) return;
    this.tabs.delete(tab);
    if (this.last === page) this.last = [...this.tabs.values()].at(-1);
    this.closed.fire(page);
  }

  private async tellContext(): Promise<void> {
    const active = this.active() !== undefined;
    await commands.executeCommand("setContext", "glossator.pageActive", active);
    await commands.executeCommand("setContext", "glossator.pageOpen", this.tabs.size > 0);
  }
}

function isPreview(tab: Tab): boolean {
  return tab.input instanceof TabInputWebview && tab.input.viewType.endsWith(PREVIEW);
}
