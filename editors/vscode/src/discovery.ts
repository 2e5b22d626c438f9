/** Where the server's program is. */

import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { extensions, type Uri, workspace } from "vscode";
import { chosenCommand } from "./settings.js";

const PROGRAM = process.platform === "win32" ? "glossator.exe" : "glossator";

/** What we use of the Python extension's interface. */
interface PythonEnvironments {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): { path: string };
    resolveEnvironment(path: { path: string }): Promise<{ executable: { uri?: Uri } } | undefined>;
  };
}

/** The setting, else the active Python environment, else PATH, else what we have installed. */
export async function findServer(ours: string): Promise<string | undefined> {
  const chosen = chosenCommand();
  if (chosen !== "") return chosen.replace(/^~(?=[/\\])/, homedir());
  return (await inActiveEnvironment()) ?? (await onPath()) ?? (await runnable(ours));
}

/** The program in a virtual environment's folder. */
export function programIn(environment: string): string {
  return join(environment, process.platform === "win32" ? "Scripts" : "bin", PROGRAM);
}

export async function onPath(program = PROGRAM): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    // A relative folder would be one of the workspace.
    if (!isAbsolute(folder)) continue;
    const found = await runnable(join(folder, program));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function inActiveEnvironment(): Promise<string | undefined> {
  // The environment may lie in the workspace, and its program with it.
  if (!workspace.isTrusted) return undefined;
  const python = extensions.getExtension<PythonEnvironments>("ms-python.python");
  if (python === undefined) return undefined;
  const { environments } = await python.activate();
  const path = environments.getActiveEnvironmentPath(workspace.workspaceFolders?.[0]?.uri);
  const executable = (await environments.resolveEnvironment(path))?.executable.uri?.fsPath;
  return executable && runnable(join(dirname(executable), PROGRAM));
}

async function runnable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
