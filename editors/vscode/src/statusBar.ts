/** The item in the status bar: what the server tells by `glossator/status`, for the active file. */

import { type Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";

export interface State {
  state: "ready" | "thinking" | "loading" | "off" | "trouble" | "starting" | "missing";
  message: string;
  /** Why open files get no ghost text, by URI. */
  off?: Record<string, string>;
}

const ICONS: Record<State["state"], string> = {
  ready: "$(book)",
  thinking: "$(loading~spin)",
  loading: "$(loading~spin)",
  starting: "$(loading~spin)",
  off: "$(circle-slash)",
  trouble: "$(warning)",
  missing: "$(cloud-download)",
};
const WORDS: Record<State["state"], string> = {
  ready: "ready",
  thinking: "thinking",
  loading: "loading the local model",
  starting: "starting",
  off: "off",
  trouble: "trouble",
  missing: "not installed",
};

export class StatusBar implements Disposable {
  private readonly item = window.createStatusBarItem("glossator", StatusBarAlignment.Right, 100);
  private told: State = { state: "starting", message: "" };
  private title: string | undefined;
  private readonly listening: Disposable;

  constructor() {
    this.item.name = "Glossator";
    this.listening = window.onDidChangeActiveTextEditor(() => this.draw());
    this.draw();
    this.item.show();
  }

  dispose(): void {
    this.listening.dispose();
    this.item.dispose();
  }

  show(state: State): void {
    this.told = state;
    this.draw();
  }

  /** What the server writes at the user's wish; a click stops it. */
  writing(title: string | undefined): void {
    this.title = title;
    this.draw();
  }

  get state(): State {
    const busy = this.told.state === "ready" || this.told.state === "thinking";
    const uri = window.activeTextEditor?.document.uri.toString();
    const why = uri === undefined ? undefined : this.told.off?.[uri];
    return busy && why !== undefined ? { state: "off", message: why } : this.told;
  }

  private draw(): void {
    const { state, message } = this.state;
    const writing = this.title !== undefined && state !== "trouble";
    this.item.text = writing
      ? `$(loading~spin) ${this.title} $(stop-circle)`
      : `${ICONS[state]} Glossator`;
    this.item.tooltip = writing
      ? `Glossator: ${this.title}; click to stop it`
      : `Glossator: ${message || WORDS[state]}`;
    this.item.command = writing ? "glossator.stop" : "glossator.menu";
    this.item.accessibilityInformation = { label: this.item.tooltip, role: "button" };
    this.item.backgroundColor =
      state === "trouble" ? new ThemeColor("statusBarItem.warningBackground") : undefined;
  }
}
