--- An edit as a diff before it is made: in a tab of its own, the buffer beside what it becomes.
local M = {}

local undo = require('glossator.undo')

local open = {} ---@type table<integer, fun(agreed: boolean)> by the buffer that shows what it becomes

--- What a buffer becomes by the edits, in a buffer that nobody can change.
---@param buf integer
---@param edits lsp.TextEdit[]
---@param encoding 'utf-8'|'utf-16'|'utf-32'
---@return integer
local function result_of(buf, edits, encoding)
  local result = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(result, 0, -1, false, vim.api.nvim_buf_get_lines(buf, 0, -1, false))
  vim.lsp.util.apply_text_edits(edits, result, encoding)
  vim.bo[result].buflisted = false
  vim.bo[result].bufhidden = 'wipe'
  vim.bo[result].syntax = vim.bo[buf].syntax
  vim.bo[result].modifiable = false
  return result
end

---@param buf integer
---@param title string
---@param result integer
---@param answer fun(agreed: boolean)
local function show(buf, title, result, answer)
  local before = vim.api.nvim_get_current_tabpage()
  vim.cmd('tab split')
  local tab = vim.api.nvim_get_current_tabpage()
  vim.api.nvim_win_set_buf(0, buf)
  vim.cmd.diffthis()
  vim.cmd('rightbelow vertical sbuffer ' .. result)
  vim.cmd.diffthis()
  vim.wo[0][0].winbar = title:gsub('%%', '%%%%') .. ': Enter makes it, q leaves it'
  open[result] = function(agreed)
    if not open[result] then return end
    open[result] = nil
    if vim.api.nvim_tabpage_is_valid(tab) then
      vim.cmd.tabclose(vim.api.nvim_tabpage_get_number(tab))
    end
    if vim.api.nvim_tabpage_is_valid(before) then vim.api.nvim_set_current_tabpage(before) end
    answer(agreed)
  end
  local function key(name, agreed)
    vim.keymap.set('n', name, function() open[result](agreed) end, { buffer = result, nowait = true })
  end
  key('<CR>', true)
  key('q', false)
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = result,
    once = true,
    callback = vim.schedule_wrap(function()
      if open[result] then open[result](false) end
    end),
  })
end

--- Show what edits make of a buffer, and wait in this coroutine until the user has decided.
---
--- Who is typing is not disturbed: it shows when they leave Insert mode.
---@param buf integer
---@param title string
---@param edits lsp.TextEdit[]
---@param encoding 'utf-8'|'utf-16'|'utf-32'
---@return boolean? agreed nil where the buffer has changed, or is gone
function M.agreed(buf, title, edits, encoding)
  local asking = coroutine.running()
  local tick = vim.api.nvim_buf_get_changedtick(buf)
  local function is_as_it_was()
    return vim.api.nvim_buf_is_loaded(buf) and vim.api.nvim_buf_get_changedtick(buf) == tick
  end
  local answer = vim.schedule_wrap(function(agreed)
    if agreed and not is_as_it_was() then agreed = nil end
    coroutine.resume(asking, agreed)
  end)
  local function begin()
    if not is_as_it_was() then return answer(nil) end
    show(buf, title, result_of(buf, edits, encoding), answer)
  end
  if undo.typing() then
    vim.api.nvim_create_autocmd('InsertLeave', { once = true, callback = vim.schedule_wrap(begin) })
  else
    vim.schedule(begin)
  end
  return coroutine.yield()
end

--- Close what is shown; none of it is made.
function M.close()
  for _, decide in pairs(vim.tbl_extend('error', {}, open)) do
    decide(false)
  end
end

return M
