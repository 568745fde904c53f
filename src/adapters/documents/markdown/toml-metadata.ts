type Value = string | readonly string[]

const KEY = /^\s*("(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)(?:\s*\.\s*[\w"'-]+)*\s*=\s*/
const ESCAPES: { readonly [letter: string]: string } = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b' }
const STRING = /^(?:"""\n?((?:[^\\]|\\[\s\S])*?)"""(?!")|'''\n?([\s\S]*?)'''(?!')|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')/

/**
 * The fields of TOML before its first table whose values are strings, numbers, dates or lists of strings. Other values
 * are skipped.
 *
 * @returns `undefined` if the lines are not TOML
 */
export function parseToml(head: readonly string[]): readonly (readonly [key: string, value: Value])[] | undefined {
  const isKey = (line: string) => KEY.test(line)
  const first = head.find((line) => !/^\s*(?:#|$)/.test(line))
  if (first === undefined) return []
  if (!isKey(first) && !/^\s*\[{1,2}[^\]]+\]/.test(first)) return undefined
  const table = head.findIndex((line) => /^\s*\[{1,2}\s*[\w."'-]/.test(line))
  const own = table < 0 ? head : head.slice(0, table)
  return own.flatMap((line, at) => {
    const [start, name = ''] = KEY.exec(line) ?? []
    if (start === undefined || /^\s*\S+\s*\./.test(start)) return []
    const value = valueAt([line.slice(start.length), ...own.slice(at + 1)].join('\n'))
    return value === undefined ? [] : [[name.replace(/^(["'])(.*)\1$/, '$2'), value] as const]
  })
}

function valueAt(text: string): Value | undefined {
  const string = stringAt(text)
  if (string !== undefined) return string.value
  if (!text.startsWith('[')) return /^[\w:.+-]+(?: \d\d:\d\d\S*)?(?=\s*(?:#|\n|$))/.exec(text)?.[0]
  const items: string[] = []
  let rest = text.slice(1)
  for (;;) {
    rest = rest.replace(/^(?:[\s,]|#.*\n)+/, '')
    if (rest.startsWith(']')) return items
    const item = stringAt(rest)
    if (item === undefined) return undefined
    items.push(item.value)
    rest = rest.slice(item.length)
  }
}

function stringAt(text: string): { readonly value: string; readonly length: number } | undefined {
  const [whole, long, longLiteral, basic, literal] = STRING.exec(text) ?? []
  if (whole === undefined) return undefined
  const escaped = long ?? basic
  return { value: escaped === undefined ? (longLiteral ?? literal ?? '') : unescaped(escaped), length: whole.length }
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([\da-f]{4})|U([\da-f]{8})|x([\da-f]{2})|[^\S\n]*\n\s*|([\s\S]))/gi,
    (_, short?: string, long?: string, byte?: string, letter?: string) => {
      const hexadecimal = short ?? long ?? byte
      if (hexadecimal === undefined) return letter === undefined ? '' : (ESCAPES[letter] ?? letter)
      const code = Number.parseInt(hexadecimal, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    },
  )
}
