-- Neovim 0.7 and later: what a person does in a spec, with the settings of editors.md and
-- Neovim's own commands.

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local editor = dofile(here .. '/neovim_driver.lua')
local check, await = editor.check, editor.await
local workspace = vim.env.WHYSPEC_WORKSPACE

local function has(list, text)
  for _, entry in ipairs(list) do
    if entry:find(text, 1, true) then return true end
  end
  return false
end
local function on_disk(path) return vim.loop.fs_stat(workspace .. '/' .. path) ~= nil end

local steps = {}

function steps.diagnostics()
  editor.ex('edit specs/export.md')
  await('a missing section is found', function() return editor.diagnostics()['section/missing-why'] end)
  -- What the calls know follows when they have been read.
  local unknown = await('a citation of no call is found', function()
    return editor.diagnostics()['citation/unknown-call']
  end)
  check(unknown.text:find('acme-2026-01-31', 1, true), 'behind an emoji, at its own place', unknown)
  check(unknown.source == 'whyspec', 'the source is named')
  await('its sentence stands beside the line', function()
    return editor.shows('No call has the id') or editor.shows(unknown.message:sub(1, 30))
  end)
end

function steps.hover()
  editor.go_to('call:acme-2026-01-13')
  editor.ex('lua vim.lsp.buf.hover()')
  local card = await('a window opens over the citation', editor.float)
  check(card:find('We retype everything twice a week', 1, true), 'it shows the words', card)
  check(card:find('Jane', 1, true) and card:find('ops lead', 1, true), 'who said them', card)
  check(card:find('What do you do on Mondays', 1, true), 'and the turn before', card)
  editor.close_float()
end

function steps.hostile_transcript()
  editor.go_to('call:hostile-2026-03-03')
  editor.ex('lua vim.lsp.buf.hover()')
  local card = await('the card of a hostile transcript opens', editor.float)
  -- As it was said, character by character: markup that worked would be gone from sight.
  for _, text in ipairs({ '<script>alert(1)</script>', '[a link](command:workbench.action.quit)',
    '[one more](javascript:alert(2))', '![a picture](https://evil.invalid/p.png)', '**bold**', '`code`' }) do
    check(card:find(text, 1, true), 'plain text: ' .. text, card)
  end
  check(not card:find('\27', 1, true), 'no escape character reaches the terminal', card)
  editor.close_float()
end

function steps.code_lens()
  editor.ex('lua vim.lsp.codelens.refresh()')
  await('the lens counts over the evidence', function() return editor.shows('3 prospects') end)
end

function steps.quick_fix()
  editor.go_to('Wy')
  editor.choose('Why')
  editor.ex('lua vim.lsp.buf.code_action()')
  await('the heading is mended', function() return editor.text():find('\n## Why\n', 1, true) end)
  await('and its diagnostic goes', function() return not editor.diagnostics()['section/missing-why'] end)
end

function steps.completion()
  editor.go_to('## Expected usage')
  editor.keys('O<CR><Up>They retype everything twice<C-x><C-o>')
  await('the menu opens', function() return editor.lua('return vim.fn.pumvisible()') == 1 end)
  local entries = editor.lua([[
    local entries = {}
    for _, item in ipairs(vim.fn.complete_info({ 'items' }).items) do table.insert(entries, item.abbr) end
    return entries]])
  check(has(entries, 'We retype everything twice a week'), 'with the excerpt', entries)
  editor.keys('<C-y><Esc>')
  await('accepted, the citation stands behind the sentence', function()
    return editor.line():find(
      '^They retype everything twice %(%[.+%]%(call:acme%-2026%-01%-13#t=[%d:.,]+%)%)$') and editor.mode() == 'n'
  end)
  editor.keys('u')
  await('one undo takes it back', function() return not editor.text():find('They retype', 1, true) end)
end

function steps.complete_call_id()
  editor.keys('Go<CR>As they say [here](call:acme<C-x><C-o>')
  await('the call is offered', function()
    return editor.lua('return vim.fn.pumvisible()') == 1 and
      editor.lua("return #vim.fn.complete_info({'items'}).items") > 0
  end)
  editor.keys('<C-y><Esc>')
  await('and written', function() return editor.line():find('(call:acme-2026-01-13', 1, true) end)
  editor.keys('u')
  await('and taken back', function() return not editor.text():find('As they say', 1, true) end)
end

function steps.definition()
  editor.go_to('call:acme-2026-01-13')
  editor.ex('lua vim.lsp.buf.definition()')
  await('definition opens the call', function() return editor.file() == 'acme-2026-01-13.md' end)
  check(editor.line():find('Jane Roe', 1, true), 'at the turn that is cited', editor.line())
end

function steps.references()
  editor.clear_quickfix()
  editor.ex('lua vim.lsp.buf.references()')
  await('references list every spec that cites the turn', function()
    local list = editor.quickfix()
    return has(list, 'export.md:') and has(list, 'registry.md:')
  end)
  editor.clear_quickfix()
end

function steps.lens_of_a_call()
  editor.ex('lua vim.lsp.codelens.refresh()')
  await('the call says who cites it', function() return editor.shows('cited by 2 specs') or editor.shows('Cited by 2 specs') end)
end

function steps.cite_this_turn()
  editor.go_to('the list once more')
  editor.choose('Export to the registry')
  editor.ex('lua vim.lsp.buf.code_action()')
  await('the turn is cited in the open spec', function()
    return editor.text('specs/export.md'):find('check the list once more', 1, true)
  end)
  check(has(editor.offered(), 'Cite'), 'the menu says so', editor.offered())
  check(editor.text('specs/export.md'):find('%]%(call:acme%-2026%-01%-13#t='), 'with its place')
  editor.ex('buffer specs/export.md')
  editor.go_to('check the list once more')
  editor.ex('lua vim.lsp.buf.hover()')
  local card = await('and its card opens', editor.float)
  check(card:find('Verified', 1, true), 'which calls it verified', card)
  editor.close_float()
end

function steps.workspace_symbols()
  editor.clear_quickfix()
  editor.ex('lua vim.lsp.buf.workspace_symbol("beta")')
  await('a call is found by name over the workspace', function() return has(editor.quickfix(), 'beta-2026-02-02') end)
  editor.clear_quickfix()
end

function steps.rename()
  editor.ex('buffer specs/export.md')
  editor.go_to('acme-2026-01-13')
  editor.ex('lua vim.lsp.buf.rename("acme-first-call")')
  await('rename changes the spec', function() return editor.text('specs/export.md'):find('call:acme-first-call', 1, true) end)
  check(not editor.text('specs/export.md'):find('acme-2026-01-13', 1, true), 'everywhere in it')
  await('the other spec', function() return editor.text('specs/registry.md'):find('call:acme-first-call', 1, true) end)
  await('and the call', function() return editor.text('calls/acme-2026-01-13.md'):find('id: acme-first-call', 1, true) end)
  editor.ex('wall')
  await('and nothing else is wrong for it', function()
    local found = editor.diagnostics()['citation/unknown-call']
    return found and found.text:find('acme-2026-01-31', 1, true)
  end)
end

function steps.rename_of_a_file()
  editor.ex('edit specs/registry.md')
  editor.go_to('beta-2026-02-02')
  editor.ex('lua vim.lsp.buf.rename("beta-first-call")')
  await('an id that is a file name renames the file', function()
    return on_disk('calls/beta-first-call.md') and not on_disk('calls/beta-2026-02-02.md')
  end)
  await('and the citations', function() return editor.text('specs/registry.md'):find('call:beta-first-call', 1, true) end)
  editor.ex('wall')
  await('which still lead to a call', function() return not editor.diagnostics()['citation/unknown-call'] end)
end

function steps.one_server()
  check(editor.lua('return #vim.lsp.get_active_clients()') == 1, 'one server serves all these buffers')
end

function steps.leaving()
  editor.lua('vim.lsp.stop_client(vim.lsp.get_active_clients())')
  await('the server ends', function() return editor.lua('return #vim.lsp.get_active_clients()') == 0 end)
end

local order = { 'diagnostics', 'hover', 'hostile_transcript', 'code_lens', 'quick_fix', 'completion', 'complete_call_id',
  'definition', 'references', 'lens_of_a_call', 'cite_this_turn', 'workspace_symbols', 'rename', 'rename_of_a_file',
  'one_server', 'leaving' }

local ok, problem = xpcall(function()
  editor.start(vim.env.WHYSPEC_SETTINGS, workspace)
  for _, name in ipairs(order) do
    io.stdout:write('-- ' .. name:gsub('_', ' ') .. '\n')
    steps[name]()
  end
end, debug.traceback)
if not ok then
  io.stdout:write(tostring(problem) .. '\n')
  local seen, screen = pcall(editor.screen)
  if seen then io.stdout:write('the screen:\n' .. screen .. '\n') end
  local told, messages = pcall(editor.lua, "return vim.fn.execute('messages')")
  if told then io.stdout:write('messages:\n' .. messages .. '\n') end
end
editor.stop()
io.stdout:flush()
vim.cmd((ok and 0 or 1) .. 'cquit')
