/** The section `glossator` as the user has set it. */

import { ConfigurationTarget, type Extension, extensions, workspace } from "vscode";

export const SECTION = "glossator";

/** Read by this client alone; the server has no such setting. */
const OUR_OWN = new Set(["command"]);

export function self(): Extension<unknown> {
  const found = extensions.getExtension("glossator.glossator");
  if (found === undefined) throw new Error("The extension does not know itself.");
  return found;
}

/**
 * What the user has set, by the server's names; null for what is not set.
 *
 * Why not VS Code's own answer to `workspace/configuration`: it holds the manifest's defaults too,
 * which the server would take for the user's wish and prefer to those of `glossator.toml`.
 */
export function userSettings(): Record<string, unknown> {
  const configuration = workspace.getConfiguration(SECTION);
  const properties: object = self().packageJSON.contributes.configuration.properties;
  const settings: Record<string, unknown> = {};
  for (const property of Object.keys(properties)) {
    const key = property.slice(SECTION.length + 1);
    if (OUR_OWN.has(key)) continue;
    const found = configuration.inspect(key);
    const layers = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].filter(
      (value) => value !== undefined,
    );
    if (layers.length === 0) settings[key] = null;
    else settings[key] = ADDED_UP[key]?.(layers) ?? configuration.get(key);
  }
  if (!nextEditsForNow) settings.nextEdit = false;
  return settings;
}

/**
 * Settings that a workspace may have a say in, though its files may be a stranger's also where the
 * user trusts them: it hides more files and switches languages off, and takes nothing back.
 */
const ADDED_UP: Record<string, (layers: unknown[]) => unknown> = {
  ignore: (layers) => [...new Set(layers.flatMap((each) => (Array.isArray(each) ? each : [])))],
  languages: offIfAnywhere,
  nextEditLanguages: offIfAnywhere,
};

function offIfAnywhere(layers: unknown[]): Record<string, unknown> {
  const switches: Record<string, unknown> = {};
  for (const [language, on] of layers.flatMap((each) => Object.entries(each as object))) {
    if (switches[language] !== false) switches[language] = on;
  }
  return switches;
}

/** The server's program as the user names it; empty where they leave it to us. */
export function chosenCommand(): string {
  return workspace.getConfiguration(SECTION).get("command", "").trim();
}

/** Ghost text, as the user has switched it: here is this workspace. */
export const ghostText = {
  isOn: () => workspace.getConfiguration(SECTION).get("enabled", true),
  isOnFor: (language: string) => isOnFor("languages", language),
  switchEverywhere: (on: boolean) => update("enabled", on, ConfigurationTarget.Global),
  switchHere: (on: boolean) => update("enabled", on, ConfigurationTarget.Workspace),
  switchFor: (language: string, on: boolean) => switchFor("languages", language, on),
};

/** Whether next edits are offered in this window until it closes, where the settings have them. */
let nextEditsForNow = true;

/** Next edits, as the user has switched them. */
export const nextEdits = {
  isOn: () => nextEditsForNow && workspace.getConfiguration(SECTION).get("nextEdit", true),
  isOnForNow: () => nextEditsForNow,
  isOnFor: (language: string) => isOnFor("nextEditLanguages", language),
  switchForNow: (on: boolean) => {
    nextEditsForNow = on;
  },
  switchEverywhere: (on: boolean) => update("nextEdit", on, ConfigurationTarget.Global),
  switchFor: (language: string, on: boolean) => switchFor("nextEditLanguages", language, on),
};

/** Whether the local model does the work, as the user has chosen it here. */
export const profile = {
  isLocal: () => workspace.getConfiguration(SECTION).get("profile") === "local",
  useLocal: async (model: string) => {
    await update("localModel", model, ConfigurationTarget.Global);
    await update("profile", "local", ConfigurationTarget.Global);
  },
  useService: () => update("profile", "service", ConfigurationTarget.Global),
};

function isOnFor(key: string, language: string): boolean {
  const switches = workspace.getConfiguration(SECTION).get<Record<string, boolean>>(key);
  return switches?.[language] ?? true;
}

async function switchFor(key: string, language: string, on: boolean): Promise<void> {
  const found = workspace.getConfiguration(SECTION).inspect<object>(key);
  const languages = { ...found?.globalValue, [language]: on };
  await update(key, languages, ConfigurationTarget.Global);
}

async function update(key: string, value: unknown, target: ConfigurationTarget): Promise<void> {
  await workspace.getConfiguration(SECTION).update(key, value, target);
}
