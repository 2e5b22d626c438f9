--- When to ask for ghost text, for both ways of showing it.
---
--- There is no debounce: the server has its own, and answers from its cache at once.
local M = {}

---@class glossator.Shown
---@field text string what can be accepted
---@field replaced integer bytes right of the cursor that give way to it
---@field command lsp.Command? to be run when it is accepted whole
---@field client vim.lsp.Client

local pieces = require('glossator.pieces')

local METHOD = 'textDocument/inlineCompletion'
local INVOKED, AUTOMATIC = 1, 2

--- Neovim 0.12 shows inline completions by itself, 0.11 does not.
---@return table
local function shown()
  return require(vim.lsp.inline_completion and 'glossator.native' or 'glossator.extmarks')
end

---@param client vim.lsp.Client
---@param buf integer
local function cancel(client, buf)
  for id, request in pairs(client.requests) do
    if request.type == 'pending' and request.method == METHOD and request.bufnr == buf then
      client:cancel_request(id)
    end
  end
end

---@param buf integer
---@return vim.lsp.Client?
local function client_of(buf)
  return vim.lsp.get_clients({ name = 'glossator', bufnr = buf })[1]
end

local function typing() return vim.api.nvim_get_mode().mode:match('^i') ~= nil end

--- Ask for what fits at the cursor; the answer counts only if nothing has changed meanwhile.
---@param buf integer
---@param invoked boolean? the user asked, and gets to choose between several
function M.ask(buf, invoked)
  local client = client_of(buf)
  if not client or not typing() or vim.api.nvim_get_current_buf() ~= buf then return end
  cancel(client, buf)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.context = { triggerKind = invoked and INVOKED or AUTOMATIC }
  local function where()
    return { vim.api.nvim_buf_get_changedtick(buf), vim.api.nvim_win_get_cursor(0) }
  end
  local asked = where()
  client:request(METHOD, params, function(err, result, context)
    if err or not typing() or vim.api.nvim_get_current_buf() ~= buf then return end
    if vim.deep_equal(asked, where()) then
      shown().show(buf, result and (result.items or result) or {}, context, client)
    end
  end, buf)
end

--- Type keys ahead of those that were typed meanwhile.
---@param keys string
function M.type_next(keys) vim.api.nvim_feedkeys(vim.keycode(keys), 'in', false) end

---@param buf integer
function M.is_shown(buf) return typing() and shown().settle(buf) end

--- Accept the ghost text, or its next `'word'` or `'line'`.
---@param part 'word'|'line'|nil
---@param otherwise string? keys to type where there is none
---@return boolean whether there was any
function M.accept(part, otherwise)
  local buf = vim.api.nvim_get_current_buf()
  if not shown().settle(buf) then
    if otherwise == '<Tab>' and vim.snippet.active({ direction = 1 }) then
      otherwise = '<Cmd>lua vim.snippet.jump(1)<CR>' -- as Neovim's own map, which ours hides
    end
    if otherwise then M.type_next(otherwise) end
    return false
  end
  if not shown().shown(buf) then return vim.lsp.inline_completion.get() end
  -- by way of keys: a mapping with `expr` may not change the text, and what is only scheduled would
  -- come after keys that were typed later; <C-g>u, so that one undo takes back this and nothing else
  M.type_next(("<C-g>u<Cmd>lua require('glossator.ghost').take(%s)<CR>"):format(vim.inspect(part)))
  return true
end

--- Put in the ghost text, or a piece of it while the rest stays shown.
---@param part 'word'|'line'|nil
function M.take(part)
  local buf = vim.api.nvim_get_current_buf()
  local found = shown().shown(buf)
  if not found then return end
  local piece = pieces.first(found.text, part)
  if piece == found.text then
    shown().hide(buf)
    pieces.insert(piece, found.replaced)
    if found.command then found.client:exec_cmd(found.command, { bufnr = buf }) end
  else
    local row, column = pieces.insert(piece, 0)
    if piece:find('\n') then shown().move(buf, row, column, found.text:sub(#piece + 1)) end
    shown().settle(buf)
  end
  require('glossator.undo').changed(buf)
end

--- Take the ghost text away until the next key.
---@return boolean whether there was any
function M.dismiss()
  local buf = vim.api.nvim_get_current_buf()
  local there = shown().settle(buf)
  shown().hide(buf)
  return there
end

--- Show the next of several candidates.
---@return boolean whether there was any
function M.next()
  local buf = vim.api.nvim_get_current_buf()
  return shown().settle(buf) and shown().next(buf)
end

--- Offer ghost text in a buffer from now on.
---@param buf integer
function M.attach(buf)
  shown().attach(buf)
  local group = vim.api.nvim_create_augroup('glossator.ghost.' .. buf, {})
  vim.api.nvim_create_autocmd({ 'CursorMovedI', 'TextChangedI', 'TextChangedP' }, {
    group = group,
    buffer = buf,
    callback = function()
      shown().settle(buf)
      M.ask(buf)
    end,
  })
  vim.api.nvim_create_autocmd('InsertEnter', {
    group = group,
    buffer = buf,
    callback = vim.schedule_wrap(function() M.ask(buf) end), -- it comes before the mode
  })
  vim.api.nvim_create_autocmd({ 'InsertLeave', 'BufLeave' }, { -- a click leaves the buffer alone
    group = group,
    buffer = buf,
    callback = function()
      shown().hide(buf)
      local client = client_of(buf)
      if client then cancel(client, buf) end
    end,
  })
  M.ask(buf) -- the user may be typing already
end

--- Offer none any more.
---@param buf integer
function M.detach(buf)
  pcall(vim.api.nvim_del_augroup_by_name, 'glossator.ghost.' .. buf)
  if vim.api.nvim_buf_is_loaded(buf) then shown().hide(buf) end
end

return M
