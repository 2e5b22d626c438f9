/** The report of `glossator doctor` with this editor's settings, in a document of its own. */

import { execFile } from "node:child_process";
import { type LogOutputChannel, ProgressLocation, window, workspace } from "vscode";

export async function doctorsReport(
  command: string,
  settings: Record<string, unknown>,
  log: LogOutputChannel,
): Promise<void> {
  const location = ProgressLocation.Notification;
  const title = "Glossator asks the models";
  const content = await window.withProgress({ location, title }, () => output(command, settings));
  log.info("the doctor has reported");
  const document = await workspace.openTextDocument({ content, language: "plaintext" });
  await window.showTextDocument(document, { preview: true });
}

function output(command: string, settings: Record<string, unknown>): Promise<string> {
  const cwd = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const env = { ...process.env, COLUMNS: "100", NO_COLOR: "1" };
  const options = { cwd, env, windowsHide: true };
  return new Promise((resolve) => {
    // Its status says whether all is well, which the report says better.
    const doctor = execFile(command, ["doctor", "--settings", "-"], options, (error, out, err) =>
      resolve(out || err || String(error)),
    );
    doctor.stdin?.on("error", () => {}); // one that cannot be run has no stdin to read
    doctor.stdin?.end(JSON.stringify(settings));
  });
}
