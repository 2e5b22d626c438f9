--- `:Glossator doctor`: the program's own report, in a tab of its own, with this editor's settings.
local M = {}

--- The program that serves.
---@return string[]
function M.program()
  local cmd = vim.lsp.config.glossator.cmd
  local words = type(cmd) == 'table' and vim.deepcopy(cmd) or { 'glossator', 'serve' }
  if words[#words] == 'serve' then table.remove(words) end
  return words
end

function M.report()
  local words = M.program()
  if vim.fn.executable(words[1]) == 0 then
    vim.notify(
      ('Glossator: `%s` cannot be run; :checkhealth glossator says what to do'):format(words[1]),
      vim.log.levels.ERROR
    )
    return
  end
  local config = vim.lsp.config.glossator
  local settings = vim.tbl_get(config, 'settings', 'glossator') or vim.empty_dict()
  local file = vim.fn.tempname() -- not stdin: a terminal's is the user's keyboard
  vim.fn.writefile({ vim.json.encode(settings) }, file)
  vim.list_extend(words, { 'doctor', '--settings', file })
  vim.cmd.tabnew()
  vim.fn.jobstart(words, {
    term = true,
    env = config.cmd_env,
    on_exit = function() vim.fn.delete(file) end,
  })
end

return M
