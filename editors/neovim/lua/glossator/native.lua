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

--- Put in a piece of the item; the rest stays shown, as if the piece had been typed.
---@param part 'word'|'line'
function M.take(part)
  local buf = vim.api.nvim_get_current_buf()
  local inside = completor(buf)
  local item = inside and inside.current
  if not item or not move_up(buf, item) then return end
  local piece = pieces.first(item.insert_text, part)
  if #piece == #item.insert_text then return M.accept(buf) end
  local _, from, _, to = item.range:to_extmark()
  local row, column = pieces.insert(piece, 0)
  if piece:find('\n') then
    item.insert_text = item.insert_text:sub(#piece + 1)
    item.range = vim.range.extmark(buf, row, column, row, column + to - from)
  end
  M.settle(buf)
end

---@param buf integer
---@param part 'word'|'line'|nil
---@return boolean
function M.accept(buf, part)
  local inside = completor(buf)
  local item = inside and inside.current
  if part and item and type(item.insert_text) == 'string' and item.range then
    pieces.by_keys('glossator.native', part)
    return true
  end
  -- it is called later, and keys may have been typed by then
  local function still(found) return move_up(buf, found) and found or nil end
  return vim.lsp.inline_completion.get({ bufnr = buf, on_accept = still })
end

return M
