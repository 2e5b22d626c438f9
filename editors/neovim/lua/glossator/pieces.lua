--- What a suggestion still says at the cursor, and which piece of it is a word or a line.
local M = {}

--- What is left of a text that begins at `from` of the cursor's line; nil where it no longer fits.
---@param text string
---@param line string
---@param from integer bytes
---@param cursor integer bytes
---@return string?
function M.rest(text, line, from, cursor)
  if cursor < from then return end
  local typed = line:sub(from + 1, cursor)
  return vim.startswith(text, typed) and #typed < #text and text:sub(#typed + 1) or nil
end

--- The beginning of a text that is accepted at once.
---@param text string
---@param part 'word'|'line'|nil
---@return string
function M.first(text, part)
  if part == 'word' then
    -- white space, then letters or signs; a byte from 128 on belongs to a letter of its own
    return text:match('^%s*[%w_\128-\255]+') or text:match('^%s*[^%s%w_\128-\255]+') or text
  end
  return part == 'line' and text:match('^\n?[^\n]*') or text
end

--- Put a text in at the cursor, which goes behind it.
---@param text string
---@param replaced integer bytes right of the cursor that give way
---@return integer row, integer column
function M.insert(text, replaced)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local lines = vim.split(text, '\n', { plain = true })
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column + replaced, lines)
  column = #lines == 1 and column + #text or #lines[#lines]
  row = row + #lines - 1
  vim.api.nvim_win_set_cursor(0, { row, column })
  return row - 1, column
end

return M
