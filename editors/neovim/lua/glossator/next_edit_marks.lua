--- How the next edit is drawn: old text and new at its place, and where that is at the cursor's line.
local M = {}

local change_marks = vim.api.nvim_create_namespace('glossator.next_edit')
local pointer_marks = vim.api.nvim_create_namespace('glossator.next_edit.pointer')
local OLD, NEW, POINTER = 'GlossatorOld', 'GlossatorNew', 'GlossatorPointer'
local MOST_WORDS = 4 -- changes in a line that are drawn in it; more are hard to read there

---@class glossator.NextEditPlace
---@field buf integer
---@field rows integer of the lines it changes
---@field mark integer extmark at its first line

local place ---@type glossator.NextEditPlace?
local pointed ---@type integer? the buffer with the pointer

---@param line string
---@return string[] words, signs and runs of white space
local function words(line)
  local found, at = {}, 1
  while at <= #line do
    -- a byte from 128 on belongs to a letter of its own
    local word = line:match('^[%w_\128-\255]+', at) or line:match('^%s+', at) or line:sub(at, at)
    table.insert(found, word)
    at = at + #word
  end
  return found
end

---@param old string[]
---@param new string[]
---@return integer[][] as |vim.diff()| has them: start and count in the old, then in the new
local function hunks(old, new)
  local function joined(list)
    return table.concat(vim.tbl_map(function(each) return each .. '\n' end, list))
  end
  return vim.diff(joined(old), joined(new), { result_type = 'indices', algorithm = 'patience' })
end

---@param list string[]
---@param first integer
---@param count integer
local function length(list, first, count)
  return #table.concat(vim.list_slice(list, first, first + count - 1))
end

---@param row integer
---@param column integer
---@param options vim.api.keyset.set_extmark
---@return integer
local function mark(row, column, options)
  local defaults = { invalidate = true, undo_restore = false, priority = 150 }
  local all = vim.tbl_extend('force', defaults, options)
  return vim.api.nvim_buf_set_extmark(assert(place).buf, change_marks, row, column, all)
end

--- Draw the words that change in a line; false where so many do that they are hard to read in it.
---@param row integer
---@param old string
---@param new string
---@return boolean
local function draw_words(row, old, new)
  local before, after = words(old), words(new)
  local changes, removed = hunks(before, after), 0
  for _, change in ipairs(changes) do
    removed = removed + length(before, change[1], change[2])
  end
  local rewritten = removed > 0 and removed * 2 > #vim.trim(old)
  if #changes > MOST_WORDS or (rewritten and #changes > 1) then return false end
  for _, change in ipairs(changes) do
    local from, count, to, added = unpack(change)
    local start = length(before, 1, count == 0 and from or from - 1)
    local text = table.concat(vim.list_slice(after, to, to + added - 1))
    mark(row, start, {
      end_row = row,
      end_col = start + length(before, from, count),
      hl_group = OLD,
    })
    if text ~= '' then
      -- after what gives way to it, and gone with the line
      mark(row, start + length(before, from, count), {
        virt_text = { { text, NEW } },
        virt_text_pos = 'inline',
        right_gravity = false,
      })
    end
  end
  return true
end

---@param lines string[]
local function virtual(lines)
  local tab = (' '):rep(vim.bo[assert(place).buf].tabstop)
  return vim.tbl_map(function(line) return { { (line:gsub('\t', tab)), NEW } } end, lines)
end

--- Draw whole lines: the old ones in their place, the new ones below them.
---@param row integer of the first old line, or of the one above what is put in
---@param old string[]
---@param new string[]
local function draw_lines(row, old, new)
  for index, line in ipairs(old) do
    mark(row + index - 1, 0, { end_col = #line, hl_group = OLD, hl_eol = true })
  end
  if #new == 0 then return end
  local above = row < 0 -- there is no line above the first
  mark(math.max(0, row + math.max(0, #old - 1)), 0, {
    virt_lines = virtual(new),
    virt_lines_above = above,
  })
end

--- Draw a change of whole lines that begin at a row, in the place of what was drawn before.
---@param buf integer
---@param row integer
---@param column integer where the edit itself begins
---@param old string[]
---@param new string[]
function M.draw(buf, row, column, old, new)
  M.clear()
  for group, link in pairs({ [OLD] = 'DiffDelete', [NEW] = 'DiffAdd', [POINTER] = 'Comment' }) do
    vim.api.nvim_set_hl(0, group, { link = link, default = true })
  end
  place = { buf = buf, rows = #old, mark = 0 }
  place.mark = mark(row, column, { sign_text = '»', sign_hl_group = POINTER })
  for _, change in ipairs(hunks(old, new)) do
    local from, removed, to, added = unpack(change)
    local before = vim.list_slice(old, from, from + removed - 1)
    local after = vim.list_slice(new, to, to + added - 1)
    local first = row + from - 1
    local one = removed == 1 and added == 1
    if not (one and draw_words(first, before[1], after[1])) then draw_lines(first, before, after) end
  end
  M.point()
end

--- Where the edit stands now, after whatever was typed above it; nil where its line is gone.
---@return integer? buf, integer row, integer column
function M.where()
  if not place or not vim.api.nvim_buf_is_loaded(place.buf) then return nil, 0, 0 end
  local row, column, details =
    unpack(vim.api.nvim_buf_get_extmark_by_id(place.buf, change_marks, place.mark, { details = true }))
  if not row or details.invalid then return nil, 0, 0 end
  return place.buf, row, column
end

--- Whether the cursor is in one of the lines that the edit changes.
---@return boolean
function M.is_here()
  local buf, row = M.where()
  local cursor = vim.api.nvim_win_get_cursor(0)[1] - 1
  if buf ~= vim.api.nvim_get_current_buf() then return false end
  return cursor >= row and cursor < row + assert(place).rows
end

--- Say at the cursor's line where the edit is, unless it is there.
function M.point()
  if pointed and vim.api.nvim_buf_is_loaded(pointed) then
    vim.api.nvim_buf_clear_namespace(pointed, pointer_marks, 0, -1)
  end
  local buf, row = M.where()
  local here = vim.api.nvim_get_current_buf()
  pointed = here
  if not buf or M.is_here() or vim.bo[here].buftype ~= '' then return end
  local cursor = vim.api.nvim_win_get_cursor(0)[1] - 1
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buf))
  local text = ('→ %s line %d'):format(name, row + 1)
  if buf == here then
    local arrow = row > cursor and '↓' or '↑'
    text = ('→ line %d (%d%s)'):format(row + 1, math.abs(row - cursor), arrow)
  end
  vim.api.nvim_buf_set_extmark(here, pointer_marks, cursor, 0, {
    virt_text = { { ' ' .. text, POINTER } },
    virt_text_pos = 'eol',
    hl_mode = 'combine',
  })
end

function M.clear()
  if place and vim.api.nvim_buf_is_loaded(place.buf) then
    vim.api.nvim_buf_clear_namespace(place.buf, change_marks, 0, -1)
  end
  place = nil
  M.point()
end

return M
