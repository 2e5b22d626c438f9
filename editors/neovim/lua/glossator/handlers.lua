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
  require('glossator.margin').refresh(params.uri)
  return vim.NIL
end

--- Neovim's own handler opens one more split for each page.
M['window/showDocument'] = function(err, params, context)
  if vim.startswith(params.uri, 'glossator:') then
    return { success = require('glossator.margin').open(params.uri, params.takeFocus) }
  end
  return vim.lsp.handlers['window/showDocument'](err, params, context)
end

--- Say a sentence of the server's, without `LSP[glossator]` before it and the number of an error.
---
--- While the user types it is cut to a line: a longer one would ask for Enter and take keys away.
---@param sentence string
---@param level integer
local function say(sentence, level)
  local hint = '… (:Glossator status)'
  local room = vim.v.echospace + (vim.o.cmdheight - 1) * vim.o.columns
  if vim.api.nvim_get_mode().mode:match('^[iR]') and vim.fn.strdisplaywidth(sentence) > room then
    sentence = vim.fn.strcharpart(sentence, 0, room - vim.fn.strdisplaywidth(hint)) .. hint
  end
  vim.notify(sentence, level)
end

M['window/showMessage'] = function(_, params)
  local levels = vim.log.levels
  say(params.message, ({ levels.ERROR, levels.WARN })[params.type] or levels.INFO)
end

M['workspace/executeCommand'] = function(err)
  if err then say('Glossator: ' .. err.message, vim.log.levels.WARN) end
end

return M
