import type { CodeBlock, KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { countWords, wordsOf } from '../../text/words.js'
import { cite } from '../analysis/cite.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { DraftOpen } from './draft-item.js'

const LINES = { min: 2, code: 15, output: 8 } as const
const PROGRAM =
  /^(?:python3?|py|javascript|js|typescript|ts|java|c|cpp|c\+\+|csharp|cs|ruby|rb|r|go|rust|kotlin|swift|php|julia|scala)$/
const OUTPUT = /^(?:output|stdout|out|text|txt|console|plaintext|)$/
const PRINTS = /\b(?:print|println|printf|puts|echo|console\.log|cout|cat|System\.out|fmt\.Print)/
const SAYS_OUTPUT = /\b(?:outputs?|prints?|displays?|results?|shows|returns?|produces?)\b.{0,40}:?$/i
/** Input, chance, time and files: the output does not follow from the program. */
const UNCERTAIN = /\b(?:input|random|now|time|open|read|argv|getenv|request|socket|sleep)\b/
const MAX_ITEMS = 4

/** Programs whose output the document shows. */
export function outputItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) => {
      const { document, tagger } = part.analysis
      if (tagger === undefined) return []
      const codes = document.blocks.filter((block): block is CodeBlock => block.kind === 'code')
      return withinPart(part, codes).flatMap((code) => outputItem(document, code) ?? [])
    })
    .slice(0, MAX_ITEMS)
}

function outputItem(document: KnowledgeDocument, code: CodeBlock): DraftOpen | undefined {
  const program = code.text.trim()
  const lines = program.split('\n').length
  if (!PROGRAM.test(code.language ?? '-') || lines < LINES.min || lines > LINES.code) return undefined
  if (!PRINTS.test(program) || UNCERTAIN.test(program) || !isComplete(program)) return undefined
  const output = outputAfter(document, code)
  if (output === undefined || program.includes(output.text.trim()) || !followsFrom(program, output.text))
    return undefined
  const citations = [code, output].flatMap((block) => cite(document, block) ?? [])
  if (citations.length === 0) return undefined
  return {
    basis: 'derived',
    format: 'open',
    kind: 'predict-output',
    stem: 'What does this program print?',
    material: program,
    answer: output.text.trim(),
    bloom: 'apply',
    citations,
    confidence: 0.75,
    doubts: [],
  }
}

/** Whether the program has all words of its output, so that a reader can predict it: not a prompt, a log or a part of another run. */
function followsFrom(program: string, output: string): boolean {
  const known = new Set(wordsOf(program))
  return wordsOf(output).every((word) => known.has(word) || /^\d+$/.test(word) || VALUES.test(word))
}

const VALUES = /^(?:true|false|none|null|nan|inf|class|int|float|str|list|tuple|dict|bool|array|object)$/

/** The output: the next block, or the one after a sentence that announces it. */
function outputAfter({ blocks, sentences }: KnowledgeDocument, code: CodeBlock): CodeBlock | undefined {
  const at = blocks.indexOf(code)
  const [next, second] = [blocks[at + 1], blocks[at + 2]]
  const announced =
    next?.kind === 'paragraph' && countWords(next.text) <= 15 && SAYS_OUTPUT.test(next.text)
      ? second
      : next?.kind === 'code' && /^(?:output|stdout|out)$/.test(next.language ?? '')
        ? next
        : undefined
  if (announced?.kind !== 'code' || !OUTPUT.test(announced.language ?? '') || sentences.length === 0) return undefined
  return announced.text.trim().split('\n').length <= LINES.output ? announced : undefined
}

/** Whether each name that is printed is given a value in the program. */
function isComplete(program: string): boolean {
  const printed = [...program.matchAll(/(?:print|println|puts|console\.log)\s*\(?([^\n]*)/g)].map(([, text = '']) =>
    text.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, ''),
  )
  const names = printed.flatMap((text) => text.match(/(?<![\w.])[A-Za-z_]\w*(?!\w*\s*\()/g) ?? [])
  return names.every(
    (name) =>
      new RegExp(
        `\\b${name}\\b\\s*(?:[:,][^=\\n]*)?=|\\b(?:for|in|def|function|let|var|const|int|auto)\\s+[^\\n]*\\b${name}\\b`,
      ).test(program) || /^(?:end|sep|True|False|None|true|false|null)$/.test(name),
  )
}
