--- Edits that grow in the buffer while the user types: LSP has no word for "one step to undo".
---
--- A step directly after another one of the same label joins it. Where the user typed in between,
--- the history is told anew when the edit has ended: first all that was typed, then the text.
local M = {}

local namespace = vim.api.nvim_create_namespace('glossator.edits')

---@class glossator.Stream
---@field before integer the undo sequence number before its first step
---@field tick integer changedtick after its last step
---@field alone boolean whether nothing was typed between its steps
---@field mark integer? extmark around its text once it has ended

local streams = {} ---@type table<integer, table<string, glossator.Stream>> by buffer and label

---@param buf integer
local function sequence(buf)
  return vim.api.nvim_buf_call(buf, function() return vim.fn.undotree().seq_cur end)
end

--- What comes next is a step of its own.
---@param buf integer
local function break_undo(buf) vim.bo[buf].undolevels = vim.bo[buf].undolevels end

---@param buf integer
local function typing_in(buf)
  return vim.api.nvim_get_current_buf() == buf and vim.api.nvim_get_mode().mode:match('^[iR]') ~= nil
end

---@param buf integer
---@param label string
---@param change fun()
local function step(buf, label, change)
  streams[buf] = streams[buf] or {}
  local stream, tick = streams[buf][label], vim.api.nvim_buf_get_changedtick(buf)
  if not stream then
    break_undo(buf)
    stream = { before = sequence(buf), tick = tick, alone = not typing_in(buf) }
    streams[buf][label] = stream
  elseif stream.tick ~= tick or typing_in(buf) then
    stream.alone = false
  else
    -- refused after an undo; then this is a step of its own
    pcall(vim.api.nvim_buf_call, buf, function() vim.cmd.undojoin() end)
  end
  change()
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
  local fine, trouble = pcall(step, buf, params.label, function()
    vim.lsp.util.apply_text_edits(change.edits, buf, encoding)
  end)
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
local function lines_of(buf) return vim.api.nvim_buf_get_lines(buf, 0, -1, false) end

--- Tell the history anew: the buffer before the streams, what was typed, each stream's text.
---@param buf integer
---@param ended glossator.Stream[]
local function retell(buf, ended)
  local texts, before = {}, math.huge
  for _, stream in ipairs(ended) do
    local row, column, place =
      unpack(vim.api.nvim_buf_get_extmark_by_id(buf, namespace, stream.mark, { details = true }))
    local text =
      vim.api.nvim_buf_get_text(buf, row, column, place.end_row, place.end_col, {})
    table.insert(texts, { row = row, column = column, place = place, text = text })
    before = math.min(before, stream.before)
  end
  table.sort(texts, function(a, b) return a.row < b.row end)
  vim.api.nvim_buf_call(buf, function()
    local views = {}
    for _, win in ipairs(vim.fn.win_findbuf(buf)) do
      views[win] = vim.api.nvim_win_call(win, vim.fn.winsaveview)
    end
    break_undo(buf)
    for index = #texts, 1, -1 do
      local each = texts[index]
      local place = each.place
      vim.api.nvim_buf_set_text(buf, each.row, each.column, place.end_row, place.end_col, {})
    end
    local typed = lines_of(buf)
    vim.cmd('silent undo ' .. before)
    become(buf, lines_of(buf), typed)
    for _, each in ipairs(texts) do
      break_undo(buf)
      vim.api.nvim_buf_set_text(buf, each.row, each.column, each.row, each.column, each.text)
    end
    break_undo(buf)
    for win, view in pairs(views) do
      vim.api.nvim_win_call(win, function() vim.fn.winrestview(view) end)
    end
  end)
end

--- The history can be told anew as soon as nobody types and no other edit is under way.
---@param buf integer
local function settle(buf)
  local here = streams[buf]
  if not here or not vim.api.nvim_buf_is_loaded(buf) then return end
  if typing_in(buf) then
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
  if #mixed > 0 then retell(buf, mixed) end
  vim.api.nvim_buf_clear_namespace(buf, namespace, 0, -1)
end

--- Handler of `glossator/editEnded`.
---@param params {label: string, uri: string, range: lsp.Range}
function M.ended(params)
  local buf = vim.uri_to_bufnr(params.uri)
  local stream = streams[buf] and streams[buf][params.label]
  if not stream then return end
  local client = vim.lsp.get_clients({ name = 'glossator', bufnr = buf })[1]
  local encoding = client and client.offset_encoding or 'utf-8'
  local function column(position)
    local line = vim.api.nvim_buf_get_lines(buf, position.line, position.line + 1, false)[1] or ''
    return vim.str_byteindex(line, encoding, position.character, false)
  end
  local range = params.range
  stream.mark = vim.api.nvim_buf_set_extmark(buf, namespace, range.start.line, column(range.start), {
    end_row = range['end'].line,
    end_col = column(range['end']),
    right_gravity = true,
    end_right_gravity = false,
  })
  settle(buf)
end

return M
