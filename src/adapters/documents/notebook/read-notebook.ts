import { type DocumentDraft, type DraftBlock, roleOfBlock } from '../../../domain/knowledge/index.js'
import { DocumentReadError } from '../document-read-error.js'
import { splitFrontMatter } from '../markdown/front-matter.js'
import { markdownToDraft } from '../markdown/markdown-to-draft.js'

/** Longest output that is read, in characters: logs and data say nothing to readers. */
const MAX_OUTPUT = 4000
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with a control character
const COLOURS = /\u001b\[[\d;]*[A-Za-z]/g

interface Fields {
  readonly [name: string]: unknown
}

/** Reads a Jupyter notebook: the text of its Markdown cells, code, and output in text form as code. */
export function readNotebook(source: string): DocumentDraft {
  const notebook = parse(source)
  const metadata = fieldsOf(notebook.metadata)
  const language = stringOf(fieldsOf(metadata.language_info).name) || stringOf(fieldsOf(metadata.kernelspec).language)
  const omitted = { pictures: 0, long: 0 }
  const cells = cellsOf(notebook)
  const [first] = cells
  const front = first === undefined ? undefined : splitFrontMatter(linesOf(first.source))
  const blocks = cells.flatMap((cell, index): readonly DraftBlock[] => {
    const text = index === 0 && front !== undefined ? front.body : linesOf(cell.source ?? cell.input)
    const own =
      cell.cell_type === 'code'
        ? code(cell, text, language, omitted)
        : cell.cell_type === 'raw'
          ? []
          : markdown(cell, text)
    const role = roleOfBlock(listOf(fieldsOf(cell.metadata).tags).map(stringOf))
    return role === undefined || own.length === 0 ? own : [{ kind: 'region', role, children: own }]
  })
  const title = stringOf(metadata.title)
  const notices = [
    count(omitted.pictures, 'picture in the output was', 'pictures in the output were', 'not read'),
    count(omitted.long, 'long output was', 'long outputs were', 'shortened'),
  ].flat()
  return {
    ...front?.metadata,
    format: 'notebook',
    blocks,
    ...(title === '' ? {} : { title }),
    ...(notices.length === 0 ? {} : { notices }),
  }
}

function parse(source: string): Fields {
  try {
    return fieldsOf(JSON.parse(source))
  } catch (cause) {
    throw new DocumentReadError('malformed', 'it is not valid JSON', { cause })
  }
}

/** Notebooks of version 3 have their cells in worksheets. */
function cellsOf(notebook: Fields): readonly Fields[] {
  const cells = listOf(notebook.cells)
  const all = cells.length > 0 ? cells : listOf(notebook.worksheets).flatMap((sheet) => listOf(fieldsOf(sheet).cells))
  return all.map(fieldsOf)
}

function markdown({ cell_type: type, level }: Fields, text: string): readonly DraftBlock[] {
  return type === 'heading'
    ? [{ kind: 'heading', level: Number(level) || 1, inlines: [{ text }] }]
    : markdownToDraft(text)
}

function code(
  cell: Fields,
  text: string,
  language: string,
  omitted: { pictures: number; long: number },
): readonly DraftBlock[] {
  const outputs = listOf(cell.outputs).flatMap((each): readonly DraftBlock[] => {
    const output = fieldsOf(each)
    const data = fieldsOf(output.data ?? output)
    if (Object.keys(data).some((type) => type.startsWith('image/') || type === 'png')) omitted.pictures += 1
    const plain =
      output.output_type === 'error' || output.output_type === 'pyerr'
        ? linesOf(output.traceback, '\n')
        : linesOf(output.text ?? data['text/plain'])
    const clean = plain.replace(COLOURS, '').trimEnd()
    // The name of a drawing in memory.
    if (clean === '' || /^<[\w.: ]+(?: at 0x[0-9a-f]+)?(?: size .*)?>$/i.test(clean)) return []
    if (clean.length > MAX_OUTPUT) omitted.long += 1
    return [{ kind: 'code', language: 'output', text: clean.slice(0, MAX_OUTPUT) }]
  })
  return [
    ...(text.trim() === '' ? [] : [{ kind: 'code' as const, text, ...(language === '' ? {} : { language }) }]),
    ...outputs,
  ]
}

function count(number: number, one: string, many: string, done: string): readonly string[] {
  return number === 0 ? [] : [number === 1 ? `1 ${one} ${done}` : `${number} ${many} ${done}`]
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Text in notebooks is a string or a list of lines. */
function linesOf(value: unknown, separator = ''): string {
  return Array.isArray(value) ? value.map(stringOf).join(separator) : stringOf(value)
}
