--- Places in a buffer, as the server counts them.
local M = {}

---@param buf integer
---@param client vim.lsp.Client
---@param row integer from 0
---@param byte integer
---@return lsp.Position
function M.position(buf, client, row, byte)
  local line = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1] or ''
  return { line = row, character = vim.str_utfindex(line, client.offset_encoding, byte, false) }
end

return M
