/**
 * The next edit, what the last change asks for elsewhere: when to ask for it, and how it is gone to,
 * made and rejected.
 *
 * Why here: LSP has no edit that waits at its place, nor a way to it by a key.
 */

import {
  commands,
  type Disposable,
  languages,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextEditor,
  TextEditorRevealType,
  type TextEditorSelectionChangeEvent,
  TextEditorSelectionChangeKind,
  window,
  workspace,
} from "vscode";
import type { Command, LanguageClient, Range as LspRange } from "vscode-languageclient/node";
import { runCommand } from "./commands.js";
import { NextEditView } from "./nextEditView.js";
import { Span } from "./span.js";

/** Milliseconds without a change, as the server has it. */
const PAUSE = 1000;
/** The user may type between two. */
const TRIES = 5;

/** An edit as the server tells it; see docs/lsp-extensions.md. */
interface NextEdit {
  id: number;
  text: string;
  range: LspRange;
  /** The version is null where the document is not open. */
  textDocument: { uri: string; version: number | null };
  command: Command;
}

interface Shown {
  edit: NextEdit;
  document: TextDocument;
  /** Where it stands now, whatever was typed above it. */
  span: Span;
}

export class NextEdits implements Disposable {
  private readonly view = new NextEditView();
  private shown: Shown | undefined;
  private noted: number | undefined;
  private asked = 0;
  /** Where the user has typed last, until that was asked about. */
  private typed: { document: TextDocument; line: number | undefined } | undefined;
  /** Runs while problems were reported of which the server is to be told. */
  private telling: NodeJS.Timeout | undefined;
  private readonly listening = [
    workspace.onDidChangeTextDocument((event) => this.follow(event)),
    workspace.onDidCloseTextDocument((document) => {
      if (document === this.shown?.document) this.clear();
    }),
    window.onDidChangeTextEditorSelection((event) => this.moved(event)),
    window.onDidChangeActiveTextEditor(() => this.point()),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const shown = window.activeTextEditor?.document.uri.toString();
      if (uris.some((each) => each.toString() === shown)) this.tellSoon();
    }),
    window.onDidChangeVisibleTextEditors(() => this.draw()),
  ];

  constructor(private readonly client: () => LanguageClient) {}

  dispose(): void {
    clearTimeout(this.telling);
    this.clear();
    this.view.dispose();
    for (const each of this.listening) each.dispose();
  }

  /** `glossator/nextEditChanged` */
  async changed({ uri, available }: { uri: string; available: boolean }): Promise<void> {
    if (available) await this.ask();
    else if (this.shown?.edit.textDocument.uri === uri) this.clear();
  }

  /** Go to the edit; in its line, make it. */
  async goOrMake(): Promise<void> {
    const shown = this.shown;
    if (shown === undefined) {
      window.showInformationMessage("Glossator: there is no next edit.");
      return;
    }
    const editor = window.activeTextEditor;
    if (editor?.document === shown.document && this.isAt(editor.selection.active.line)) {
      await this.make(editor, shown);
    } else {
      await go(shown);
    }
  }

  /** Send it away; the server offers no other for the same change. */
  async reject(): Promise<void> {
    const id = this.shown?.edit.id;
    this.clear();
    if (id !== undefined)
      await this.client().sendNotification("glossator/nextEditRejected", { id });
  }

  clear(): void {
    this.shown = undefined;
    this.view.clear();
    void commands.executeCommand("setContext", "glossator.nextEdit", false);
  }

  /** Ask for the edit, which the server knows best as the text is now, and show it. */
  private async ask(): Promise<void> {
    const number = ++this.asked;
    const client = this.client();
    const editor = window.activeTextEditor;
    if (editor === undefined || !client.isRunning()) return;
    this.typed = undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      const edit = await nextEdit(client, editor);
      if (number !== this.asked) return;
      const document = edit && (await documentOf(client, edit.textDocument));
      if (number !== this.asked) return;
      if (edit === undefined || document === undefined) return this.clear();
      if (document.version === edit.textDocument.version) return this.show(edit, document);
    }
  }

  private show(edit: NextEdit, document: TextDocument): void {
    const range = this.client().protocol2CodeConverter.asRange(edit.range);
    this.shown = { edit, document, span: Span.at(document, range, []) };
    this.draw();
    void commands.executeCommand("setContext", "glossator.nextEdit", true);
    if (this.noted === edit.id) return;
    this.noted = edit.id;
    void this.client().sendNotification("glossator/nextEditShown", { id: edit.id });
  }

  private async make(editor: TextEditor, { edit }: Shown): Promise<void> {
    if (editor.document.version !== edit.textDocument.version) await this.ask();
    const shown = this.shown;
    if (shown?.edit.id !== edit.id || shown.document !== editor.document) return;
    if (shown.span.lost) return this.clear();
    const range = shown.span.in(editor.document);
    this.clear();
    const step = { undoStopBefore: true, undoStopAfter: true };
    const made = await editor.edit((builder) => builder.replace(range, shown.edit.text), step);
    const { command, arguments: args } = shown.edit.command;
    if (made) await runCommand(this.client(), command, args ?? []);
    await this.ask();
  }

  private draw(): void {
    if (this.shown === undefined) return;
    const { edit, document, span } = this.shown;
    const range = span.in(document);
    const whole = new Range(range.start.line, 0, range.end.line, Number.MAX_SAFE_INTEGER);
    const lines = document.validateRange(whole);
    const before = document.getText(lines.with({ end: range.start }));
    const after = document.getText(lines.with({ start: range.end }));
    this.view.draw(document, {
      first: range.start.line,
      old: document.getText(lines).split(/\r\n?|\n/),
      now: `${before}${edit.text}${after}`.split(/\r\n?|\n/),
    });
    this.point();
  }

  private point(): void {
    if (this.shown === undefined) return;
    this.view.point(this.shown.document, this.shown.span.in(this.shown.document).start.line);
  }

  private isAt(line: number): boolean {
    if (this.shown === undefined) return false;
    const { start, end } = this.shown.span.in(this.shown.document);
    return line >= start.line && line <= end.line;
  }

  private follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    if (document === window.activeTextEditor?.document) {
      this.typed = { document, line: undefined };
      if (this.telling !== undefined) this.tellSoon();
    }
    if (document !== this.shown?.document) return;
    this.shown.span.follow(contentChanges);
    this.point();
  }

  /** The last change may have made the problems that others report: tell of them at a pause. */
  private tellSoon(): void {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.telling = undefined;
      if (window.activeTextEditor?.selections.every((each) => each.isEmpty)) void this.ask();
    }, PAUSE);
  }

  /** The user has stopped typing in a line when the cursor leaves it. */
  private moved({ textEditor, selections, kind }: TextEditorSelectionChangeEvent): void {
    if (textEditor !== window.activeTextEditor) return;
    this.point();
    const [selection, ...others] = selections;
    const typed = this.typed;
    if (selection === undefined || typed?.document !== textEditor.document) return;
    const line = selection.active.line;
    typed.line ??= line; // typing itself moves the cursor
    const byUser =
      kind === TextEditorSelectionChangeKind.Keyboard ||
      kind === TextEditorSelectionChangeKind.Mouse;
    const left = line !== typed.line && byUser;
    if (left && selection.isEmpty && others.length === 0) void this.ask();
  }
}

async function nextEdit(
  client: LanguageClient,
  { document, selection }: TextEditor,
): Promise<NextEdit | undefined> {
  const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
  const position = client.code2ProtocolConverter.asPosition(selection.active);
  try {
    const known = languages.getDiagnostics(document.uri);
    const diagnostics = client.code2ProtocolConverter.asDiagnosticsSync(known);
    const asked = { textDocument, position, diagnostics };
    const { edits } = await client.sendRequest<{ edits: NextEdit[] }>("glossator/nextEdit", asked);
    return edits[0];
  } catch {
    return undefined; // nobody has asked for it
  }
}

/** The document of an edit; one that is not open is opened, of which the server is told. */
async function documentOf(
  client: LanguageClient,
  { uri, version }: NextEdit["textDocument"],
): Promise<TextDocument | undefined> {
  const wanted = client.protocol2CodeConverter.asUri(uri);
  const open = workspace.textDocuments.find((each) => each.uri.toString() === wanted.toString());
  if (open !== undefined || version !== null) return open;
  try {
    return await workspace.openTextDocument(wanted);
  } catch {
    return undefined; // nobody has asked for it
  }
}

async function go({ document, span }: Shown): Promise<void> {
  const { start } = span.in(document);
  const selection = new Range(start, start);
  const editors = [window.activeTextEditor, ...window.visibleTextEditors]; // the active one stays
  const visible = editors.find((each) => each?.document === document);
  const column = visible?.viewColumn;
  const editor = await window.showTextDocument(document, {
    selection,
    ...(column === undefined ? {} : { viewColumn: column }),
  });
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
