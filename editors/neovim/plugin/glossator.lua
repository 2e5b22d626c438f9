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
    local client = assert(vim.lsp.get_client_by_id(event.data.client_id))
    require('glossator.next_edit').attach(event.buf, client)
  end,
})
vim.api.nvim_create_autocmd('LspDetach', {
  group = group,
  callback = function(event)
    if not is_ours(event) then return end
    require('glossator.ghost').detach(event.buf)
    require('glossator.next_edit').detach(event.buf)
  end,
})

local function plug(name, mode, call, desc)
  local code = ("<Cmd>lua require('glossator').%s()<CR>"):format(call)
  vim.keymap.set(mode, ('<Plug>(glossator-%s)'):format(name), code, { desc = desc })
end

plug('next-edit', { 'n', 'i' }, 'next_edit', 'Go to the next edit, or make it')
plug('reject-next-edit', { 'n', 'i' }, 'reject_next_edit', 'Send the next edit away')

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
