---@brief
---
--- Glossator brings an open model into the editor: ghost text, explanations, docstrings.
---
--- It can be installed via `uv tool install glossator` or `pipx install glossator`;
--- `glossator setup` chooses a model. Ghost text is shown by `vim.lsp.inline_completion.enable()`.

---@type vim.lsp.Config
return {
  cmd = { 'glossator', 'serve' },
  root_markers = { '.glossator.toml', '.git' },
}
