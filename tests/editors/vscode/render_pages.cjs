// Renders Markdown as VS Code's preview does: markdown-it with the options of its engine, and the
// extensions for math and Mermaid that VS Code brings along.
// node render_pages.cjs EXTENSIONS < pages.json > html.json
const fs = require("fs");
const Module = require("module");
const path = require("path");

const extensions = process.argv[2];
const stub = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => "" : key === "then" ? undefined : stub),
  apply: () => stub,
  construct: () => stub,
});
const settings = { get: (key, otherwise) => (key.endsWith("math.enabled") ? true : otherwise) };
const workspace = {
  getConfiguration: () => settings,
  onDidChangeConfiguration: () => ({ dispose() {} }),
};
// The bundles copy what the module has of its own.
const names =
  "window commands languages Uri EventEmitter Disposable ViewColumn env l10n lm chat extensions " +
  "ColorThemeKind Range Position MarkdownString ThemeIcon RelativePattern UIKind notebooks";
const vscode = Object.fromEntries(names.split(" ").map((name) => [name, stub]));
vscode.workspace = workspace;
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load.call(Module, name, ...rest));

const MarkdownIt = require("markdown-it");
const engine = MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code) => engine.utils.escapeHtml(code),
});
engine.linkify.set({ fuzzyLink: false });
for (const name of ["markdown-math", "mermaid-markdown-features"]) {
  const extension = require(path.join(extensions, name, "dist", "extension.js"));
  extension.activate({ subscriptions: [], extensionUri: stub }).extendMarkdownIt(engine);
}
const pages = JSON.parse(fs.readFileSync(0, "utf-8"));
fs.writeFileSync(1, JSON.stringify(pages.map((page) => engine.render(page))));
