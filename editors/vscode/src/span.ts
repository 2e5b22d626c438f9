/** A span of a document that moves with the changes around it. */

import { Range, type TextDocument, type TextDocumentContentChangeEvent } from "vscode";

type Changes = readonly TextDocumentContentChangeEvent[];

export class Span {
  /** Whether a change has touched the span itself. */
  lost = false;

  private constructor(
    private start: number,
    private end: number,
  ) {}

  /** A span given by its place before `later` changes came. */
  static at(document: TextDocument, place: Range, later: readonly Changes[]): Span {
    let { start, end } = place;
    let lost = false;
    for (const change of later.flat()) {
      const from = change.range.start;
      const to = change.range.end;
      if (to.isBeforeOrEqual(start)) {
        start = moved(start, change);
        end = moved(end, change);
      } else if (from.isBefore(end)) {
        lost = true;
      }
    }
    const span = new Span(document.offsetAt(start), document.offsetAt(end));
    span.lost = lost;
    return span;
  }

  follow(changes: Changes): void {
    for (const { rangeOffset, rangeLength, text } of changes) {
      if (rangeOffset + rangeLength <= this.start) {
        this.start += text.length - rangeLength;
        this.end += text.length - rangeLength;
      } else if (rangeOffset < this.end) {
        this.lost = true;
      }
    }
  }

  /** It holds another text now. */
  becomes(length: number): void {
    this.end = this.start + length;
  }

  in(document: TextDocument): Range {
    return new Range(document.positionAt(this.start), document.positionAt(this.end));
  }
}

/** Where a position behind a change is after it. */
function moved(position: Range["start"], change: TextDocumentContentChangeEvent): Range["start"] {
  const { start, end } = change.range;
  const inserted = change.text.split(/\r\n|\r|\n/);
  const last = inserted.at(-1)?.length ?? 0;
  const line = position.line - end.line + start.line + inserted.length - 1;
  if (position.line !== end.line) return position.with(line, position.character);
  const before = inserted.length === 1 ? start.character + last : last;
  return position.with(line, position.character - end.character + before);
}
