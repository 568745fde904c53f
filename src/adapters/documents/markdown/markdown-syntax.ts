import type { CompileContext, Extension, Options, Token } from 'mdast-util-from-markdown'

type Syntax = NonNullable<Options['extensions']>[number]
type Constructs = NonNullable<Extract<Syntax, { text?: unknown }>['text']>
type Construct = Extract<Constructs[number], { tokenize: unknown }>
type Tokenizer = Construct['tokenize']
type State = ReturnType<Tokenizer>
type Code = Parameters<State>[0]
type TokenType = Token['type']

/** A node that CommonMark does not have. */
export interface DialectNode {
  readonly type: 'escaped' | 'formula' | 'footnote-mark' | 'template-tag'
  value: string
  readonly position: Pick<Token, 'start' | 'end'>
}

/** A command, or an index or exponent. `\[my_file\]` and `\[^1\]` are escaped prose. */
const TEX = /\\[a-zA-Z]{2}|[\^_]\{|\b[a-zA-Z\d][\^_][a-zA-Z\d]\b/
const MAX_CHARACTERS = 4000
const DOLLAR = 36
const BRACKET = 91
const BACKSLASH = 92
const BRACE = 123

/**
 * The inline notations of common dialects that CommonMark treats as text: formulas (`$...$`, `$$...$$`, `\(...\)`,
 * `\\(...\\)`, the same with brackets), marks of the footnotes that are defined, and template tags (`{% ... %}`).
 * Escapes work as in CommonMark: `\$` starts no formula.
 *
 * @param footnotes the labels that the document defines, in lower case
 */
export function markdownSyntax(footnotes: ReadonlySet<string>): Syntax {
  const text: Constructs = {
    [DOLLAR]: spanning('formula', readDollars, (before) => before === null || !/[\p{L}\p{N}$]/u.test(before)),
    [BACKSLASH]: spanning('formula', readBackslashes),
    [BRACE]: spanning('template-tag', readTemplateTag),
  }
  if (footnotes.size > 0) {
    text[BRACKET] = spanning('footnote-mark', (read) => {
      const [mark, label] = /^\[\^([^\]\s[]+)\]$/.exec(read) ?? []
      if (mark !== undefined) return footnotes.has((label ?? '').toLowerCase()) ? 'whole' : 'none'
      return /^\[(?:\^[^\]\s[]*)?$/.test(read) ? 'more' : 'none'
    })
  }
  return { text }
}

/**
 * Decides about the text from the first character of a notation on: `more` if the next character is needed, `whole` if
 * the notation is complete, `before` if it was complete before the last character, `none` if it is something else.
 */
type Reader = (read: string) => 'more' | 'whole' | 'before' | 'none'

function readDollars(read: string): ReturnType<Reader> {
  const last = read.at(-1) ?? ''
  if (read.startsWith('$$')) {
    if (read.length === 3 && last === '$') return 'none'
    return read.length > 4 && read.endsWith('$$') && !isEscaped(read, 2) ? 'whole' : 'more'
  }
  // Code is code, also behind a price.
  if (read.length === 2 || last === '`') return /[\s`]/.test(last) ? 'none' : 'more'
  const before = read.at(-2)
  if (read.length > 3 && before === '$' && !isEscaped(read.slice(0, -1), 1)) {
    // "$5 and 3$10" are prices.
    return /[\p{N}$]/u.test(last) ? 'none' : 'before'
  }
  if (last === '$' && !isEscaped(read, 1) && /\s/.test(before ?? '')) return 'none'
  return 'more'
}

function readBackslashes(read: string): ReturnType<Reader> {
  const [opening, marks = '', bracket = ''] = /^(\\{1,2})([([])/.exec(read) ?? []
  if (opening === undefined) return /^\\{1,2}$/.test(read) ? 'more' : 'none'
  const closing = `${marks}${bracket === '(' ? ')' : ']'}`
  if (read.length <= opening.length + closing.length || !read.endsWith(closing)) return 'more'
  const tex = read.slice(opening.length, -closing.length)
  if (marks === '\\' && tex.endsWith('\\')) return 'more'
  // `\(see below\)` is escaped prose.
  return marks === '\\\\' || TEX.test(tex) ? 'whole' : 'none'
}

function readTemplateTag(read: string): ReturnType<Reader> {
  if (read.length < 3) return '{%'.startsWith(read) ? 'more' : 'none'
  if (!read.startsWith('{%') || read.endsWith('\n')) return 'none'
  if (!read.endsWith('%}')) return 'more'
  return /^\{%[-+]?\s*\w[^%]*%\}$/.test(read) ? 'whole' : 'none'
}

/** Whether the last `length` characters are escaped: an odd number of backslashes stands before them. */
function isEscaped(read: string, length: number): boolean {
  const backslashes = /\\*$/.exec(read.slice(0, read.length - length))?.[0].length ?? 0
  return backslashes % 2 === 1
}

/** A construct from its first character to its last. */
function spanning(type: DialectNode['type'], reader: Reader, follows?: (before: string | null) => boolean): Construct {
  // The parser takes any name; its type lists only those of CommonMark.
  const name: string = type
  const token = name as TokenType
  const tokenize: Tokenizer = (effects, ok, nok) => {
    let read = ''
    return start
    function start(code: Code): State | undefined {
      effects.enter(token)
      return next(code)
    }
    function next(code: Code): State | undefined {
      const decision = code === null && type !== 'formula' ? 'none' : reader(read + characterOf(code))
      if (decision === 'none' || (decision === 'more' && (code === null || read.length > MAX_CHARACTERS))) {
        return nok(code)
      }
      if (decision === 'before') {
        effects.exit(token)
        return ok(code)
      }
      read += characterOf(code)
      effects.consume(code)
      return decision === 'more' ? next : end
    }
    function end(code: Code): State | undefined {
      effects.exit(token)
      return ok(code)
    }
  }
  return {
    name,
    tokenize,
    ...(follows === undefined ? {} : { previous: (code: Code) => follows(code === null ? null : characterOf(code)) }),
  }
}

/** Line ends and tabs have negative codes. */
function characterOf(code: Code): string {
  if (code === null) return '\n'
  if (code >= 0) return String.fromCharCode(code)
  return code > -3 ? ' ' : '\n'
}

/** Adds the nodes of {@link markdownSyntax} to the tree, and gives escaped characters nodes of their own. */
export function dialectNodes(): Extension {
  const enter = (type: DialectNode['type']) =>
    function (this: CompileContext, { start, end }: Token): undefined {
      const node: DialectNode = { type, value: '', position: { start, end } }
      const parent = this.stack.at(-1)
      // The tree takes any node; its type lists only those of CommonMark.
      if (parent !== undefined && 'children' in parent) (parent.children as unknown[]).push(node)
      ;(this.stack as unknown[]).push(node)
    }
  const exit = function (this: CompileContext, token: Token): undefined {
    const node = this.stack.pop() as unknown as DialectNode | undefined
    if (node !== undefined) node.value = this.sliceSerialize(token)
  }
  return {
    enter: {
      characterEscape: enter('escaped'),
      characterReference: enter('escaped'),
      formula: enter('formula'),
      'footnote-mark': enter('footnote-mark'),
      'template-tag': enter('template-tag'),
    },
    exit: { formula: exit, 'footnote-mark': exit, 'template-tag': exit },
  }
}
