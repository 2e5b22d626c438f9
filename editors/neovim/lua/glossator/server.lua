--- The running server: which it is, how it is, and what happens when it dies.
local M = {}

local MOST_RESTARTS = 3
local CALM = 60 -- seconds after which a restart is forgotten
local STOP_GRACE = 3000 -- milliseconds for a server to end when it is asked to

---@class glossator.Status
---@field state string
---@field message string?
---@field off table<string, string>? why open files get no ghost text, by URI

local states = {} ---@type table<integer, glossator.Status> by client
local restarts = {} ---@type number[] when they were, in seconds
local asked_to_end = {} ---@type table<integer, true> by client

--- The client of a buffer, else any.
---@param buf integer?
---@return vim.lsp.Client?
function M.client(buf)
  return vim.lsp.get_clients({ name = 'glossator', bufnr = buf or 0 })[1]
    or vim.lsp.get_clients({ name = 'glossator' })[1]
end

--- The client, or nil after saying that there is none.
---@return vim.lsp.Client?
function M.needed()
  local client = M.client()
  if not client then
    vim.notify('Glossator is not running here; see :checkhealth glossator', vim.log.levels.WARN)
  end
  return client
end

local WRITES = { document = true, documentAll = true, edit = true, fix = true, annotate = true, own = true }

--- Whether a command would write into a buffer that takes no changes; says so, before any model is
--- asked.
---@param name string
---@param argument table?
---@return boolean
local function cannot_write(name, argument)
  if not (WRITES[name] and argument and argument.uri) then return false end
  local buf = vim.uri_to_bufnr(argument.uri)
  if vim.bo[buf].modifiable and not vim.bo[buf].readonly then return false end
  local file = vim.fs.basename(vim.api.nvim_buf_get_name(buf))
  vim.notify(('Glossator: %s is read-only'):format(file), vim.log.levels.WARN)
  return true
end

--- Run a command of the server's; what fails is told by our handler.
---@param name string
---@param argument table?
---@param answer fun(result: any)?
function M.run(name, argument, answer)
  local client = M.needed()
  if not client or cannot_write(name, argument) then return end
  local command = { command = 'glossator.' .. name, arguments = argument and { argument } }
  client:request('workspace/executeCommand', command, function(err, result, context)
    require('glossator.handlers')['workspace/executeCommand'](err, result, context)
    if not err and answer then answer(result) end
  end)
end

--- The server's state has changed.
---@param id integer
---@param status glossator.Status
function M.changed(id, status)
  states[id] = status
  vim.cmd.redrawstatus()
end

--- What the server said last of how it is, and of the current buffer.
---@return {state: string, message: string?}?
function M.state()
  local client = M.client()
  if not client then return end
  local told = states[client.id] or { state = 'ready' }
  local why = (told.off or {})[vim.uri_from_bufnr(0)]
  local calm = told.state == 'ready' or told.state == 'thinking'
  return calm and why and { state = 'off', message = why } or told
end

--- Start the server for all files, when Neovim has cleared an old client away.
local function start_later()
  vim.defer_fn(function()
    if vim.lsp.is_enabled('glossator') then vim.lsp.enable('glossator') end
  end, 100)
end

--- End the server and start it anew, with the settings and the models as they are now.
function M.restart()
  local clients = vim.lsp.get_clients({ name = 'glossator' })
  for _, client in ipairs(clients) do
    asked_to_end[client.id] = true
    client:stop()
    vim.defer_fn(function() client:stop(true) end, STOP_GRACE)
  end
  if #clients == 0 then start_later() end
end

--- Start a server anew that ended unasked, a few times. Neovim itself tells of the end, but does not
--- start it again.
---@param code integer
---@param signal integer
---@param id integer
function M.exited(code, signal, id)
  states[id] = nil
  if vim.v.exiting ~= vim.NIL then return end
  if asked_to_end[id] then return start_later() end
  if (code == 0 and signal == 0) or signal == 15 then return end
  local now = vim.uv.hrtime() / 1e9
  restarts = vim.tbl_filter(function(at) return now - at < CALM end, restarts)
  if #restarts < MOST_RESTARTS then
    table.insert(restarts, now)
    start_later()
  else
    local sentence = 'Glossator: the server ended again and is left alone; see :Glossator log'
    vim.schedule(function() vim.notify(sentence, vim.log.levels.ERROR) end)
  end
end

return M
