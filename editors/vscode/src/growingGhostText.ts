/**
 * Ghost text that grows while it shows.
 *
 * Why here: LSP cannot say that there is more of a text. Asked again at the same place, VS Code goes
 * on showing what it has and puts the new text behind it, to be chosen; chosen in the same breath,
 * it comes without a frame that shows none.
 */

import {
  commands,
  type InlineCompletionItem,
  InlineCompletionTriggerKind as Kind,
  type Position,
  type TextDocument,
  window,
} from "vscode";
import type { Middleware } from "vscode-languageclient/node";

type Provide = NonNullable<Middleware["provideInlineCompletionItems"]>;

/** What was answered last, and where. */
interface Answer {
  document: TextDocument;
  version: number;
  position: Position;
  items: InlineCompletionItem[];
}

export class GrowingGhostText {
  private last: Answer | undefined;
  private asksAgain = false;
  private grewUnseen = false;

  readonly provide: Provide = async (document, position, context, token, next) => {
    const invoked = context.triggerKind === Kind.Invoke;
    const again = this.asksAgain && invoked;
    // It is not the user who asks: other candidates are not wanted.
    const triggerKind = again ? Kind.Automatic : context.triggerKind;
    const version = document.version;
    const found = await next(document, position, { ...context, triggerKind }, token);
    const items = Array.isArray(found) ? found : (found?.items ?? []);
    const shown = this.last;
    // Where it was invoked once, VS Code does not ask again: choosing would turn over candidates.
    this.last = invoked ? undefined : { document, version, position, items };
    if (again && shown?.version === version && !goesOn(shown.items, items)) return shown.items;
    if (this.grewUnseen && !invoked) void this.grew();
    return items;
  };

  /** `glossator/suggestionGrew`: show what there is now, unless the user has gone on. Where nothing
   * shows there is no next. */
  async grew(): Promise<void> {
    const editor = window.activeTextEditor;
    if (this.last === undefined || editor?.document !== this.last.document) return;
    const { document, version, position, items } = this.last;
    // Where a word was taken meanwhile, VS Code shows the rest of what it had, whatever it is told.
    this.grewUnseen = document.version !== version;
    if (this.grewUnseen || !position.isEqual(editor.selection.active)) return;
    this.asksAgain = true;
    try {
      const next = items.length > 0 ? "showNext" : "trigger";
      await commands.executeCommand(`editor.action.inlineSuggest.${next}`);
    } finally {
      this.asksAgain = false;
    }
  }
}

function goesOn([from]: InlineCompletionItem[], [to]: InlineCompletionItem[]): boolean {
  if (from === undefined) return true;
  if (to === undefined) return false;
  return String(to.insertText).startsWith(String(from.insertText));
}
