--- The next edit: what the last change asks for elsewhere. When to ask for it, and how it is gone to,
--- taken and rejected.
local M = {}

local marks = require('glossator.next_edit_marks')
local problems = require('glossator.problems')
local undo = require('glossator.undo')

local METHOD = 'glossator/nextEdit'
local PAUSE = 1000 -- milliseconds without a change, as the server has it
local MOST_TRIES = 5 -- the user may type between two

---@class glossator.NextEdit
---@field id integer
---@field text string
---@field range lsp.Range
---@field textDocument {uri: string, version: integer|vim.NIL?} the version is null where it is not open
---@field command lsp.Command

local shown ---@type {edit: glossator.NextEdit, buf: integer, client: vim.lsp.Client}?
local noted ---@type integer? the edit that the server knows to be seen
local wanted ---@type integer? the edit that is to be made as soon as its place is known
local asked = 0
local reports = 0
local typed = {} ---@type table<integer, {tick: integer, row: integer, asked: boolean}> by buffer

---@param edit glossator.NextEdit
---@param buf integer
local function is_current(edit, buf)
  return vim.lsp.util.buf_versions[buf] == edit.textDocument.version
end

--- Take away what is drawn.
function M.clear()
  shown, wanted = nil, nil
  marks.clear()
end

---@param edit glossator.NextEdit
---@param buf integer
---@param client vim.lsp.Client
local function draw(edit, buf, client)
  local first, last = edit.range.start, edit.range['end']
  local old = vim.api.nvim_buf_get_lines(buf, first.line, last.line + 1, false)
  local function byte(line, position)
    return vim.str_byteindex(line, client.offset_encoding, position.character, false)
  end
  local column = byte(old[1] or '', first)
  local tail = old[last.line - first.line + 1] or ''
  local text = (old[1] or ''):sub(1, column) .. edit.text .. tail:sub(byte(tail, last) + 1)
  marks.draw(buf, first.line, column, old, vim.split(text, '\n', { plain = true }))
end

---@param client vim.lsp.Client
---@param edit glossator.NextEdit
---@param buf integer
local function show(client, edit, buf)
  shown = { edit = edit, buf = buf, client = client }
  draw(edit, buf, client)
  if noted ~= edit.id then
    noted = edit.id
    client:notify('glossator/nextEditShown', { id = edit.id })
  end
end

local function make()
  local edit, buf, client = shown.edit, shown.buf, shown.client
  M.clear()
  undo.split(buf)
  local change = { { range = edit.range, newText = edit.text } }
  vim.lsp.util.apply_text_edits(change, buf, client.offset_encoding)
  undo.changed(buf)
  client:exec_cmd(edit.command, { bufnr = buf })
  M.ask(client)
end

--- Load a file that is not open, unlisted and in no window; the server is told of it as of any buffer.
---@param buf integer
local function open(buf)
  if not vim.api.nvim_buf_is_loaded(buf) then pcall(vim.fn.bufload, buf) end
end

--- Ask for the edit, which the server knows best as the buffer is now, and show it.
---@param client vim.lsp.Client
---@param tries integer?
function M.ask(client, tries)
  asked = asked + 1
  local number, here = asked, vim.api.nvim_get_current_buf()
  if typed[here] then typed[here].asked = true end
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.diagnostics = problems.of(here, client, 0, math.huge)
  client:request(METHOD, params, function(err, result)
    if number ~= asked then return end
    local edit = not err and result and result.edits[1]
    local buf = edit and vim.uri_to_bufnr(edit.textDocument.uri)
    -- null is vim.NIL in Neovim 0.12 and nil in 0.11
    if edit and type(edit.textDocument.version) ~= 'number' then open(buf) end
    if not edit or not vim.api.nvim_buf_is_loaded(buf) or not vim.bo[buf].modifiable then
      M.clear()
    elseif is_current(edit, buf) then
      show(client, edit, buf)
      if wanted == edit.id then make() else wanted = nil end
    elseif (tries or 0) < MOST_TRIES then
      M.ask(client, (tries or 0) + 1)
    end
  end, here)
end

--- Handler of `glossator/nextEditChanged`.
---@param params {uri: string, available: boolean}
---@param client vim.lsp.Client
function M.changed(params, client)
  if params.available then
    M.ask(client)
  elseif shown and shown.edit.textDocument.uri == params.uri then
    M.clear()
  end
end

--- Whether somebody else at the cursor may want the key.
local function is_busy()
  return vim.fn.pumvisible() == 1
    or vim.snippet.active()
    or require('glossator.ghost').is_shown(vim.api.nvim_get_current_buf())
end

--- Go to the next edit; in its line, make it.
---@param otherwise string? keys to type where there is none, or where a menu, a snippet or ghost text
---has the key
---@return boolean whether there was one
function M.accept(otherwise)
  local there = marks.where() ~= nil and not (otherwise and is_busy())
  if there then
    -- by way of keys, as a mapping with `expr` may not change the text
    require('glossator.ghost').type_next(
      "<Cmd>lua require('glossator.next_edit').go_or_make()<CR>"
    )
  elseif otherwise then
    require('glossator.ghost').type_next(otherwise)
  end
  return there
end

local function go()
  local buf, row, column = marks.where()
  if not buf then return end
  vim.cmd("normal! m'")
  if vim.api.nvim_get_current_buf() ~= buf then -- of two windows on it this one stays
    local window = vim.fn.bufwinid(buf)
    if window ~= -1 then vim.api.nvim_set_current_win(window) end
  end
  if vim.api.nvim_get_current_buf() ~= buf then
    vim.bo[buf].buflisted = true -- it may have been loaded for the edit
    vim.api.nvim_set_current_buf(buf)
  end
  vim.api.nvim_win_set_cursor(0, { row + 1, column })
  vim.cmd('normal! zv')
  marks.point()
end

function M.go_or_make()
  if not shown or not marks.where() then return end
  if not marks.is_here() then
    go()
  elseif is_current(shown.edit, shown.buf) then
    make()
  else
    wanted = shown.edit.id
    M.ask(shown.client)
  end
end

--- Send the edit away; the server offers no other for the same change.
---@return boolean whether there was one
function M.reject()
  if not shown then return false end
  shown.client:notify('glossator/nextEditRejected', { id = shown.edit.id })
  M.clear()
  return true
end

local function may_ask()
  return not vim.snippet.active() and vim.api.nvim_get_mode().mode:match('^[ni]') ~= nil
end

--- Others report problems: tell the server when the user pauses, as the last change may have made them.
---@param buf integer
---@param client vim.lsp.Client
local function reported(buf, client)
  reports = reports + 1
  local number, tick = reports, vim.api.nvim_buf_get_changedtick(buf)
  vim.defer_fn(function()
    if number ~= reports or not typed[buf] or vim.api.nvim_get_current_buf() ~= buf then return end
    if vim.api.nvim_buf_get_changedtick(buf) ~= tick then
      reported(buf, client)
    elseif may_ask() then
      M.ask(client)
    end
  end, PAUSE)
end

--- The user has stopped typing in a line when the cursor leaves it, or when Insert mode ends.
---@param buf integer
---@param client vim.lsp.Client
---@param left_insert boolean
local function moved(buf, client, left_insert)
  marks.point()
  local tick, row = vim.api.nvim_buf_get_changedtick(buf), vim.api.nvim_win_get_cursor(0)[1]
  local last = typed[buf]
  local has_typed = last.tick ~= tick
  if has_typed then typed[buf] = { tick = tick, row = row, asked = false } end
  local stopped = left_insert or (not has_typed and row ~= last.row)
  if stopped and not typed[buf].asked and may_ask() then M.ask(client) end
end

--- Offer next edits for what is changed in a buffer from now on.
---@param buf integer
---@param client vim.lsp.Client
function M.attach(buf, client)
  local tick = vim.api.nvim_buf_get_changedtick(buf)
  typed[buf] = { tick = tick, row = 0, asked = true }
  local group = vim.api.nvim_create_augroup('glossator.next_edit.' .. buf, {})
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI', 'BufEnter', 'InsertLeave' }, {
    group = group,
    buffer = buf,
    callback = function(event) moved(buf, client, event.event == 'InsertLeave') end,
  })
  vim.api.nvim_create_autocmd('DiagnosticChanged', {
    group = group,
    buffer = buf,
    callback = function() reported(buf, client) end,
  })
  if not vim.tbl_isempty(vim.diagnostic.get(buf)) then reported(buf, client) end
end

--- Offer none any more.
---@param buf integer
function M.detach(buf)
  pcall(vim.api.nvim_del_augroup_by_name, 'glossator.next_edit.' .. buf)
  typed[buf] = nil
  if shown and shown.buf == buf then M.clear() end
end

return M
