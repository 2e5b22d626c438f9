--- `:Glossator …`: what the code action menu offers, by name, and what it has no place for.
local M = {}

local place = require('glossator.place')
local server = require('glossator.server')

---@class glossator.Call
---@field words string
---@field given boolean whether a range was given
---@field first integer
---@field last integer

--- What a command works on: the given lines, or the place of the cursor.
---@param call glossator.Call
---@param client vim.lsp.Client
local function target(call, client)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local start, stop = { row - 1, column }, { row - 1, column }
  if call.given then start, stop = { call.first - 1, 0 }, { call.last - 1, math.huge } end
  local last = vim.api.nvim_buf_get_lines(0, stop[1], stop[1] + 1, false)[1] or ''
  return {
    uri = vim.uri_from_bufnr(0),
    range = {
      start = place.position(0, client, unpack(start)),
      ['end'] = place.position(0, client, stop[1], math.min(stop[2], #last)),
    },
  }
end

---@param name string
---@param more? fun(argument: table, call: glossator.Call)
---@return fun(call: glossator.Call)
local function at_place(name, more)
  return function(call)
    local client = server.needed()
    if not client then return end
    local argument = target(call, client)
    if more then more(argument, call) end
    server.run(name, argument)
  end
end

---@param call glossator.Call
local function ask(call)
  local window = require('glossator.pages').window()
  if not window then
    vim.notify('Glossator: a question is about a page; open one with :Glossator explain')
    return
  end
  local page = vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window))
  server.run('ask', { page = page, question = call.words ~= '' and call.words or nil })
end

--- By the code action, so that the user can choose where there are several problems.
local function fix()
  local client, row = server.needed(), vim.api.nvim_win_get_cursor(0)[1] - 1
  if not client then return end
  if #require('glossator.problems').of(0, client, row, row) == 0 then
    vim.notify('Glossator: no problem is reported in this line')
    return
  end
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      local command = type(action.command) == 'table' and action.command.command or action.command
      return command == 'glossator.fix'
    end,
  })
end

--- The settings that switch ghost text and next edits, everywhere and for a language.
local GHOST_TEXT = { all = 'enabled', by_language = 'languages', what = 'Ghost text%s is %s' }
local NEXT_EDITS =
  { all = 'nextEdit', by_language = 'nextEditLanguages', what = 'Next edits%s are %s' }

--- Ghost text or next edits on or off, everywhere or for a language, until Neovim ends.
---@param on boolean
---@return fun(call: glossator.Call)
local function switch(on)
  return function(call)
    local client = server.needed()
    if not client then return end
    local rest = call.words:match('^nextEdit%s*(.*)')
    local names, language = rest and NEXT_EDITS or GHOST_TEXT, rest or call.words
    local change = { [names.all] = on }
    if language ~= '' then change = { [names.by_language] = { [language] = on } } end
    client.settings = vim.tbl_deep_extend('force', client.settings or {}, { glossator = change })
    client:notify('workspace/didChangeConfiguration', { settings = client.settings })
    require('glossator.next_edit').clear()
    local where = language == '' and '' or (' for ' .. language)
    vim.notify(names.what:format(where, on and 'on' or 'off'))
  end
end

---@param verb 'accept'|'reject'
local function next_edit(verb)
  return function()
    if not server.needed() or require('glossator.next_edit')[verb]() then return end
    vim.notify('Glossator: there is no next edit')
  end
end

local function status()
  local uri = vim.uri_from_bufnr(0)
  server.run('status', nil, function(found)
    local why_off = found.state == 'ready' and found.off[uri] or nil
    local parts = { 'Glossator: ' .. (why_off and 'off' or found.state) }
    local why = why_off or found.message
    if why ~= '' then table.insert(parts, why) end
    if found.codeModel then
      table.insert(parts, ('code by %s, prose by %s'):format(found.codeModel, found.proseModel))
      local how = found.ghostText and ', ghost text over ' .. found.ghostText or ''
      table.insert(parts, ('at %s%s'):format(found.service, how))
    end
    for _, name in ipairs({ 'lastSuggestion', 'nextEdit', 'limits' }) do
      if (found[name] or '') ~= '' then table.insert(parts, found[name]) end
    end
    for _, shown in ipairs((found.context or {})[uri] or {}) do
      table.insert(parts, ('shown of %s: %s'):format(shown.file, shown.text))
    end
    vim.api.nvim_echo({ { table.concat(parts, '\n') } }, true, {})
  end)
end

--- Neovim shows progress, but has no button that cancels it.
local function cancel()
  local client = server.needed()
  require('glossator.preview').close()
  for id, request in pairs(client and client.requests or {}) do
    if request.type == 'pending' and request.method == 'workspace/executeCommand' then
      client:cancel_request(id)
    end
  end
end

--- Where a message is being written it is put there; elsewhere into a register, and shown.
local function commit()
  local is_message = vim.bo.filetype == 'gitcommit'
  local uri = is_message and vim.uri_from_bufnr(0) or vim.uri_from_fname(vim.fn.getcwd())
  server.run('commitMessage', { uri = uri }, function(made)
    if is_message or not made then return end
    vim.fn.setreg('"', made.text)
    vim.api.nvim_echo({ { made.text .. '\n\n(in the unnamed register)' } }, true, {})
  end)
end

local function log() vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.log.get_filename())) end

---@type table<string, fun(call: glossator.Call)>
local subcommands = {
  explain = at_place('explain'),
  document = at_place('document'),
  documentAll = function() server.run('documentAll', { uri = vim.uri_from_bufnr(0) }) end,
  edit = at_place('edit', function(argument, call)
    argument.instruction = call.words ~= '' and call.words or nil
  end),
  fix = fix,
  test = at_place('test'),
  annotate = at_place('annotate'),
  own = at_place('own', function(argument, call) argument.name = call.words end),
  ask = ask,
  commit = commit,
  cancel = cancel,
  status = status,
  doctor = function() require('glossator.doctor').report('doctor') end,
  usage = function() require('glossator.doctor').report('usage') end,
  log = log,
  next = next_edit('accept'),
  reject = next_edit('reject'),
  setup = function() require('glossator.doctor').setup() end,
  restart = server.restart,
  on = switch(true),
  off = switch(false),
}

---@param call vim.api.keyset.create_user_command.command_args
function M.run(call)
  local name = call.fargs[1] or 'status'
  local subcommand = subcommands[name]
  if not subcommand then
    vim.notify(
      ('Glossator has no command %s; it has %s'):format(name, table.concat(M.names(), ', ')),
      vim.log.levels.ERROR
    )
    return
  end
  subcommand({
    words = vim.trim(call.args:sub(#name + 1)),
    given = call.range > 0,
    first = call.line1,
    last = call.line2,
  })
end

---@return string[]
function M.names()
  local names = vim.tbl_keys(subcommands)
  table.sort(names)
  return names
end

---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local switched = line:match('Glossator%s+o[nf]f?%s+(.*)$')
  if switched and (switched == lead or switched:match('^nextEdit%s+%S*$')) then
    local languages = vim.fn.getcompletion(lead, 'filetype')
    local first = switched == lead and vim.startswith('nextEdit', lead) and { 'nextEdit' } or {}
    return vim.list_extend(first, languages)
  end
  if not line:match('Glossator%s+%S*$') then return {} end
  return vim.tbl_filter(function(name) return vim.startswith(name, lead) end, M.names())
end

return M
