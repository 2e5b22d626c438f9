/** The commit message of the source control view.
 *
 * Why here: the view's input box belongs to the git extension of VS Code, and LSP does not know it.
 */

import { extensions, type Uri, window } from "vscode";

interface Repository {
  readonly rootUri: Uri;
  readonly inputBox: { value: string };
  readonly ui: { readonly selected: boolean };
}

interface GitExtension {
  getAPI(version: 1): { readonly repositories: Repository[] };
}

interface Message {
  text: string;
}

/** Write the message of the repository whose button was pressed, else of the selected one. */
export async function writeCommitMessage(
  args: unknown[],
  ask: (uri: string) => Promise<Message | null | undefined>,
): Promise<void> {
  const repository = await repositoryOf(args[0]);
  if (repository === undefined) {
    window.showInformationMessage("Glossator: there is no repository of git to commit to.");
    return;
  }
  const made = await ask(repository.rootUri.toString());
  if (made) repository.inputBox.value = made.text;
}

/** Whether the arguments name a document or a folder already, as those of a code action do. */
export function namesDocument(args: unknown[]): boolean {
  const [first] = args as { uri?: unknown }[];
  return typeof first?.uri === "string";
}

async function repositoryOf(control: unknown): Promise<Repository | undefined> {
  const git = extensions.getExtension<GitExtension>("vscode.git");
  if (git === undefined) return undefined;
  const { repositories } = (await git.activate()).getAPI(1);
  const root = (control as { rootUri?: Uri } | undefined)?.rootUri?.toString();
  return (
    repositories.find((each) => each.rootUri.toString() === root) ??
    repositories.find((each) => each.ui.selected) ??
    repositories[0]
  );
}
