/** The report of `glossator doctor` with this editor's settings, in a document of its own. */

import { execFile } from "node:child_process";
import { type LogOutputChannel, ProgressLocation, window, workspace } from "vscode";
import type { KeysByHost } from "./keys.js";
import { userSettings } from "./settings.js";

export async function doctorsReport(
  command: string,
  keys: KeysByHost,
  host: string | undefined,
  log: LogOutputChannel,
): Promise<void> {
  const location = ProgressLocation.Notification;
  const title = "Glossator asks the models";
  const kept = (host && keys[host]) || undefined;
  const env = {
    ...(kept && { GLOSSATOR_API_KEY: kept }),
    ...process.env,
    ...environment(userSettings()),
    COLUMNS: "100",
    NO_COLOR: "1",
  };
  const content = await window.withProgress({ location, title }, () => output(command, env));
  log.info("the doctor has reported");
  const document = await workspace.openTextDocument({ content, language: "plaintext" });
  await window.showTextDocument(document, { preview: true });
}

function output(command: string, env: NodeJS.ProcessEnv): Promise<string> {
  const cwd = workspace.workspaceFolders?.[0]?.uri.fsPath;
  return new Promise((resolve) => {
    // Its status says whether all is well, which the report says better.
    execFile(command, ["doctor"], { cwd, env, windowsHide: true }, (error, stdout, stderr) =>
      resolve(stdout || stderr || String(error)),
    );
  });
}

/** `models.code.baseUrl` is GLOSSATOR_MODELS_CODE_BASE_URL to the program. */
function environment(settings: Record<string, unknown>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(settings)) {
    if (value === null || value === undefined) continue;
    const name = key
      .replace(/(?<=[a-z])(?=[A-Z])/g, "_")
      .replaceAll(".", "_")
      .toUpperCase();
    found[`GLOSSATOR_${name}`] = written(value);
  }
  return found;
}

function written(value: unknown): string {
  if (Array.isArray(value)) {
    const plain = value.every((each) => typeof each === "string");
    return plain ? value.join(",") : JSON.stringify(value);
  }
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name}=${each}`)
    .join(",");
}
