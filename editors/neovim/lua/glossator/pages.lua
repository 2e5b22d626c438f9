--- The server's `glossator:` documents, for Neovim does not know `workspace/textDocumentContent`.
local M = {}

local server = require('glossator.server')
local WIDE = 140 -- columns from which a page stands beside the text and not below it

---@param uri string
---@return integer? buffer that holds the page
local function page_of(uri)
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(buf) == uri then return buf end
  end
end

---@param buf integer
---@param text string
local function write(buf, text)
  if not vim.api.nvim_buf_is_loaded(buf) then return end
  local lines = vim.split((text:gsub('\n$', '')), '\n')
  local known = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  local kept = 0
  while kept < #known and known[kept + 1] == lines[kept + 1] do
    kept = kept + 1
  end
  local following = vim.tbl_filter(function(win)
    return #known > 1 and vim.api.nvim_win_get_cursor(win)[1] == #known
  end, vim.fn.win_findbuf(buf))
  vim.bo[buf].modifiable = true
  vim.api.nvim_buf_set_lines(buf, kept, -1, false, vim.list_slice(lines, kept + 1))
  vim.bo[buf].modifiable = false
  vim.bo[buf].modified = false
  for _, win in ipairs(following) do -- who stands at the end follows the end
    vim.api.nvim_win_set_cursor(win, { #lines, 0 })
  end
end

--- Read a page again, if it is open.
---@param uri string
function M.refresh(uri)
  local buf, client = page_of(uri), server.client()
  if not buf or not client then return end
  client:request('workspace/textDocumentContent', { uri = uri }, function(err, result)
    write(buf, err and err.message or result.text)
  end)
end

--- Make the buffer a page; called when one is opened by its name.
---@param buf integer
function M.read(buf)
  local uri = vim.api.nvim_buf_get_name(buf)
  local options = vim.bo[buf]
  options.buftype, options.bufhidden, options.swapfile = 'nofile', 'wipe', false
  options.modifiable, options.filetype = false, vim.filetype.match({ filename = uri }) or 'text'
  vim.api.nvim_create_autocmd('BufUnload', {
    buffer = buf,
    once = true,
    callback = function()
      -- it was never opened for LSP; closing it is how the server learns that nobody reads on
      local client = server.client()
      if client then client:notify('textDocument/didClose', { textDocument = { uri = uri } }) end
    end,
  })
  M.refresh(uri)
end

--- Show a page, in the window of the page before if there is one.
---@param uri string
---@param focus boolean?
---@return boolean
function M.open(uri, focus)
  local buf = vim.uri_to_bufnr(uri)
  local win = vim.fn.win_findbuf(buf)[1] or M.window()
  if not win then
    local split = vim.o.columns >= WIDE and 'right' or 'below'
    win = vim.api.nvim_open_win(buf, false, { split = split, win = 0 })
    vim.wo[win].wrap, vim.wo[win].linebreak, vim.wo[win].number = true, true, false
    vim.wo[win].relativenumber, vim.wo[win].signcolumn = false, 'no'
    vim.wo[win].conceallevel = 2 -- Markdown without its marks
  end
  vim.api.nvim_win_set_buf(win, buf)
  if focus then vim.api.nvim_set_current_win(win) end
  return true
end

--- The window of this tab that shows a page.
---@return integer?
function M.window()
  for _, win in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if vim.startswith(vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(win)), 'glossator:') then
      return win
    end
  end
end

return M
