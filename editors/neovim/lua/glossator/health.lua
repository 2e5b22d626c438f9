--- `:checkhealth glossator`.
local M = {}

local health = vim.health

local function neovim()
  if vim.lsp.inline_completion then
    health.ok('Neovim shows ghost text by itself (vim.lsp.inline_completion)')
  elseif vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim 0.11: this plugin shows ghost text')
  else
    health.error('Neovim is older than 0.11', 'Use Neovim 0.11 or newer.')
  end
end

---@param program string
local function installed(program)
  if vim.fn.executable(program) == 1 then
    local version = vim.trim(vim.fn.system({ program, '--version' }))
    health.ok(('%s: %s'):format(vim.fn.exepath(program), version))
  else
    health.error(('`%s` cannot be run'):format(program), {
      'Install Glossator, or say where it is:',
      "vim.lsp.config('glossator', { cmd = { '/path/to/glossator', 'serve' } })",
    })
  end
end

---@param client vim.lsp.Client
local function answers(client)
  local buffers, encoding = vim.tbl_count(client.attached_buffers), client.offset_encoding
  health.ok(('A server runs for %d buffer(s), with positions in %s'):format(buffers, encoding))
  local command = { command = 'glossator.status', arguments = { { wait = true } } }
  local reply, late = client:request_sync('workspace/executeCommand', command, 60000)
  local status = reply and reply.result
  if not status then
    health.error('It does not answer: ' .. (reply and reply.err and reply.err.message or late))
  elseif status.state == 'trouble' then
    health.error(status.message, {
      'See :Glossator doctor.',
      'What you change outside of Neovim is read after :Glossator restart.',
    })
  else
    health.ok(('Code by %s, prose by %s'):format(status.codeModel, status.proseModel))
    health.ok(('The code model answers at %s'):format(status.service))
  end
end

function M.check()
  health.start('Glossator')
  neovim()
  if not vim.lsp.is_enabled('glossator') then
    health.error('The server is not enabled', "Put vim.lsp.enable('glossator') into your init.lua.")
  end
  installed(require('glossator.doctor').program()[1])
  local clients = vim.lsp.get_clients({ name = 'glossator' })
  if #clients == 0 then
    health.warn('No server runs', 'Open a file first; :checkhealth vim.lsp says more.')
  end
  vim.tbl_map(answers, clients)
end

return M
