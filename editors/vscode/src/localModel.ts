/** Choosing a local model; what is not there yet is fetched in a terminal that shows how far it is. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ProcessExecution, type QuickPickItem, Task, TaskScope, tasks, window } from "vscode";
import { profile } from "./settings.js";

const run = promisify(execFile);

/** What we use of `glossator model list --json`. */
interface Model {
  name: string;
  gigabytes: number;
  about: string;
  installed: boolean;
}

interface Choice extends QuickPickItem {
  model: Model | undefined;
}

/** Ask which, and fetch it after what comes first; what then makes the settings use it, if all is well. */
export async function chooseLocalModel(
  program: string,
  first: () => Promise<boolean>,
): Promise<(() => Promise<void>) | undefined> {
  const { stdout } = await run(program, ["model", "list", "--json"], { windowsHide: true });
  const models: Model[] = JSON.parse(stdout);
  const choice = await window.showQuickPick([...models.map(chooses), ...back()], {
    title: "Glossator: which local model? What is not installed is fetched from Hugging Face.",
  });
  if (choice === undefined) return undefined;
  const { model } = choice;
  if (model === undefined) return profile.useService;
  if (!(await first())) return undefined;
  if (!model.installed && !(await pulled(program, model.name))) return undefined;
  return () => profile.useLocal(model.name);
}

function chooses(model: Model): Choice {
  const size = `${model.gigabytes.toFixed(1)} GB`;
  return {
    label: model.name,
    description: model.installed ? `${size}, installed` : size,
    detail: model.about,
    model,
  };
}

function back(): Choice[] {
  if (!profile.isLocal()) return [];
  return [{ label: "$(server) A service instead of a local model", model: undefined }];
}

/** A task and not a bare terminal, which would close with what it says when it fails. */
async function pulled(program: string, name: string): Promise<boolean> {
  const pull = new ProcessExecution(program, ["model", "pull", name]);
  const task = new Task(
    { type: "glossator" },
    TaskScope.Workspace,
    `model ${name}`,
    "Glossator",
    pull,
  );
  return new Promise((resolve, reject) => {
    const listening = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      listening.dispose();
      resolve(exitCode === 0);
    });
    tasks.executeTask(task).then(undefined, reject);
  });
}
