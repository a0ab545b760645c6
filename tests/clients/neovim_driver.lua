-- A second Neovim with the settings of a person, driven by keys and looked at on its
-- screen. Whatever is awaited has a limit; nothing sleeps.

local patience = 15000 -- milliseconds for any one answer

local M = {}
local child

function M.start(init, folder)
  child = vim.fn.jobstart(
    { vim.v.progpath, '--embed', '--headless', '-u', init, '-i', 'NONE', '-n' },
    { rpc = true, cwd = folder })
  assert(child > 0, 'the editor does not start')
  -- Wide enough for a diagnostic and a lens behind a line; a menu even for a single entry.
  M.lua("vim.o.columns, vim.o.lines, vim.o.hidden, vim.o.completeopt = 320, 50, true, 'menuone'")
end

function M.stop() pcall(vim.rpcnotify, child, 'nvim_command', 'qa!') end

-- Runs in the editor under test; `...` are its arguments.
function M.lua(code, ...)
  local result = vim.rpcrequest(child, 'nvim_exec_lua', code, { ... })
  if result ~= vim.NIL then return result end
end
function M.ex(command) return M.lua('vim.cmd(...)', command) end
-- As typed by a person; "<" is a key's name.
function M.keys(keys) vim.rpcrequest(child, 'nvim_input', keys) end
function M.mode() return vim.rpcrequest(child, 'nvim_get_mode').mode end

function M.check(condition, what, ...)
  if not condition then error('not as expected: ' .. what .. ' ' .. vim.inspect({ ... }), 2) end
  io.stdout:write('ok: ' .. what .. '\n')
end
function M.await(what, condition)
  local result
  local function look()
    result = condition()
    return result
  end
  if not vim.wait(patience, look, 10) then error('waited in vain: ' .. what, 2) end
  io.stdout:write('ok: ' .. what .. '\n')
  return result
end

-- The cells of the screen, floating windows left out.
function M.screen()
  return table.concat(M.lua([[
    vim.cmd('redraw!')
    local rows = {}
    for row = 1, vim.o.lines do
      local cells = {}
      for column = 1, vim.o.columns do cells[column] = vim.fn.screenstring(row, column) end
      rows[row] = table.concat(cells):gsub('%s+$', '')
    end
    return rows]]), '\n')
end
function M.shows(text) return M.screen():find(text, 1, true) ~= nil end

-- What floating windows show, markup that Neovim hides left out; nil if there are none.
function M.float()
  return M.lua([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return vim.api.nvim_win_call(window, function()
          local shown = {}
          for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
            local cells, column = {}, 1
            for _, character in ipairs(vim.fn.split(line, '\\zs')) do
              local concealed = vim.wo.conceallevel > 0 and vim.fn.synconcealed(row, column)[1] == 1
              cells[#cells + 1] = concealed and '' or character
              column = column + #character
            end
            shown[row] = table.concat(cells)
          end
          return table.concat(shown, '\n')
        end)
      end
    end]])
end
function M.close_float()
  M.lua([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then vim.api.nvim_win_close(window, true) end
    end]])
end

function M.line() return M.lua('return vim.api.nvim_get_current_line()') end
function M.file() return M.lua("return vim.fn.expand('%:t')") end
function M.text(path)
  return M.lua([[
    local buffer = vim.fn.bufnr(...)
    return buffer > 0 and table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') or '']], path or '%')
end
-- The cursor on the first `needle`.
function M.go_to(needle)
  M.check(M.lua([[vim.fn.cursor(1, 1) return vim.fn.search('\\V' .. ..., 'cW')]], needle) > 0, 'there is ' .. needle)
end

-- Diagnostics of the current buffer by code: the text they stand on, and their message.
function M.diagnostics()
  return M.lua([[
    local found = vim.empty_dict()
    for _, one in ipairs(vim.diagnostic.get(0)) do
      local code = one.code or one.user_data.lsp.code
      local line = vim.api.nvim_buf_get_lines(0, one.lnum, one.lnum + 1, false)[1] or ''
      found[code] = { text = line:sub(one.col + 1, one.end_col), message = one.message, source = one.source }
    end
    return found]])
end

-- What the next menu offers is kept; the first entry that holds `wanted` is chosen.
function M.choose(wanted)
  M.lua([[
    local wanted = ...
    offered = {}
    vim.ui.select = function(items, options, chosen)
      for index, item in ipairs(items) do
        local title = (options.format_item or tostring)(item)
        table.insert(offered, title)
        if title:find(wanted, 1, true) then return chosen(item, index) end
      end
      chosen(nil)
    end]], wanted)
end
function M.offered() return M.lua('return offered or {}') end

-- The quickfix list, as the person sees it.
function M.quickfix()
  return M.lua([[
    local entries = {}
    for _, item in ipairs(vim.fn.getqflist()) do
      table.insert(entries, vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ':t') .. ':' .. item.lnum .. ' ' .. item.text)
    end
    return entries]])
end
function M.clear_quickfix() M.lua('vim.fn.setqflist({}) vim.cmd("cclose")') end

return M
