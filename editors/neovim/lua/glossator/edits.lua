--- Edits that grow in the buffer while the user types: LSP has no word for "one step to undo".
---
--- A step directly after another one of the same label joins it. Where the user typed in between,
--- the history is told anew when the edit has ended: first all that was typed, then the text.
local M = {}

local undo = require('glossator.undo')
local namespace = vim.api.nvim_create_namespace('glossator.edits')

---@class glossator.Stream
---@field before integer the undo sequence number before its first step
---@field tick integer changedtick after its last step
---@field alone boolean whether nothing was typed between its steps
---@field mark integer? extmark around its text once it has ended
---@field replaced string? what its text took the place of

local streams = {} ---@type table<integer, table<string, glossator.Stream>> by buffer and label
local changes = {} ---@type table<integer, {version: integer, last: integer, by: integer}[]> by buffer

--- Note by how many rows each change of a buffer moves what stands below it, while edits grow there.
---@param buf integer
local function watch(buf)
  if changes[buf] then return end
  changes[buf] = {}
  vim.api.nvim_buf_attach(buf, false, {
    on_lines = function(_, _, version, _, last, new_last)
      if not streams[buf] then
        changes[buf] = nil
        return true
      end
      table.insert(changes[buf], { version = version, last = last, by = new_last - last })
    end,
    on_detach = function()
      changes[buf] = nil
      vim.schedule(function()
        if not vim.api.nvim_buf_is_loaded(buf) then streams[buf] = nil end
      end)
    end,
  })
end

--- Where a row of an earlier version stands now: the user may have typed since the server spoke.
---@param buf integer
---@param row integer
---@param version integer
---@return integer
local function row_now(buf, row, version)
  for _, change in ipairs(changes[buf] or {}) do
    if change.version > version and change.last <= row then row = row + change.by end
  end
  return row
end

---@param buf integer
local function sequence(buf)
  return vim.api.nvim_buf_call(buf, function() return vim.fn.undotree().seq_cur end)
end

---@param buf integer
---@param label string
---@param change fun()
local function step(buf, label, change)
  streams[buf] = streams[buf] or {}
  watch(buf)
  local stream, tick = streams[buf][label], vim.api.nvim_buf_get_changedtick(buf)
  if not stream then
    undo.split(buf)
    stream = { before = sequence(buf), tick = tick, alone = not undo.typing_in(buf) }
    streams[buf][label] = stream
  elseif stream.tick ~= tick or undo.typing_in(buf) then
    stream.alone = false
  else
    -- refused after an undo; then this is a step of its own
    pcall(vim.api.nvim_buf_call, buf, function() vim.cmd.undojoin() end)
  end
  change()
  undo.changed(buf)
  stream.tick = vim.api.nvim_buf_get_changedtick(buf)
end

--- Handler of `workspace/applyEdit`.
---@param params lsp.ApplyWorkspaceEditParams
---@param context lsp.HandlerContext
function M.apply(params, context)
  local changes = params.edit.documentChanges or {}
  local change = changes[1]
  if not params.label or #changes ~= 1 or not change.textDocument then
    return vim.lsp.handlers['workspace/applyEdit'](nil, params, context)
  end
  local buf, version = vim.uri_to_bufnr(change.textDocument.uri), change.textDocument.version
  -- Neovim's own handler says `applied` of an edit that it leaves out because it is too old
  if not vim.api.nvim_buf_is_loaded(buf) or vim.lsp.util.buf_versions[buf] ~= version then
    return { applied = false, failureReason = 'The buffer has changed.' }
  end
  local encoding = assert(vim.lsp.get_client_by_id(context.client_id)).offset_encoding
  local edits = vim.tbl_map(
    function(edit) return { range = edit.range, newText = edit.newText } end, -- without annotations
    change.edits
  )
  if params.edit.changeAnnotations then
    local title = params.label:gsub(' #%d+$', '')
    local agreed = require('glossator.preview').agreed(buf, title, edits, encoding)
    if not agreed then
      return { applied = false, failureReason = agreed == nil and 'The buffer has changed.' or nil }
    end
  end
  local fine, trouble = pcall(
    step,
    buf,
    params.label,
    function() vim.lsp.util.apply_text_edits(edits, buf, encoding) end
  )
  return { applied = fine, failureReason = not fine and tostring(trouble) or nil }
end

---@param buf integer
---@param rows string[]
---@param wanted string[]
local function become(buf, rows, wanted)
  local function joined(lines) return table.concat(lines, '\n') .. '\n' end
  local hunks = vim.diff(joined(rows), joined(wanted), { result_type = 'indices' })
  for index = #hunks, 1, -1 do -- from the last, so that those before keep their places
    local from, removed, to, added = unpack(hunks[index])
    local start = removed == 0 and from or from - 1
    local lines = added == 0 and {} or vim.list_slice(wanted, to, to + added - 1)
    vim.api.nvim_buf_set_lines(buf, start, start + removed, false, lines)
  end
end

---@param buf integer
---@param mark integer
---@return integer[] row, column, end row, end column
local function region(buf, mark)
  local row, column, details =
    unpack(vim.api.nvim_buf_get_extmark_by_id(buf, namespace, mark, { details = true }))
  return { row, column, details.end_row, details.end_col }
end

---@param buf integer
local function lines_of(buf) return vim.api.nvim_buf_get_lines(buf, 0, -1, false) end

--- Tell the history anew: the buffer before the streams, what was typed, each stream's text.
---@param buf integer
---@param ended glossator.Stream[]
local function retell(buf, ended)
  local places, before = {}, math.huge
  for _, stream in ipairs(ended) do
    local place = region(buf, stream.mark)
    place.text = vim.api.nvim_buf_get_text(buf, place[1], place[2], place[3], place[4], {})
    place.former = vim.split(stream.replaced, '\n', { plain = true })
    table.insert(places, place)
    before = math.min(before, stream.before)
  end
  table.sort(places, function(a, b) return a[1] < b[1] end)
  undo.split(buf)
  for index = #places, 1, -1 do -- from the last, so that those before keep their places
    local row, column, end_row, end_column = unpack(places[index])
    vim.api.nvim_buf_set_text(buf, row, column, end_row, end_column, places[index].former)
  end
  local typed = lines_of(buf)
  pcall(vim.cmd, 'silent undo ' .. before) -- 'undolevels' may have forgotten it
  become(buf, lines_of(buf), typed)
  for _, place in ipairs(places) do
    local row, column, former = place[1], place[2], place.former
    local end_column = #former == 1 and column + #former[1] or #former[#former]
    if not vim.deep_equal(place.text, former) then -- as it is after a cancel
      undo.split(buf)
      vim.api.nvim_buf_set_text(buf, row, column, row + #former - 1, end_column, place.text)
    end
  end
  undo.split(buf)
end

--- Let all windows of a buffer look the same after a change that ends where it began.
---@param buf integer
---@param change fun()
local function keeping_views(buf, change)
  local views = {}
  for _, win in ipairs(vim.fn.win_findbuf(buf)) do
    views[win] = vim.api.nvim_win_call(win, vim.fn.winsaveview)
  end
  vim.api.nvim_buf_call(buf, change)
  for win, view in pairs(views) do
    vim.api.nvim_win_call(win, function() vim.fn.winrestview(view) end)
  end
end

--- The history can be told anew as soon as nobody types and no other edit is under way.
---@param buf integer
local function settle(buf)
  local here = streams[buf]
  if not here or not vim.api.nvim_buf_is_loaded(buf) then return end
  if undo.typing_in(buf) then
    vim.api.nvim_create_autocmd('InsertLeave', {
      group = vim.api.nvim_create_augroup('glossator.edits.' .. buf, {}),
      buffer = buf,
      once = true,
      callback = vim.schedule_wrap(function() settle(buf) end),
    })
    return
  end
  local mixed = {}
  for _, stream in pairs(here) do
    if not stream.mark then return end
    if not stream.alone then table.insert(mixed, stream) end
  end
  streams[buf] = nil
  if #mixed > 0 then keeping_views(buf, function() retell(buf, mixed) end) end
  vim.api.nvim_buf_clear_namespace(buf, namespace, 0, -1)
end

--- Handler of `glossator/editEnded`.
---@param params {label: string, uri: string, version: integer, range?: lsp.Range, replaced: string}
---@param client vim.lsp.Client
function M.ended(params, client)
  local buf = vim.uri_to_bufnr(params.uri)
  local stream = streams[buf] and streams[buf][params.label]
  if not stream then return end
  if not params.range or params.range == vim.NIL then
    streams[buf][params.label] = nil
    return settle(buf)
  end
  local moved = row_now(buf, params.range.start.line, params.version) - params.range.start.line
  local function place(position)
    local row = position.line + moved
    local line = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1] or ''
    return row, vim.str_byteindex(line, client.offset_encoding, position.character, false)
  end
  local row, column = place(params.range.start)
  local end_row, end_column = place(params.range['end'])
  stream.replaced = params.replaced
  stream.mark = vim.api.nvim_buf_set_extmark(buf, namespace, row, column, {
    end_row = end_row,
    end_col = end_column,
  })
  settle(buf)
end

return M
