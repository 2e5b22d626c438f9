/** The server's commands, called from the palette or a key without arguments. */

import { type Diagnostic, languages, type TextEditor, window } from "vscode";
import {
  ExecuteCommandRequest,
  type LanguageClient,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageclient/node";
import type { Pages } from "./pages.js";

/** What the server sees. */
export const SELECTOR = [
  { scheme: "file" },
  { scheme: "untitled" },
  { scheme: "vscode-notebook-cell" },
];

const CANCELLED: readonly number[] = [
  LSPErrorCodes.RequestCancelled,
  LSPErrorCodes.ServerCancelled,
];

/** Run a command of the server's; its failure is thrown as it came. */
export async function runCommand<T>(
  client: LanguageClient,
  command: string,
  args: unknown[],
): Promise<T> {
  return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args as never });
}

/** The sentence for the user; undefined for what the user cancelled. */
export function failureOf(error: unknown): string | undefined {
  if (error instanceof ResponseError && CANCELLED.includes(error.code)) return undefined;
  return error instanceof Error ? error.message : String(error);
}

/**
 * The arguments where the palette or a key gives none; undefined where there is nothing to work on.
 *
 * Why here: VS Code passes no place to a command of the palette, and the server does not know which
 * editor is active.
 */
export function argumentsFor(
  client: LanguageClient,
  command: string,
  pages: Pages,
): unknown[] | undefined {
  if (command === "glossator.ask") {
    const page = pages.current();
    return page === undefined ? nothing("there is no explanation to ask about.") : [{ page }];
  }
  const editor = window.activeTextEditor;
  if (editor === undefined || languages.match(SELECTOR, editor.document) === 0) {
    return nothing("put the cursor into a file first, where it is to work.");
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const range = client.code2ProtocolConverter.asRange(editor.selection);
  if (command !== "glossator.fix") return [{ uri, range }];
  const problem = problemAt(editor);
  if (problem === undefined) return nothing("there is no problem at the cursor to fix.");
  const diagnostic = client.code2ProtocolConverter.asDiagnostic(problem);
  return [{ uri, range: diagnostic.range, diagnostic }];
}

/** Said, as who presses a key must not be left without an answer. */
function nothing(sentence: string): undefined {
  window.showInformationMessage(`Glossator: ${sentence}`);
}

function problemAt({ document, selection }: TextEditor): Diagnostic | undefined {
  const all = languages.getDiagnostics(document.uri);
  const here = all.filter((each) => each.range.intersection(selection) !== undefined);
  return here.sort((one, other) => one.severity - other.severity)[0];
}
