--- The problems that other servers and linters report, for our server to explain and fix.
---
--- Neovim asks a server for code actions with that server's own diagnostics only, and ours has none.
local M = {}

local place = require('glossator.place')

--- The diagnostics that touch some lines, as LSP has them.
---@param buf integer
---@param client vim.lsp.Client
---@param first integer from 0
---@param last integer
---@return lsp.Diagnostic[]
function M.of(buf, client, first, last)
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(buf)) do
    local end_line, end_byte = each.end_lnum or each.lnum, each.end_col or each.col
    if each.lnum <= last and end_line >= first then
      table.insert(found, {
        range = {
          start = place.position(buf, client, each.lnum, each.col),
          ['end'] = place.position(buf, client, end_line, end_byte),
        },
        severity = each.severity,
        code = each.code,
        source = each.source,
        message = each.message,
      })
    end
  end
  return found
end

--- Let a client's requests for code actions carry them.
---@param client vim.lsp.Client
function M.tell(client)
  local request = client.rpc.request
  client.rpc.request = function(method, params, ...)
    local asks = method == 'textDocument/codeAction'
    if asks and vim.tbl_isempty(params.context.diagnostics or {}) then
      local buf = vim.uri_to_bufnr(params.textDocument.uri)
      local known = M.of(buf, client, params.range.start.line, params.range['end'].line)
      params.context.diagnostics = known
    end
    return request(method, params, ...)
  end
end

return M
