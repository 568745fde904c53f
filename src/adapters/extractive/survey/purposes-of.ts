import { type Citation, debrisIn, isCutOff, isUnbalanced, wordsOf } from '../../../domain/curriculum/index.js'
import type { InlineMark, KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { isBaseVerb } from '../language/common-verbs.js'
import { termKey, withoutEnd } from '../language/phrases.js'
import { baseOfThirdPerson, gerundOf } from '../language/verb-forms.js'
import { cite } from './cite.js'

/** What a command, option, function or file is for. */
export interface Purpose {
  /** As it is written: `git add`. */
  readonly name: string
  readonly key: string
  /** What it is: `command`, `option`, `function`, `file` ... */
  readonly kind: string
  /** What it does, with the verb in base form: "put files in the staging area". */
  readonly task: string
  /** The same with the verb in the third person: "puts files in the staging area". */
  readonly does: string
  /** The same as a noun: "putting files in the staging area". */
  readonly doing: string
  readonly citation: Citation
  readonly start: number
}

const KINDS =
  'command|option|flag|argument|function|method|file|directory|folder|key|keyword|operator|tool|setting|statement|clause|instruction|tag|attribute|property|field|button|menu|shortcut|module|package|class|variable|parameter|symbol|marker|modifier'
const AFTER_NAME = new RegExp(`^ (?:(${KINDS})s? )?(?:always |usually |then |also |simply )?(\\p{Ll}+)s? `, 'u')
const FOR_PURPOSE =
  /^ (?:(?:command|option|flag|function|argument|method|file|key|keyword|operator|tool|setting) )?(?:is (?:used |needed )?|are used |lets you |allows you )?to (\p{Ll}+) /u
const BEFORE_NAME = /(?:\b(?:use|using|run|running|with|via|by (?:typing|running|calling)) (?:the )?)$/i
const NARRATOR =
  /\b(?:we|us|our|you|your|this|these|that this|those|it|them|they|its|their|she|her|he|his|here|now|above|below)\b/i

/** What the sentences of a document say of the names it sets in code, in reading order; a name once. */
export function purposesOf(document: KnowledgeDocument): readonly Purpose[] {
  const { sentences, marks, text } = document
  const shell = shellPrograms(document)
  const found = new Map<string, Purpose>()
  let next = 0
  for (const mark of marks) {
    if (mark.kind !== 'code') continue
    while ((sentences[next]?.end ?? Number.POSITIVE_INFINITY) <= mark.start) next += 1
    const sentence = sentences[next]
    if (sentence === undefined || sentence.start > mark.start) continue
    const before = text.slice(sentence.start, mark.start)
    const after = text.slice(mark.end, sentence.end).replace(/\s+/g, ' ')
    const act = actAfter(before, after)
    if (act === undefined) continue
    const name = nameOf(mark)
    const kind = act.kind ?? kindOf(name, shell)
    const citation = cite(document, sentence)
    const key = termKey(name)
    if (name === '' || kind === undefined || citation === undefined || found.has(key)) continue
    const { verb, third, rest } = act
    found.set(key, {
      name,
      key,
      kind,
      task: `${verb} ${rest}`,
      does: `${third} ${rest}`,
      doing: `${gerundOf(verb)} ${rest}`,
      citation,
      start: mark.start,
    })
  }
  return [...found.values()]
}

interface Act {
  readonly kind?: string
  readonly verb: string
  readonly third: string
  readonly rest: string
}

function actAfter(before: string, after: string): Act | undefined {
  const purpose = FOR_PURPOSE.exec(after)
  const leads = /^(?:(?:the|a|an) )?$/i.test(before)
  if (purpose !== null && (leads || BEFORE_NAME.test(before))) {
    const verb = purpose[1] ?? ''
    const rest = restOf(after.slice(purpose[0].length))
    return rest === undefined || !isBaseVerb(verb) ? undefined : { verb, third: thirdPerson(verb), rest }
  }
  const [whole = '', kind] = leads ? (AFTER_NAME.exec(after) ?? []) : []
  const third = whole.trim().split(' ').at(-1) ?? ''
  const verb = baseOfThirdPerson(third)
  if (whole === '' || verb === third || !isBaseVerb(verb)) return undefined
  const rest = restOf(after.slice(whole.length))
  return rest === undefined ? undefined : { ...(kind === undefined ? {} : { kind }), verb, third, rest }
}

/** What is done, up to the end of the clause; `undefined` if it cannot be understood alone. */
function restOf(text: string): string | undefined {
  const clause = withoutEnd(
    text.replace(
      /(?:, (?:which|and|but|so|as|or|while|because|rather|whereas|including)\b|;| - | – | — |\. |: | \().*$/u,
      '',
    ),
  )
  const words = wordsOf(clause).length
  if (words < 2 || words > 18 || NARRATOR.test(clause)) return undefined
  return debrisIn(clause) !== undefined || isCutOff(clause) || isUnbalanced(clause) ? undefined : clause
}

/** Without the places for what the user fills in. */
function nameOf({ text }: InlineMark): string {
  const bare = text
    .replace(/^\$ /, '')
    .replace(/\s*(?:\[[^\]]*\]|<[^>]*>|\{[^}]*\}|\.{3}|…).*$/, '')
    .trim()
  return bare.length <= 40 && bare.split(' ').length <= 4 && !/["'\n]/.test(bare) ? bare : ''
}

function kindOf(name: string, shell: ReadonlySet<string>): string | undefined {
  if (/^-{1,2}[\w-]+$/.test(name)) return 'option'
  if (/\(\)$/.test(name)) return 'function'
  if (shell.has(name.split(' ')[0] ?? '')) return 'command'
  return undefined
}

/** The programs that the command lines of a document call. */
function shellPrograms({ blocks }: KnowledgeDocument): ReadonlySet<string> {
  const programs = new Set<string>()
  for (const block of blocks) {
    if (block.kind !== 'code') continue
    const console = /^(?:bash|sh|shell|console|zsh|powershell|bat|cmd|terminal)$/.test(block.language ?? '')
    for (const line of block.text.split('\n')) {
      const [, prompt, program] = /^(\$ |> |% )?([a-z][\w.-]*)(?=\s|$)/.exec(line) ?? []
      if (program !== undefined && (console || prompt !== undefined)) programs.add(program)
    }
  }
  return programs
}

function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(?:s|sh|ch|x|o)$/.test(verb) ? `${verb}es` : `${verb}s`
}
