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

---@param value any
---@return string
local function written(value)
  if type(value) ~= 'table' then return tostring(value) end
  if not vim.islist(value) then
    local pairs_of = vim.iter(value):map(function(name, each) return name .. '=' .. tostring(each) end)
    return pairs_of:join(',')
  end
  return type(value[1]) == 'table' and vim.json.encode(value) or table.concat(value, ',')
end

--- `models.code.baseUrl` is GLOSSATOR_MODELS_CODE_BASE_URL to the program.
---@param settings table
---@param name string
---@param into table<string, string>
local function environment(settings, name, into)
  for key, value in pairs(settings) do
    local variable = name .. '_' .. key:gsub('(%l)(%u)', '%1_%2'):gsub('%.', '_'):upper()
    if type(value) == 'table' and (key == 'models' or name:find('MODELS')) then
      environment(value, variable, into)
    else
      into[variable] = written(value)
    end
  end
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
  local settings = vim.tbl_get(config, 'settings', 'glossator') or {}
  local env = vim.tbl_extend('force', vim.empty_dict(), config.cmd_env or {}) -- {} would be a list
  environment(settings, 'GLOSSATOR', env)
  vim.cmd.tabnew()
  vim.fn.jobstart(vim.list_extend(words, { 'doctor' }), { term = true, env = env })
end

return M
