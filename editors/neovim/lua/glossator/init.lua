--- What key maps and status lines call.
local M = {}

--- Accept the ghost text; where there is none, type what the key would type otherwise.
---@param otherwise string?
---@return boolean whether there was any
function M.accept(otherwise) return require('glossator.ghost').accept(nil, otherwise) end

--- Accept its next word.
---@param otherwise string?
---@return boolean whether there was any
function M.accept_word(otherwise) return require('glossator.ghost').accept('word', otherwise) end

--- Accept it to the end of the line.
---@param otherwise string?
---@return boolean whether there was any
function M.accept_line(otherwise) return require('glossator.ghost').accept('line', otherwise) end

--- Take it away until the next key.
---@return boolean whether there was any
function M.dismiss() return require('glossator.ghost').dismiss() end

--- Ask the model now, for several candidates.
function M.suggest() require('glossator.ghost').ask(vim.api.nvim_get_current_buf(), true) end

--- Show the next candidate.
---@return boolean whether there was any
function M.next() return require('glossator.ghost').next() end

--- Go to the next edit; in its line, make it. Where there is none, type what the key would type
--- otherwise, as where a menu, a snippet or ghost text has the key.
---@param otherwise string?
---@return boolean whether there was one
function M.next_edit(otherwise) return require('glossator.next_edit').accept(otherwise) end

--- Send the next edit away, and all others for the same change.
---@return boolean whether there was one
function M.reject_next_edit() return require('glossator.next_edit').reject() end

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
