/**
 * An edit as a diff before it is made: the document beside what it becomes.
 *
 * Why here: LSP's edits that need confirmation open VS Code's refactor preview, in which every box
 * is empty, so that its button "Apply" makes nothing.
 */

import {
  commands,
  type Disposable,
  type Range,
  type Tab,
  TabInputTextDiff,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";

const SCHEME = "glossator-preview";

export class Previews implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly decisions = new Map<string, (agreed: boolean) => void>();
  private shown = 0;
  private readonly listening = [
    workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? "",
    }),
    commands.registerCommand("glossator.makeEdit", () => this.decide(true)),
    commands.registerCommand("glossator.leaveEdit", () => this.decide(false)),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const tab of closed) this.decisions.get(previewOf(tab) ?? "")?.(false);
    }),
  ];

  dispose(): void {
    for (const each of this.listening) each.dispose();
    for (const decide of this.decisions.values()) decide(false);
  }

  /** Whether the user wants `text` at the place; false also when the diff is closed. */
  async agreed(document: TextDocument, range: Range, text: string, title: string) {
    const uri = Uri.from({ scheme: SCHEME, path: document.uri.path, query: `${++this.shown}` });
    const name = uri.toString();
    const whole = document.getText();
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    this.texts.set(name, whole.slice(0, start) + text + whole.slice(end));
    const decision = new Promise<boolean>((resolve) => this.decisions.set(name, resolve));
    try {
      await commands.executeCommand("vscode.diff", document.uri, uri, title);
      return await decision;
    } finally {
      this.decisions.delete(name);
      this.texts.delete(name);
      await close(name);
    }
  }

  private decide(agreed: boolean): void {
    const tab = window.tabGroups.activeTabGroup.activeTab;
    this.decisions.get(previewOf(tab) ?? "")?.(agreed);
  }
}

function previewOf(tab: Tab | undefined): string | undefined {
  const input = tab?.input;
  const isOurs = input instanceof TabInputTextDiff && input.modified.scheme === SCHEME;
  return isOurs ? input.modified.toString() : undefined;
}

async function close(name: string): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  await window.tabGroups.close(tabs.filter((tab) => previewOf(tab) === name));
}
