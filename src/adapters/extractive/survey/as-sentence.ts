import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { termKey, upperFirst } from '../language/phrases.js'
import type { Purpose } from './purposes-of.js'

/**
 * A sentence that begins with a command or another name in small letters says what kind of thing that is; `undefined`
 * if that is not known and the name cannot be written with a capital, or if it begins in the middle.
 */
export function asSentence(
  text: string,
  { marks }: KnowledgeDocument,
  purposes: readonly Purpose[],
): string | undefined {
  if (!/^["“(]?[\p{Ll}.$-]/u.test(text)) return text
  const mark = marks.find(({ kind, text: code }) => kind === 'code' && text.startsWith(`${code} `))
  if (mark === undefined) return undefined
  const kind = purposes.find(({ key }) => key === termKey(mark.text))?.kind ?? kindByForm(mark.text)
  if (kind !== undefined) return `The ${kind} ${text}`
  return /^\p{Ll}+$/u.test(mark.text) ? upperFirst(text) : undefined
}

function kindByForm(code: string): string | undefined {
  if (/^--?\w/.test(code)) return 'option'
  if (/\(\)$/.test(code)) return 'function'
  if (/^[\w.-]+\/[\w./-]+$|^[\w-]+\.[a-z]{1,4}$/.test(code)) return 'file'
  return /^[a-z]+(?: [a-z-]+)+$/.test(code) ? 'command' : undefined
}
