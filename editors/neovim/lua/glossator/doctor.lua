--- `:Glossator doctor`, `:Glossator usage` and `:Glossator setup`: the program's own, in a tab of a
--- terminal.
local M = {}

--- The program that serves.
---@return string[]
function M.program()
  local cmd = vim.lsp.config.glossator.cmd
  local words = type(cmd) == 'table' and vim.deepcopy(cmd) or { 'glossator', 'serve' }
  if words[#words] == 'serve' then table.remove(words) end
  return words
end

--- The program that serves; nil after saying that it cannot be run.
---@return string[]?
local function needed()
  local words = M.program()
  if vim.fn.executable(words[1]) == 1 then return words end
  vim.notify(
    ('Glossator: `%s` cannot be run; :checkhealth glossator says what to do'):format(words[1]),
    vim.log.levels.ERROR
  )
end

---@param name 'doctor'|'usage'
function M.report(name)
  local words = needed()
  if not words then return end
  local config = vim.lsp.config.glossator
  local settings = vim.tbl_get(config, 'settings', 'glossator') or vim.empty_dict()
  local file = vim.fn.tempname() -- not stdin: a terminal's is the user's keyboard
  vim.fn.writefile({ vim.json.encode(settings) }, file)
  vim.list_extend(words, { name, '--settings', file })
  vim.cmd.tabnew()
  vim.fn.jobstart(words, {
    term = true,
    env = config.cmd_env,
    on_exit = function() vim.fn.delete(file) end,
  })
end

--- `:Glossator setup`: choose a model in a tab of its own; a new server reads what it has written.
function M.setup()
  local words, name = needed(), vim.api.nvim_buf_get_name(0)
  if not words then return end
  table.insert(words, 'setup')
  if vim.bo.buftype == '' and vim.fn.filereadable(name) == 1 then table.insert(words, name) end
  vim.cmd.tabnew()
  vim.fn.jobstart(words, {
    term = true,
    env = vim.lsp.config.glossator.cmd_env,
    on_exit = function(_, code)
      if code == 0 and require('glossator.server').client() then
        require('glossator.server').restart()
      end
    end,
  })
end

return M
