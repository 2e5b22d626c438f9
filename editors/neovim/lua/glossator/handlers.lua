--- What the server says and asks beyond what Neovim understands by itself.
local M = {}

--- Edits of one label are one step to undo; Neovim's own handler makes each a step.
M['workspace/applyEdit'] = function(_, params, context)
  return require('glossator.edits').apply(params, context)
end

M['glossator/editEnded'] = function(_, params, context)
  require('glossator.edits').ended(params, assert(vim.lsp.get_client_by_id(context.client_id)))
end

M['glossator/suggestionGrew'] = function(_, params)
  require('glossator.ghost').ask(vim.uri_to_bufnr(params.uri))
end

M['glossator/nextEditChanged'] = function(_, params, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  require('glossator.next_edit').changed(params, client)
end

M['glossator/status'] = function(_, params, context)
  require('glossator.server').changed(context.client_id, params)
end

--- LSP knows no question that is answered by a line of text.
M['glossator/input'] = function(_, params)
  local asking = coroutine.running()
  -- a schedule, so that even an answer given at once finds the coroutine waiting
  local function answer(text)
    vim.schedule(function() coroutine.resume(asking, text or vim.NIL) end)
  end
  local prompt = params.title .. (params.placeholder and (' (%s)'):format(params.placeholder) or '')
  vim.ui.input({ prompt = prompt .. ': ', default = params.value }, answer)
  return coroutine.yield()
end

M['workspace/textDocumentContent/refresh'] = function(_, params)
  require('glossator.pages').refresh(params.uri)
  return vim.NIL
end

--- Neovim's own handler opens one more split for each page.
M['window/showDocument'] = function(err, params, context)
  if vim.startswith(params.uri, 'glossator:') then
    return { success = require('glossator.pages').open(params.uri, params.takeFocus) }
  end
  return vim.lsp.handlers['window/showDocument'](err, params, context)
end

--- Say a sentence of the server's, without `LSP[glossator]` before it and the number of an error.
---
--- In Insert mode Neovim paints `-- INSERT --` over it at once, or asks for Enter where it is long and
--- so takes keys away; then it waits until the user has typed, while the status line says `!`.
---@param sentence string
---@param level integer
local function say(sentence, level)
  local told = vim.schedule_wrap(function() vim.notify(sentence, level) end)
  if vim.api.nvim_get_mode().mode:match('^[iR]') then
    vim.api.nvim_create_autocmd('InsertLeave', { once = true, callback = told })
  else
    told()
  end
end

M['window/showMessage'] = function(_, params)
  local levels = vim.log.levels
  say(params.message, ({ levels.ERROR, levels.WARN })[params.type] or levels.INFO)
end

--- Neovim pulls hints also from a server that is being restarted, and 0.11 shows the refusal.
M['textDocument/diagnostic'] = function(err, result, context)
  if err and err.code == vim.lsp.protocol.ErrorCodes.InvalidRequest then return end
  return vim.lsp.handlers['textDocument/diagnostic'](err, result, context)
end

M['workspace/executeCommand'] = function(err)
  if err then say('Glossator: ' .. err.message, vim.log.levels.WARN) end
end

return M
