/**
 * Ghost text that grows: its first lines at once, the rest when the model has said it.
 *
 * Why here: LSP's inline completion has neither partial results nor a refresh request, so the server
 * tells us by `glossator/suggestionGrew` and we make the editor ask again.
 */

import { commands, InlineCompletionTriggerKind, window } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

type Provide = NonNullable<Middleware["provideInlineCompletionItems"]>;

export class GrowingSuggestions {
  private askingAgain = false;
  /** The document's version and place of the suggestion that shows, if one does. */
  private shown: string | undefined;

  readonly provide: Provide = async (document, position, context, token, next) => {
    // To the server it is no wish of the user's: only what it already has is asked for.
    const automatic = { ...context, triggerKind: InlineCompletionTriggerKind.Automatic };
    const again = this.askingAgain;
    this.askingAgain = false;
    const found = await next(document, position, again ? automatic : context, token);
    const items = Array.isArray(found) ? found : (found?.items ?? []);
    if (!token.isCancellationRequested) {
      this.shown = items.length > 0 ? document.uri.toString() : undefined;
    }
    return found;
  };

  async grew({ uri }: { uri: string }): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor?.document.uri.toString() !== uri || this.shown !== uri) return;
    this.askingAgain = true;
    await commands.executeCommand("editor.action.inlineSuggest.trigger");
  }
}
