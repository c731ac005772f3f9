-- What pandoc makes of the tables of documents, as JSON; run by `pandoc lua`.
--
-- Standard input names the files, one a line. For a document that pandoc gives up on, its message stands in place
-- of the tables.

local function rows(written, given)
  for _, row in ipairs(written) do
    given:insert(row.cells:map(function(cell)
      return { rows = cell.row_span, columns = cell.col_span, text = pandoc.utils.stringify(cell.contents) }
    end))
  end
  return given
end

local function table_of(written)
  local body = pandoc.List()
  for _, part in ipairs(written.bodies) do
    rows(part.head, body)
    rows(part.body, body)
  end
  return { width = #written.colspecs, header = rows(written.head.rows, pandoc.List()), rows = body }
end

local function number(style, index)
  if style:match('Alpha$') then
    local letter = string.char(string.byte('a') + index - 1)
    return style == 'UpperAlpha' and letter:upper() or letter
  elseif style:match('Roman$') then
    local roman = pandoc.utils.to_roman_numeral(index)
    return style == 'UpperRoman' and roman or roman:lower()
  end
  return tostring(index)
end

local frames = { OneParen = '%s)', TwoParens = '(%s)' }

-- Write the marks of a list into its items: pandoc's text of a list leaves them out.
local function marked(items, mark)
  local blocks = pandoc.List()
  for index, item in ipairs(items) do
    blocks:insert(pandoc.Plain(mark(index)))
    blocks:extend(item)
  end
  return blocks
end

-- Make text of what pandoc's text of a cell leaves out, or shows and a reader does not see.
local as_text = {
  BulletList = function(list)
    return marked(list.content, function() return '-' end)
  end,
  OrderedList = function(list)
    local frame = frames[list.delimiter] or '%s.'
    return marked(list.content, function(index) return frame:format(number(list.style, list.start + index - 1)) end)
  end,
  CodeBlock = function(code)
    return pandoc.Plain(code.text)
  end,
  -- A role that pandoc does not know is code to it; of `title <target>`, a reader sees the title.
  Code = function(code)
    return code.attributes.role and pandoc.Str((code.text:gsub('%s*<[^<>]*>$', '')))
  end,
}

local function tables_of(name)
  local file <close> = assert(io.open(name, 'rb'))
  local text = file:read('a')
  local read = function() return pandoc.read(text, 'rst') end
  local document = pandoc.system.with_working_directory(pandoc.path.directory(name), read)
  local found = pandoc.List()
  document:walk(as_text):walk({
    traverse = 'topdown',
    Table = function(written) found:insert(table_of(written)) end,
  })
  return found
end

local all = {}
for name in io.lines() do
  local _, found = pcall(tables_of, name)
  all[name] = type(found) == 'table' and found or tostring(found)
end
io.write(pandoc.json.encode(all))
