--- Ghost text by Neovim 0.12's own `vim.lsp.inline_completion`, with its faults kept away.
---
--- Seen in 0.12.4: it waits 200 ms after each key before it asks; it goes on showing a text that no
--- longer fits what was typed; and accepting puts the whole text beside what was typed of it, even
--- into another line (neovim#36529). None of its functions says what is shown, so this looks inside,
--- and leaves Neovim alone where the inside is not as it knows it.
local M = {}

local pieces = require('glossator.pieces')

--- What stood right of the cursor when an item was first seen.
local tails = setmetatable({}, { __mode = 'k' }) ---@type table<table, string>

---@param buf integer
---@return table?
local function completor(buf)
  local inside = vim.tbl_get(vim.lsp, '_capability', 'all', 'inline_completion', 'active', buf)
  return inside and inside.handler and inside.reset_timer and inside or nil
end

--- Let an item begin at the cursor, without what was typed of it.
---@param buf integer
---@param item table
---@return boolean whether it still fits
local function move_up(buf, item)
  if type(item.insert_text) ~= 'string' or not item.range then return true end
  local line = vim.api.nvim_get_current_line()
  local row, cursor = unpack(vim.api.nvim_win_get_cursor(0))
  local start, from, _, to = item.range:to_extmark()
  local rest = start == row - 1 and pieces.rest(item.insert_text, line, from, cursor)
  tails[item] = tails[item] or line:sub(cursor + 1)
  if not rest or line:sub(cursor + 1) ~= tails[item] then return false end
  item.range = vim.range.extmark(buf, start, cursor, start, to + cursor - from)
  item.insert_text = rest
  return true
end

---@param buf integer
function M.attach(buf) vim.lsp.inline_completion.enable(true, { bufnr = buf }) end

---@param buf integer
function M.hide(buf)
  local inside = completor(buf)
  if inside then
    inside.current = nil
    inside:hide()
  end
end

--- Keep what still fits where it fits, and take away what does not.
---@param buf integer
---@return boolean whether any is shown
function M.settle(buf)
  local inside = completor(buf)
  if not inside then return true end
  if vim.tbl_count(inside.client_state) == 1 then inside:reset_timer() end
  if not inside.current then return false end
  if move_up(buf, inside.current) then
    inside:show()
    return true
  end
  M.hide(buf)
  return false
end

---@param buf integer
---@param items lsp.InlineCompletionItem[]
---@param context lsp.HandlerContext
function M.show(buf, items, context)
  local inside = completor(buf)
  if not inside then return end
  inside:handler(nil, { items = items }, context)
  M.settle(buf)
end

---@return boolean
function M.next()
  vim.lsp.inline_completion.select()
  return true
end

--- What can be accepted now; nil for a snippet of another server's, which is left to Neovim.
---@param buf integer
---@return glossator.Shown?
function M.shown(buf)
  local inside = completor(buf)
  local item = inside and inside.current
  if not item or type(item.insert_text) ~= 'string' or not item.range then return end
  if not move_up(buf, item) then return end
  local _, from, _, to = item.range:to_extmark()
  local client = vim.lsp.get_client_by_id(item.client_id)
  return { text = item.insert_text, replaced = to - from, command = item.command, client = client }
end

--- The text goes on at another place, after a piece with a line end was accepted.
---@param buf integer
---@param row integer
---@param column integer
---@param text string
function M.move(buf, row, column, text)
  local item = completor(buf).current
  local _, from, _, to = item.range:to_extmark()
  item.insert_text = text
  item.range = vim.range.extmark(buf, row, column, row, column + to - from)
end

return M
