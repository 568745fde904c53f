import { termKey, upperFirst } from '../language/phrases.js'
import type { DocumentSurvey } from '../survey/survey-document.js'

/** A statement that begins with a command or another name in small letters says what kind of thing that is. */
export function asSentence(text: string, { purposes, document }: DocumentSurvey): string {
  if (!/^["“(]?[\p{Ll}.$-]/u.test(text)) return text
  const mark = document.marks.find(({ kind, text: code }) => kind === 'code' && text.startsWith(`${code} `))
  if (mark === undefined) return upperFirst(text)
  const kind = purposes.find(({ key }) => key === termKey(mark.text))?.kind ?? kindByForm(mark.text)
  return kind === undefined ? upperFirst(text) : `The ${kind} ${text}`
}

function kindByForm(code: string): string | undefined {
  if (/^--?\w/.test(code)) return 'option'
  if (/\(\)$/.test(code)) return 'function'
  return /^[a-z]+(?: [a-z-]+)+$/.test(code) ? 'command' : undefined
}
