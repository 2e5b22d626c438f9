-- For |vim.lsp.enable()|; change it with `vim.lsp.config('glossator', { … })`.
local flag = { dynamicRegistration = false }

---@type vim.lsp.Config
return {
  cmd = { 'glossator', 'serve' },
  root_markers = { '.glossator.toml', '.git' },
  -- what LSP has no capability for
  init_options = {
    client = {
      groupsUndo = true,
      growingSuggestions = true,
      input = true,
      nextEdits = true,
      status = true,
      version = '0.1.0',
    },
  },
  -- what Neovim does not offer by itself: 0.11 nothing of it
  capabilities = {
    textDocument = { inlineCompletion = flag },
    workspace = {
      textDocumentContent = flag,
      workspaceEdit = { changeAnnotationSupport = { groupsOnLabel = false } },
    },
  },
  -- the server hangs up on a stream at the very key that departs from it
  flags = { debounce_text_changes = 0 },
  handlers = require('glossator.handlers'),
  on_init = function(client) require('glossator.problems').tell(client) end,
  on_exit = function(...) require('glossator.server').exited(...) end,
}
