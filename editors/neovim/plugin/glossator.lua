-- Loads nothing of Glossator's own until it is used.
local group = vim.api.nvim_create_augroup('glossator', {})

vim.api.nvim_create_autocmd('BufReadCmd', {
  group = group,
  pattern = 'glossator:/*',
  callback = function(event) require('glossator.pages').read(event.buf) end,
})

local function is_ours(event)
  local client = vim.lsp.get_client_by_id(event.data.client_id)
  return client ~= nil and client.name == 'glossator'
end

vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  callback = function(event)
    if not is_ours(event) then return end
    require('glossator.ghost').attach(event.buf)
  end,
})
vim.api.nvim_create_autocmd('LspDetach', {
  group = group,
  callback = function(event)
    if is_ours(event) then require('glossator.ghost').detach(event.buf) end
  end,
})

vim.api.nvim_create_user_command(
  'Glossator',
  function(call) require('glossator.commands').run(call) end,
  {
    nargs = '*',
    range = true,
    complete = function(...) return require('glossator.commands').complete(...) end,
    desc = 'Explain, document, edit, … with Glossator',
  }
)
