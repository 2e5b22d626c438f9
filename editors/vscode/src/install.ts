/** Installs the server that this extension brings along into a virtual environment of its own. */

import { execFile } from "node:child_process";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import {
  type CancellationToken,
  type LogOutputChannel,
  type Progress,
  ProgressLocation,
  window,
} from "vscode";
import { onPath } from "./discovery.js";

const run = promisify(execFile);
const PYTHONS = process.platform === "win32" ? ["py.exe", "python.exe"] : ["python3", "python"];
const HAS_LLAMA_CPP =
  "import sys; from importlib.util import find_spec as has; sys.exit(not (has('xllamacpp') and has('huggingface_hub')))";
const NEW_ENOUGH = "import sys, venv; sys.exit(sys.version_info < (3, 11))";

type Step = (report: string, program: string, ...args: string[]) => Promise<void>;

/** The environment of the server that this extension brings along. */
export class Installation {
  private readonly bin: string;
  /** Beside the environment, as the answer is for this machine, from whatever window. */
  private readonly declined: string;

  constructor(
    private readonly archive: string,
    private readonly environment: string,
    private readonly log: LogOutputChannel,
  ) {
    this.bin = join(environment, process.platform === "win32" ? "Scripts" : "bin");
    this.declined = `${environment}.declined`;
  }

  /** Whether the user has said no. */
  async isDeclined(): Promise<boolean> {
    return access(this.declined).then(
      () => true,
      () => false,
    );
  }

  /** Ask, then install; whether the server is there now, and with what a local model needs. */
  async offer(): Promise<"plain" | "local" | undefined> {
    const plain = "Install";
    const local = "Install with local model";
    const answer = await window.showInformationMessage(
      "Glossator’s server is not installed. Install it into an environment of its own? It needs Python 3.11 or newer; “with local model” adds llama.cpp and a model of your choice.",
      plain,
      local,
    );
    await mkdir(dirname(this.environment), { recursive: true });
    if (answer === undefined) {
      await writeFile(this.declined, "");
      return undefined;
    }
    await rm(this.declined, { force: true });
    const what = answer === local ? `${this.archive}[local,grammars]` : `${this.archive}[grammars]`;
    const done = await this.steps("Installing Glossator’s server", async (step) => {
      const python = await findPython();
      await step("making the environment", python, "-m", "venv", "--clear", this.environment);
      await step("fetching what it needs", ...this.pip(what));
    });
    if (!done) await rm(this.environment, { recursive: true, force: true });
    return done ? (answer === local ? "local" : "plain") : undefined;
  }

  /** Add what a local model needs, if it is not there; whether it is now. */
  async addLlamaCpp(): Promise<boolean> {
    try {
      await run(this.python, ["-c", HAS_LLAMA_CPP]);
      return true;
    } catch {} // its exit status says so
    return this.steps("Installing llama.cpp", (step) =>
      step("", ...this.pip(`${this.archive}[local]`)),
    );
  }

  private get python(): string {
    return join(this.bin, "python");
  }

  private pip(what: string): [string, ...string[]] {
    return [this.python, "-m", "pip", "install", "--disable-pip-version-check", what];
  }

  /** Whether all went well; if not, the user knows, as it was they who cancelled or were told. */
  private async steps(title: string, work: (step: Step) => Promise<void>): Promise<boolean> {
    const location = ProgressLocation.Notification;
    const stop = new AbortController();
    const task = async (progress: Progress<{ message: string }>, token: CancellationToken) => {
      token.onCancellationRequested(() => stop.abort());
      await work(async (message, program, ...args) => {
        progress.report({ message });
        this.log.info([program, ...args].join(" "));
        const options = { signal: stop.signal, windowsHide: true };
        const { stdout, stderr } = await run(program, args, options);
        this.log.info(stdout + stderr);
      });
    };
    try {
      await window.withProgress({ location, title, cancellable: true }, task);
      return true;
    } catch (error) {
      this.log.error(String(error));
      if (stop.signal.aborted) return false;
      const why = error instanceof Error ? error.message.trim().split("\n").at(-1) : error;
      window.showErrorMessage(`${title} failed: ${why}`);
      return false;
    }
  }
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
