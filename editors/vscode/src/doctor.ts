/** The reports of `glossator doctor` and `usage` with this editor's settings, as documents. */

import { execFile } from "node:child_process";
import { type LogOutputChannel, ProgressLocation, window, workspace } from "vscode";

const TITLES = { doctor: "Glossator asks the models", usage: "Glossator adds up what was spent" };

export async function report(
  name: keyof typeof TITLES,
  command: string,
  settings: Record<string, unknown>,
  log: LogOutputChannel,
): Promise<void> {
  const location = ProgressLocation.Notification;
  const title = TITLES[name];
  const content = await window.withProgress({ location, title }, () =>
    output(name, command, settings),
  );
  log.info(`${name} has reported`);
  const document = await workspace.openTextDocument({ content, language: "plaintext" });
  await window.showTextDocument(document, { preview: true });
}

function output(name: string, command: string, settings: Record<string, unknown>): Promise<string> {
  const cwd = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const env = { ...process.env, COLUMNS: "100", NO_COLOR: "1" };
  const options = { cwd, env, windowsHide: true };
  return new Promise((resolve) => {
    // Its status says whether all is well, which the report says better.
    const program = execFile(command, [name, "--settings", "-"], options, (error, out, err) =>
      resolve(out || err || String(error)),
    );
    program.stdin?.on("error", () => {}); // one that cannot be run has no stdin to read
    program.stdin?.end(JSON.stringify(settings));
  });
}
