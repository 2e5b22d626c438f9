--- Where steps of undo begin, in a buffer that is changed by a plugin while its user types.
local M = {}

---@return boolean
function M.typing() return vim.api.nvim_get_mode().mode:match('^[iR]') ~= nil end

---@param buf integer
---@return boolean
function M.typing_in(buf) return vim.api.nvim_get_current_buf() == buf and M.typing() end

--- What comes next is a step of its own.
---@param buf integer
function M.split(buf) vim.bo[buf].undolevels = vim.bo[buf].undolevels end

--- To be called after each change of a buffer: where it came into the user's typing, Neovim (0.11.4,
--- 0.12.4) would not save the lines typed next, and undo would mix up the buffer's lines.
---@param buf integer
function M.changed(buf)
  if M.typing_in(buf) and vim.fn.pumvisible() == 0 then
    vim.api.nvim_feedkeys(vim.keycode('<C-g>u'), 'in', false)
  end
end

return M
