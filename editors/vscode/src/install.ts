/** Installs the server that this extension brings along into a virtual environment of its own. */

import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type CancellationToken, type LogOutputChannel, ProgressLocation, window } from "vscode";
import { onPath } from "./discovery.js";

const run = promisify(execFile);
const PYTHONS = process.platform === "win32" ? ["py.exe", "python.exe"] : ["python3", "python"];
const NEW_ENOUGH = "import sys, venv; sys.exit(sys.version_info < (3, 11))";

/** Ask, then install; whether the server is there now. */
export async function offerToInstall(
  archive: string,
  environment: string,
  log: LogOutputChannel,
): Promise<boolean> {
  const plain = "Install";
  const local = "Install with local model";
  const answer = await window.showInformationMessage(
    "Glossator’s server is not installed. Install it into an environment of its own? It needs Python 3.11 or newer; “with local model” adds llama.cpp.",
    plain,
    local,
  );
  if (answer === undefined) return false;
  const title = "Installing Glossator’s server";
  const location = ProgressLocation.Notification;
  try {
    await window.withProgress({ location, title, cancellable: true }, (progress, token) =>
      install(
        answer === local ? `${archive}[local]` : archive,
        environment,
        log,
        token,
        (message) => progress.report({ message }),
      ),
    );
    return true;
  } catch (error) {
    await rm(environment, { recursive: true, force: true });
    log.error(String(error));
    if (error instanceof Error && error.name === "AbortError") return false; // by the user
    const why = error instanceof Error ? error.message.trim().split("\n").at(-1) : error;
    window.showErrorMessage(`Glossator’s server could not be installed: ${why}`);
    return false;
  }
}

async function install(
  what: string,
  environment: string,
  log: LogOutputChannel,
  token: CancellationToken,
  report: (message: string) => void,
): Promise<void> {
  const stop = new AbortController();
  token.onCancellationRequested(() => stop.abort());
  const step = async (program: string, ...args: string[]) => {
    log.info([program, ...args].join(" "));
    const { stdout, stderr } = await run(program, args, { signal: stop.signal, windowsHide: true });
    log.info(stdout + stderr);
  };
  const python = await findPython();
  await mkdir(dirname(environment), { recursive: true });
  report("making the environment");
  await step(python, "-m", "venv", "--clear", environment);
  report("fetching what it needs");
  const bin = join(environment, process.platform === "win32" ? "Scripts" : "bin");
  await step(join(bin, "python"), "-m", "pip", "install", "--disable-pip-version-check", what);
}

async function findPython(): Promise<string> {
  for (const name of PYTHONS) {
    const python = await onPath(name);
    if (python === undefined) continue;
    try {
      await run(python, ["-c", NEW_ENOUGH]);
      return python;
    } catch {} // too old, or without venv: the next one
  }
  throw new Error(
    "there is no Python 3.11 or newer with venv on PATH; install one, or set glossator.command.",
  );
}
