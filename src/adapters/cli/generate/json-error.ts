/** The first syntax error of a JSON text. */
export interface JsonError {
  /** Line and column start at 1; columns count characters. */
  readonly line: number
  readonly column: number
  readonly message: string
}

const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![\w.+-]))/uy
const SPACE = /[ \t\n\r]*/y

type Expected =
  | 'a value'
  | 'a value or ]'
  | 'a name or }'
  | 'a name in double quotes'
  | ':'
  | ', or }'
  | ', or ]'
  | 'nothing more'

/** Finds the first syntax error; `undefined` for valid JSON. `JSON.parse` does not always give the place. */
export function findJsonError(text: string): JsonError | undefined {
  const open: string[] = []
  let expected: Expected = 'a value'
  let at = 0
  const after = (): Expected => (open.length === 0 ? 'nothing more' : open.at(-1) === '{' ? ', or }' : ', or ]')
  for (;;) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (!found) {
      SPACE.lastIndex = at
      const start = at + (SPACE.exec(text)?.[0].length ?? 0)
      if (start === text.length && expected === 'nothing more') return undefined
      return errorAt(text, start, expected)
    }
    const [whole, sign, string] = found
    const start = at + whole.length - (sign ?? string ?? found[3] ?? '').length
    const next = step(expected, sign ?? (string === undefined ? 'value' : 'string'), open, after)
    if (next === undefined) return errorAt(text, start, expected)
    expected = next
    at += whole.length
  }
}

/** What may follow `token`; `undefined` if `token` is not allowed here. */
function step(expected: Expected, token: string, open: string[], after: () => Expected): Expected | undefined {
  const takesValue = expected === 'a value' || expected === 'a value or ]'
  const takesName = expected === 'a name or }' || expected === 'a name in double quotes'
  if ((token === '{' || token === '[') && takesValue) {
    open.push(token)
    return token === '{' ? 'a name or }' : 'a value or ]'
  }
  if (
    (token === '}' && (expected === 'a name or }' || expected === ', or }')) ||
    (token === ']' && (expected === 'a value or ]' || expected === ', or ]'))
  ) {
    open.pop()
    return after()
  }
  if (token === ',' && expected === ', or }') return 'a name in double quotes'
  if (token === ',' && expected === ', or ]') return 'a value'
  if (token === ':' && expected === ':') return 'a value'
  if (token === 'string' && takesName) return ':'
  return (token === 'string' || token === 'value') && takesValue ? after() : undefined
}

function errorAt(text: string, start: number, expected: Expected): JsonError {
  const before = text.slice(0, start)
  const line = before.split('\n').length
  const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1
  const rest = text.slice(start)
  const found = rest === '' ? 'the end of the file' : excerpt(rest)
  return {
    line,
    column,
    message: `expected ${expected}, found ${found}${advice(text, start, expected)}`,
  }
}

function excerpt(rest: string): string {
  const [word = ''] = /^(?:[\p{L}\p{N}_.+-]{1,20}|.)/su.exec(rest) ?? []
  return JSON.stringify(word).slice(1, -1) === word ? word : JSON.stringify(word)
}

/** Advice for common mistakes. */
function advice(text: string, start: number, expected: Expected): string {
  const next = text[start] ?? ''
  const before = text.slice(0, start).trimEnd()
  if ((next === '}' || next === ']') && before.endsWith(',')) return ' (remove the comma before it)'
  if (next === "'" || next === '“' || next === '”' || next === '„') return ' (use straight double quotes: ")'
  if (next === '/' || next === '#') return ' (JSON has no comments)'
  if (next === '"' && (expected === ', or }' || expected === ', or ]')) return ' (a comma is missing before it)'
  if (next === '"') return ' (the text has no closing quote, a line break, or a backslash that is not doubled)'
  return ''
}
