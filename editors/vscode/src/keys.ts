/**
 * API keys in VS Code's secret storage, each for the one host that it was set for.
 *
 * Why here: LSP has no place for secrets, and a key in `settings.json` would be synchronized,
 * committed and shown.
 */

import { type Disposable, EventEmitter, type SecretStorage } from "vscode";

const NAME = "glossator.keys";

export type KeysByHost = Record<string, string>;

export class Keys implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly listening: Disposable;
  /** Another window may have set one too. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly secrets: SecretStorage) {
    this.listening = secrets.onDidChange(({ key }) => key === NAME && this.changed.fire());
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  async all(): Promise<KeysByHost> {
    return JSON.parse((await this.secrets.get(NAME)) ?? "{}");
  }

  /** An empty key forgets it. */
  async set(host: string, key: string): Promise<void> {
    const { [host]: _, ...others } = await this.all();
    const keys = key === "" ? others : { ...others, [host]: key };
    await this.secrets.store(NAME, JSON.stringify(keys));
  }
}
