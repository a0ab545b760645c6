-- Neovim 0.7 and later: what a person does in a spec, with Neovim's own commands.

local patience = 15000 -- milliseconds for any one answer

local function check(condition, what)
  if not condition then error('not as expected: ' .. what, 2) end
  io.stdout:write('ok: ' .. what .. '\n')
end
local function await(what, condition)
  check(vim.wait(patience, condition, 10), what)
end

local workspace = vim.env.WHYSPEC_WORKSPACE
local spec = workspace .. '/specs/export.md'
local client_id

local function lines(buffer) return vim.api.nvim_buf_get_lines(buffer, 0, -1, false) end
local function text(buffer) return table.concat(lines(buffer), '\n') end
-- Puts the cursor on the first `needle`, as a person would.
local function go_to(needle)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search('\\V' .. needle, 'cW') > 0, needle)
end
local function codes(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    local lsp = diagnostic.user_data and diagnostic.user_data.lsp or {}
    found[diagnostic.code or lsp.code] = diagnostic
  end
  return found
end
local function ask(method, params)
  local answer = assert(vim.lsp.buf_request_sync(0, method, params, patience), method)
  local mine = assert(answer[client_id], method)
  assert(not mine.error, mine.error and mine.error.message)
  return mine.result
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(spec))
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].filetype = 'markdown'
  client_id = assert(vim.lsp.start_client({
    name = 'whyspec',
    cmd = { vim.env.WHYSPEC_PROGRAM, 'lsp' },
    root_dir = workspace,
    workspace_folders = { { uri = vim.uri_from_fname(workspace), name = 'workspace' } },
  }))
  vim.lsp.buf_attach_client(buffer, client_id)
  local client = vim.lsp.get_client_by_id(client_id)

  -- Diagnostics.
  await('diagnostics arrive', function() return #vim.diagnostic.get(buffer) > 0 end)
  -- What the calls know follows when they have been read.
  await('a citation of no call is found', function() return codes(buffer)['citation/unknown-call'] end)
  local unknown = codes(buffer)['citation/unknown-call']
  local cited = lines(buffer)[unknown.lnum + 1]:sub(unknown.col + 1, unknown.end_col)
  check(cited:find('acme-2026-01-31', 1, true), 'behind an emoji, at its own place: ' .. cited)
  check(unknown.source == 'whyspec', 'the source is named')
  check(codes(buffer)['section/missing-why'], 'a missing section is found')

  -- Hover.
  go_to('call:acme-2026-01-13')
  local hover = ask('textDocument/hover', vim.lsp.util.make_position_params(0, client.offset_encoding))
  check(hover and hover.contents.value:find('retype everything', 1, true), 'hover shows the excerpt')

  -- Definition: the window moves to the turn in the call.
  vim.lsp.buf.definition()
  await('definition opens the call', function() return vim.fn.expand('%:t') == 'acme-2026-01-13.md' end)
  check(vim.api.nvim_get_current_line():find('Jane Roe', 1, true), 'at the turn that is cited')
  vim.cmd('buffer ' .. buffer)

  -- Completion while writing a citation.
  vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { '', 'As they say [here](call:' })
  vim.fn.cursor(vim.fn.line('$'), vim.fn.col({ vim.fn.line('$'), '$' }))
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.position.character = #'As they say [here](call:'
  local completion = ask('textDocument/completion', params)
  local offered = false
  for _, item in ipairs(completion.items or completion) do
    offered = offered or item.label:find('acme-2026-01-13', 1, true) ~= nil
  end
  check(offered, 'the call is offered')
  vim.api.nvim_buf_set_lines(buffer, -3, -1, false, {})

  -- A code action, chosen from the menu.
  local titles = {}
  vim.ui.select = function(items, options, choose)
    for index, item in ipairs(items) do
      local title = options.format_item(item)
      table.insert(titles, title)
      if title:find('Why', 1, true) then return choose(item, index) end
    end
    choose(nil)
  end
  go_to('Wy')
  vim.lsp.buf.code_action()
  await('the heading is mended by a code action', function() return text(buffer):find('## Why\n', 1, true) end)
  await('and its diagnostic goes', function() return not codes(buffer)['section/missing-why'] end)

  -- Rename of the call, over specs and the call's own file.
  go_to('acme-2026-01-13')
  vim.lsp.buf.rename('acme-first-call')
  await('rename changes the spec', function() return text(buffer):find('call:acme%-first%-call') end)
  local call = vim.fn.bufnr(workspace .. '/calls/acme-2026-01-13.md')
  await('and the call', function() return call > 0 and text(call):find('id: acme%-first%-call') end)
  await('and nothing else is wrong for it', function()
    local found = codes(buffer)['citation/unknown-call']
    return found and found.message:find('acme-2026-01-31', 1, true)
  end)

  -- Leaving.
  client.stop()
  await('the server ends', function() return vim.lsp.client_is_stopped(client_id) end)
end

local ok, problem = xpcall(run, debug.traceback)
if not ok then
  io.stdout:write(tostring(problem) .. '\n')
  for _, diagnostic in ipairs(vim.diagnostic.get()) do
    io.stdout:write(('  %d:%d %s\n'):format(diagnostic.lnum + 1, diagnostic.col + 1, diagnostic.message))
  end
end
io.stdout:flush()
vim.cmd((ok and 0 or 1) .. 'cquit')
