/**
 * How the next edit is drawn: the old text red, the new one green, a mark in the gutter, and at the
 * cursor's line where that is.
 *
 * Why here: VS Code draws edits elsewhere than at the cursor for its proposed API only.
 */

import {
  type DecorationOptions,
  type Disposable,
  languages,
  MarkdownString,
  OverviewRulerLane,
  Position,
  Range,
  type TextDocument,
  type TextEditor,
  ThemeColor,
  Uri,
  window,
  workspace,
} from "vscode";
import { SELECTOR } from "./commands.js";
import { difference, type Hunk } from "./difference.js";

/** Changes in a line that are drawn in it; more are hard to read there. */
const MOST_WORDS = 4;
/** What fits behind a line. */
const LONGEST = 200;
const HINT = "Alt+N (on a Mac ⌥⌘N) goes to the next edit and makes it, Esc sends it away.";

const ARROW = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" fill="none"
  stroke="#3794ff" stroke-width="1.6"><path d="M3 8h9M8.5 4.5 12 8l-3.5 3.5"/></svg>`;

/** Lines of a document, as they are and as they are to be. */
export interface Change {
  first: number;
  old: string[];
  now: string[];
}

export class NextEditView implements Disposable {
  private readonly words = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor("diffEditor.removedTextBackground"),
  });
  private readonly place = window.createTextEditorDecorationType({
    gutterIconPath: Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(ARROW)}`),
    gutterIconSize: "contain",
    overviewRulerColor: new ThemeColor("editorOverviewRuler.infoForeground"),
    overviewRulerLane: OverviewRulerLane.Left,
  });
  private readonly pointer = window.createTextEditorDecorationType({});
  private pointed: TextEditor | undefined;

  dispose(): void {
    for (const each of [this.words, this.place, this.pointer]) each.dispose();
  }

  draw(document: TextDocument, change: Change): void {
    const words = decorations(change);
    const start = new Position(change.first, 0);
    for (const editor of window.visibleTextEditors) {
      const here = editor.document === document;
      editor.setDecorations(this.words, here ? words : []);
      editor.setDecorations(this.place, here ? [new Range(start, start)] : []);
    }
  }

  /** Say at the active editor's cursor that the edit is in `line` of `document`. */
  point(document: TextDocument, line: number): void {
    const editor = window.activeTextEditor;
    if (this.pointed !== editor) this.pointed?.setDecorations(this.pointer, []);
    this.pointed = editor;
    if (editor === undefined || languages.match(SELECTOR, editor.document) === 0) return;
    const here = editor.document === document;
    const cursor = editor.selection.active.line;
    const file = here ? "" : `${workspace.asRelativePath(document.uri)} `;
    const end = editor.document.lineAt(cursor).range.end;
    const pointer: DecorationOptions = {
      range: new Range(end, end),
      hoverMessage: HINT,
      renderOptions: {
        after: {
          contentText: `→ ${file}line ${line + 1}`,
          color: new ThemeColor("editorCodeLens.foreground"),
          margin: "0 0 0 2em",
        },
      },
    };
    editor.setDecorations(this.pointer, here && cursor === line ? [] : [pointer]);
  }

  clear(): void {
    for (const editor of window.visibleTextEditors) {
      for (const each of [this.words, this.place, this.pointer]) editor.setDecorations(each, []);
    }
  }
}

function decorations({ first, old, now }: Change): DecorationOptions[] {
  const text = difference(old, now);
  const drawn = text.flatMap((hunk) => {
    const before = old.slice(hunk.from, hunk.from + hunk.removed);
    const after = now.slice(hunk.to, hunk.to + hunk.added);
    const line = first + hunk.from;
    const only = before.length === 1 && after.length === 1;
    const words = only ? inLine(line, before[0] ?? "", after[0] ?? "") : undefined;
    return words ?? inLines(line, before, after);
  });
  const hover = new MarkdownString();
  hover.appendCodeblock(text.map((hunk) => asDiff(hunk, old, now)).join("\n"), "diff");
  hover.appendText(HINT);
  return drawn.map((each) => ({ ...each, hoverMessage: hover }));
}

/** The words that change in a line; undefined where they are too many to be read in it. */
function inLine(line: number, old: string, now: string): DecorationOptions[] | undefined {
  const before = split(old);
  const after = split(now);
  const hunks = difference(before, after);
  if (hunks.length > MOST_WORDS) return undefined;
  return hunks.map(({ from, removed, to, added }) => {
    const start = before.slice(0, from).join("").length;
    const end = before.slice(0, from + removed).join("").length;
    return changed(new Range(line, start, line, end), after.slice(to, to + added).join(""));
  });
}

/** Each new line behind the old one in whose place it comes; those left over behind the last. */
function inLines(line: number, old: string[], now: string[]): DecorationOptions[] {
  if (old.length === 0) {
    const above = Math.max(0, line - 1);
    const end = Number.MAX_SAFE_INTEGER;
    return [changed(new Range(above, end, above, end), `⏎ ${now.map(trimmed).join(" ⏎ ")}`)];
  }
  return old.map((text, index) => {
    const last = index === old.length - 1;
    const here = last ? now.slice(index) : now.slice(index, index + 1);
    const start = text.length - text.trimStart().length;
    return changed(
      new Range(line + index, start, line + index, text.length),
      here.map(trimmed).join(" ⏎ "),
    );
  });
}

function changed(range: Range, text: string): DecorationOptions {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  if (text === "") return { range };
  const after = {
    // A browser draws several blanks as one.
    contentText: cut.replace(/\s/g, "\u00a0"),
    backgroundColor: new ThemeColor("diffEditor.insertedTextBackground"),
  };
  return { range, renderOptions: { after } };
}

function asDiff({ from, removed, to, added }: Hunk, old: string[], now: string[]): string {
  const minus = old.slice(from, from + removed).map((line) => `-${line}`);
  const plus = now.slice(to, to + added).map((line) => `+${line}`);
  return [...minus, ...plus].join("\n");
}

/** Words, signs and runs of white space. */
function split(line: string): string[] {
  return line.match(/[\p{L}\p{N}\p{M}_]+|\s+|./gu) ?? [];
}

function trimmed(line: string): string {
  return line.trim();
}
