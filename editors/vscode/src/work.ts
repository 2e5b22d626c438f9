/**
 * What the server is writing at the user's wish, and the way to stop it.
 *
 * Why here: the library shows `$/progress` as a text without a button, so that nothing could be
 * cancelled; the item in the status bar shows it instead, and a click stops it.
 */

import { commands } from "vscode";
import type { LanguageClient, Middleware, ProgressToken } from "vscode-languageclient/node";

type Handle = NonNullable<Middleware["handleWorkDoneProgress"]>;

export class Work {
  private readonly titles = new Map<ProgressToken, string>();

  constructor(private readonly show: (title: string | undefined) => void) {}

  readonly handle: Handle = (token, params, next) => {
    if (params.kind === "begin" && params.cancellable) this.titles.set(token, params.title);
    if (params.kind === "end") {
      this.titles.delete(token);
      next(token, params);
    }
    this.changed();
  };

  /** Stop all of it, as by a cancel button for each. */
  async stop(client: LanguageClient): Promise<void> {
    for (const token of this.titles.keys()) {
      await client.sendNotification("window/workDoneProgress/cancel", { token });
    }
  }

  forget(): void {
    this.titles.clear();
    this.changed();
  }

  private changed(): void {
    this.show([...this.titles.values()].at(-1));
    void commands.executeCommand("setContext", "glossator.writing", this.titles.size > 0);
  }
}
