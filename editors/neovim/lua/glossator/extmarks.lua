--- Ghost text for Neovim 0.11, which has no `vim.lsp.inline_completion` of its own.
local M = {}

local pieces = require('glossator.pieces')
local namespace = vim.api.nvim_create_namespace('glossator.ghost')

---@class glossator.Ghost
---@field buf integer
---@field items lsp.InlineCompletionItem[]
---@field index integer
---@field client vim.lsp.Client
---@field row integer
---@field from integer where its text begins, in bytes
---@field text string
---@field replaced string what stands right of the cursor and gives way
---@field after string what stands right of that and stays

local ghost ---@type glossator.Ghost?

---@return string line, integer row, integer cursor
local function here()
  local row, cursor = unpack(vim.api.nvim_win_get_cursor(0))
  return vim.api.nvim_get_current_line(), row - 1, cursor
end

--- What the ghost text still says at the cursor.
---@return string?
local function rest()
  if not ghost or ghost.buf ~= vim.api.nvim_get_current_buf() then return end
  local line, row, cursor = here()
  if row ~= ghost.row or line:sub(cursor + 1) ~= ghost.replaced .. ghost.after then return end
  return pieces.rest(ghost.text, line, ghost.from, cursor)
end

---@param text string
local function draw(text)
  local _, row, cursor = here()
  if ghost.replaced ~= '' and vim.endswith(text, ghost.replaced) then
    text = text:sub(1, -#ghost.replaced - 1) -- what stands there already is not shown twice
  end
  text = text:gsub('\t', (' '):rep(vim.bo.tabstop))
  local lines = vim.split(text, '\n', { plain = true })
  local chunks = vim.tbl_map(function(line) return { { line, 'GlossatorGhost' } } end, lines)
  vim.api.nvim_buf_set_extmark(ghost.buf, namespace, row, cursor, {
    virt_text = chunks[1],
    virt_text_pos = 'inline',
    virt_lines = vim.list_slice(chunks, 2),
    hl_mode = 'combine',
  })
end

---@param buf integer
local function clear(buf) vim.api.nvim_buf_clear_namespace(buf, namespace, 0, -1) end

function M.attach() vim.api.nvim_set_hl(0, 'GlossatorGhost', { link = 'NonText', default = true }) end

---@param buf integer
function M.hide(buf)
  ghost = nil
  clear(buf)
end

--- Keep what still fits where it fits, and take away what does not.
---@param buf integer
---@return boolean whether any is shown
function M.settle(buf)
  local text = rest()
  clear(buf)
  if text then
    draw(text)
  else
    ghost = nil
  end
  return text ~= nil
end

---@param buf integer
---@param items lsp.InlineCompletionItem[]
---@param client vim.lsp.Client
---@param index integer
local function choose(buf, items, client, index)
  local line, row, cursor = here()
  local item = items[index]
  local from, to = cursor, cursor
  if item.range then -- on the cursor's line, as the protocol wants it
    from = vim.str_byteindex(line, client.offset_encoding, item.range.start.character, false)
    to = vim.str_byteindex(line, client.offset_encoding, item.range['end'].character, false)
  end
  ghost = { buf = buf, items = items, index = index, client = client, row = row, from = from }
  ghost.text, ghost.replaced, ghost.after =
    item.insertText, line:sub(cursor + 1, to), line:sub(math.max(cursor, to) + 1)
  M.settle(buf)
end

---@param buf integer
---@param items lsp.InlineCompletionItem[]
---@param client vim.lsp.Client
function M.show(buf, items, _, client)
  if items[1] then
    choose(buf, items, client, 1)
  else
    M.hide(buf)
  end
end

---@param buf integer
---@return boolean
function M.next(buf)
  choose(buf, ghost.items, ghost.client, ghost.index % #ghost.items + 1)
  return true
end

--- What can be accepted now.
---@return glossator.Shown?
function M.shown()
  local text = rest()
  if not ghost or not text then return end
  local command = ghost.items[ghost.index].command
  return { text = text, replaced = #ghost.replaced, command = command, client = ghost.client }
end

--- The text goes on at another place, after a piece with a line end was accepted.
---@param row integer
---@param column integer
---@param text string
function M.move(_, row, column, text) ghost.row, ghost.from, ghost.text = row, column, text end

return M
