/**
 * Edits that grow in the buffer, joined to one step of undo.
 *
 * Why here: each `workspace/applyEdit` is a step of its own in VS Code, and LSP has no word for
 * "these belong together"; only an editor's own `edit` can leave the step open.
 */

import {
  CancellationTokenSource,
  type Disposable,
  type Range,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  type TextEditor,
  window,
  workspace,
} from "vscode";
import {
  AnnotatedTextEdit,
  type ApplyWorkspaceEditParams,
  type ApplyWorkspaceEditRequest,
  type ApplyWorkspaceEditResult,
  type LanguageClient,
  type Range as LspRange,
  type ResponseError,
  TextDocumentEdit,
  TextEdit,
} from "vscode-languageclient/node";
import { Previews } from "./preview.js";
import { Span } from "./span.js";

/** The user's typing may come between two tries, but hardly between so many. */
const TRIES = 20;

type Changes = readonly TextDocumentContentChangeEvent[];

/** The one change of an edit. */
interface Step {
  uri: string;
  version: number | null;
  edit: TextEdit;
}

interface Stops {
  undoStopBefore: boolean;
  undoStopAfter: boolean;
}

/**
 * `glossator/editEnded`: where the text stands in that version, null if its place is gone, and what
 * it took the place of.
 */
interface Ended {
  label: string;
  uri: string;
  version: number;
  range: LspRange | null;
  replaced: string;
}

export class GrowingEdits implements Disposable {
  private readonly growths = new Map<string, Growth>();
  private readonly previews = new Previews();
  private readonly listening = [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      for (const growth of this.of(document)) growth.follow(contentChanges);
    }),
    workspace.onWillSaveTextDocument(({ document }) => {
      for (const growth of this.of(document)) growth.cutApart = true;
    }),
  ];

  dispose(): void {
    this.previews.dispose();
    for (const each of this.listening) each.dispose();
  }

  /** One step of an edit; what is none of these goes the library's way. */
  async apply(
    client: LanguageClient,
    params: ApplyWorkspaceEditParams,
    next: ApplyWorkspaceEditRequest.HandlerSignature,
  ): Promise<ApplyWorkspaceEditResult | ResponseError<void>> {
    const step = onlyStep(params);
    const editor = step && editorOf(client, step.uri);
    if (step !== undefined && AnnotatedTextEdit.is(step.edit)) {
      return this.confirmed(client, params, step, next);
    }
    if (step === undefined || editor === undefined || params.label === undefined) {
      return next(params, new CancellationTokenSource().token);
    }
    if (step.version !== null && step.version !== editor.document.version)
      return { applied: false };
    const known = this.growths.get(params.label);
    const growth = known ?? new Growth(editor.document);
    this.growths.set(params.label, growth);
    const undoStopBefore = known === undefined || growth.takeTyped();
    const range = client.protocol2CodeConverter.asRange(step.edit.range);
    const stops = { undoStopBefore, undoStopAfter: false };
    return { applied: await growth.edit(editor, range, step.edit.newText, stops) };
  }

  /** The user sees it first; it is made if the document is still as it was. */
  private async confirmed(
    client: LanguageClient,
    params: ApplyWorkspaceEditParams,
    { uri, version, edit }: Step,
    next: ApplyWorkspaceEditRequest.HandlerSignature,
  ): Promise<ApplyWorkspaceEditResult | ResponseError<void>> {
    const wanted = client.protocol2CodeConverter.asUri(uri).toString();
    const document = workspace.textDocuments.find((each) => each.uri.toString() === wanted);
    const hasChanged = () => version !== null && document?.version !== version;
    const changed = { applied: false, failureReason: "The document has changed." };
    if (document === undefined || hasChanged()) return changed;
    const range = client.protocol2CodeConverter.asRange(edit.range);
    const title = params.label?.replace(/ #\d+$/, "") ?? "Edit";
    if (!(await this.previews.agreed(document, range, edit.newText, title))) {
      return { applied: false };
    }
    if (hasChanged()) return changed;
    const textDocument = { uri, version };
    const edits = [TextEdit.replace(edit.range, edit.newText)];
    const asked = { ...params, edit: { documentChanges: [{ textDocument, edits }] } };
    return next(asked, new CancellationTokenSource().token);
  }

  /**
   * The whole text is there. If the user typed or saved meanwhile, it would take several undos: so
   * the text is taken out of the step that it ends in, and put in anew as one of its own. Undo after
   * undo then goes back through all that the buffer has held, pieces of the text too: VS Code lets
   * no extension take out a step.
   */
  async ended(client: LanguageClient, ended: Ended): Promise<void> {
    const growth = this.growths.get(ended.label);
    const editor = editorOf(client, ended.uri);
    if (growth?.cutApart && editor !== undefined && ended.range !== null) {
      const place = client.protocol2CodeConverter.asRange(ended.range);
      growth.settle(place, ended.version);
      const text = growth.text();
      if (
        lines(text) !== lines(ended.replaced) && // as they are the same after a cancel
        (await growth.become(editor, ended.replaced, {
          undoStopBefore: false,
          undoStopAfter: true,
        }))
      ) {
        await growth.become(editor, text, { undoStopBefore: true, undoStopAfter: true });
      }
    }
    this.growths.delete(ended.label);
  }

  private of(document: TextDocument): Growth[] {
    return [...this.growths.values()].filter((growth) => growth.document === document);
  }
}

/** One edit while it grows, and what the user does meanwhile. */
class Growth {
  /** Whether VS Code has begun another step of undo meanwhile, as it does when one types or saves. */
  cutApart = false;
  private typed = false;
  private underWay: string | undefined;
  private history: { version: number; changes: Changes }[] = [];
  private span: Span | undefined;

  constructor(readonly document: TextDocument) {}

  follow(changes: Changes): void {
    if (changes.length === 0) return;
    const [first] = changes;
    if (changes.length === 1 && first !== undefined && this.isOurs(first)) {
      this.span?.becomes(first.text.length);
    } else {
      this.typed = this.cutApart = true;
      this.span?.follow(changes);
    }
    this.history.push({ version: this.document.version, changes });
  }

  /** Whether the user has typed since this was asked last. */
  takeTyped(): boolean {
    const typed = this.typed;
    this.typed = false;
    return typed;
  }

  async edit(editor: TextEditor, range: Range, text: string, stops: Stops): Promise<boolean> {
    this.underWay = text;
    try {
      return await editor.edit((builder) => builder.replace(range, text), stops);
    } catch {
      return false; // the editor was closed meanwhile
    } finally {
      this.underWay = undefined;
    }
  }

  /** From now on know where the text stands, given where it stood in an earlier version. */
  settle(place: Range, version: number): void {
    // Offsets of the present text would be wrong for a place of the past, so go back line by line.
    const later = this.history.filter((entry) => entry.version > version);
    this.span = Span.at(
      this.document,
      place,
      later.map((entry) => entry.changes),
    );
    this.history = [];
  }

  text(): string {
    return this.span === undefined ? "" : this.document.getText(this.span.in(this.document));
  }

  /** Make the place hold `text`; false if the user has changed the very place. */
  async become(editor: TextEditor, text: string, stops: Stops): Promise<boolean> {
    for (let tries = 0; tries < TRIES && this.span !== undefined && !this.span.lost; tries++) {
      if (await this.edit(editor, this.span.in(this.document), text, stops)) return true;
    }
    return false;
  }

  private isOurs(change: TextDocumentContentChangeEvent): boolean {
    return this.underWay !== undefined && lines(change.text) === lines(this.underWay);
  }
}

/** The text whatever its line ends: VS Code makes those of an edit the document's. */
function lines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function onlyStep(params: ApplyWorkspaceEditParams): Step | undefined {
  const [part, ...others] = params.edit.documentChanges ?? [];
  if (!TextDocumentEdit.is(part) || others.length > 0) return undefined;
  const [edit, ...more] = part.edits;
  if (!TextEdit.is(edit) || more.length > 0) return undefined;
  return { uri: part.textDocument.uri, version: part.textDocument.version, edit };
}

function editorOf(client: LanguageClient, uri: string): TextEditor | undefined {
  const wanted = client.protocol2CodeConverter.asUri(uri).toString();
  return window.visibleTextEditors.find((editor) => editor.document.uri.toString() === wanted);
}
