--- What key maps and status lines call.
local M = {}

--- Accept the ghost text.
---@return boolean whether there was any
function M.accept() return require('glossator.ghost').accept() end

--- Accept its next word.
---@return boolean whether there was any
function M.accept_word() return require('glossator.ghost').accept('word') end

--- Accept it to the end of the line.
---@return boolean whether there was any
function M.accept_line() return require('glossator.ghost').accept('line') end

--- Take it away until the next key.
---@return boolean whether there was any
function M.dismiss() return require('glossator.ghost').dismiss() end

--- Ask the model now, for several candidates.
function M.suggest() require('glossator.ghost').ask(vim.api.nvim_get_current_buf(), true) end

--- Show the next candidate.
---@return boolean whether there was any
function M.next() return require('glossator.ghost').next() end

local MARKS = { ready = ' ', thinking = '…', off = '-', trouble = '!' }

--- A word for the status line, of one width while nothing is wrong; empty where no server runs.
---@return string
function M.status()
  local status = require('glossator.server').state()
  if not status then return '' end
  if status.state == 'loading' then return 'glossator ' .. (status.message or 'loading') end
  return 'glossator ' .. (MARKS[status.state] or ' ')
end

return M
