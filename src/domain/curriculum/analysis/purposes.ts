import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { CodeBlock, InlineMark, KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { isCutOff, isUnbalanced, markupLeftoverIn } from '../../text/text-faults.js'
import { wordsOf } from '../../text/words.js'
import type { Citation } from '../citation.js'
import { termKey, withoutEnd } from '../language/phrases.js'
import { baseOfThirdPerson, isBaseVerb, thirdPersonOf } from '../language/verbs.js'
import { isGenericTerm } from '../report/checks/option-rules.js'
import { cite } from './cite.js'

/** What a command, option, function or file is for. */
export interface Purpose {
  /** As it is written: `git add`. */
  readonly name: string
  readonly key: string
  /** Its kind: `command`, `option`, `function`, `file` ... */
  readonly kind: string
  /** What it does, with the verb in base form: "put files in the staging area". */
  readonly task: string
  /** The same with the verb in the third person: "puts files in the staging area". */
  readonly does: string
  readonly citation: Citation
  readonly start: number
  /** Weight of the place: a key point has more than a list entry, a list entry more than other text. */
  readonly weight: number
}

/** The purposes of names in code, in reading order; each name once. */
export function purposesOf(document: KnowledgeDocument): readonly Purpose[] {
  const { sentences, marks, text } = document
  const shell = shellPrograms(document)
  const found = new Map<string, Purpose>()
  let next = 0
  for (const mark of marks) {
    if (mark.kind !== 'code') continue
    while ((sentences[next]?.end ?? Number.POSITIVE_INFINITY) <= mark.start) next += 1
    const sentence = sentences[next]
    const block = document.blocks[sentence?.block ?? -1]
    if (sentence === undefined || block === undefined || sentence.start > mark.start) continue
    const roles = rolesAround(document, block.region)
    if (roles[0] !== 'key-points' && !isProse(roles)) continue
    const folded = (from: number, to: number) => text.slice(from, to).replace(/\s+/g, ' ')
    const act = statedAct(folded(sentence.start, mark.start), folded(mark.end, sentence.end))
    const name = nameOf(mark)
    const kind = act?.kind ?? kindOf(name, shell)
    const citation = cite(document, sentence)
    if (act === undefined || name === '' || kind === undefined || citation === undefined) continue
    const key = termKey(name)
    const weight = roles[0] === 'key-points' ? 3 : block.kind === 'list' ? 2 : 1
    const known = found.get(key)
    if (known !== undefined && known.weight >= weight) continue
    const { verb, third, rest } = act
    const start = mark.start
    found.set(key, { name, key, kind, task: `${verb} ${rest}`, does: `${third} ${rest}`, citation, start, weight })
  }
  return [...found.values()].sort((a, b) => a.start - b.start)
}

/** Without placeholders for user input. */
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
  return shell.has(name.split(' ')[0] ?? '') ? 'command' : undefined
}

/** The purpose that a sentence states for a name in it. */
interface StatedAct {
  /** The noun in the sentence: `command`, `file`. */
  readonly kind?: string
  readonly verb: string
  readonly third: string
  readonly rest: string
}

/** The kinds of names in code: singular nouns, for a regular expression. */
const KINDS =
  'command|option|flag|argument|function|method|file|directory|folder|key|keyword|operator|tool|setting|statement|clause|instruction|tag|attribute|property|field|button|menu|shortcut|module|package|class|variable|parameter|symbol|marker|modifier'
const PLAIN_NOUN = `(?:(${KINDS})s? )?`
const AFTER_NAME = new RegExp(`^ ${PLAIN_NOUN}(?:always |usually |then |also |simply )?(\\p{Ll}+s) `, 'u')
const FOR_PURPOSE = new RegExp(
  `^ ${PLAIN_NOUN}(?:\\([^)]{1,30}\\) )?(?:is (?:used |needed )?|are used |lets you |allows you )?to (\\p{Ll}+) `,
  'u',
)
const USED = /\b(?:use|using|run|running|with|via|typing|calling|enter|type) (?:the )?$/i
const LEADS = /^(?:[^,]{1,60}, )?(?:(?:the|a|an) )?$/i
/** The purpose before the name: "to track a file using", "if we want to see older commits we can use". */
const ACT_BEFORE =
  /\bto (\p{Ll}+) ([^,.;:()]{4,90}?),? (?:using|by (?:running|typing|using)|with|(?:we|you|one|users) (?:can|could|may|must|should|will) (?:use|run|type|enter)|(?:use|run|type|enter)) (?:the )?$/u
const NARRATOR =
  /\b(?:we|us|our|you|your|this|these|those|that this|it|them|they|its|their|she|her|he|his|here|now|above|below|again|first)\b|\b(?:through|of|to|in|on|with|for|at|by|from) that\b/i
const CLAUSE_END =
  /(?:, (?:which|but|so|as|while|because|rather|whereas|including|you|we)\b|;| - | – | — |\. |: | \(|,? so that ).*$/u
/** A second purpose after a comma. With an earlier comma, it is the end of a list. */
const SECOND_ACT = /^([^,]*), (?:and|or) .*$/u

/** The purpose in the text before and after a name; `undefined` if it cannot be understood alone. */
export function statedAct(before: string, after: string): StatedAct | undefined {
  const leads = LEADS.test(before)
  const purpose = FOR_PURPOSE.exec(after)
  if (purpose !== null && (leads || USED.test(before))) {
    return act(purpose[1], purpose[2] ?? '', after.slice(purpose[0].length))
  }
  const doing = leads ? AFTER_NAME.exec(after) : null
  const third = doing?.[2] ?? ''
  if (doing !== null && baseOfThirdPerson(third) !== third) {
    return act(doing[1], baseOfThirdPerson(third), after.slice(doing[0].length))
  }
  // The last "to": "ask Git to show" rather than "want to ask".
  const from = before.lastIndexOf(' to ')
  const [, verb, rest] = ACT_BEFORE.exec(from < 0 ? before : before.slice(from)) ?? []
  const kind = new RegExp(`^ (${KINDS})\\b`).exec(after)?.[1]
  return verb === undefined || rest === undefined ? undefined : act(kind, verb, rest)
}

function act(kind: string | undefined, verb: string, text: string): StatedAct | undefined {
  const rest = withoutEnd(text.replace(CLAUSE_END, '').replace(SECOND_ACT, '$1')).replace(/^us /, '')
  const words = wordsOf(rest).length
  if (!isBaseVerb(verb) || /^(?:be|have|do)$/.test(verb) || words < 2 || words > 18 || NARRATOR.test(rest))
    return undefined
  // "edits the file" applies to any command.
  if (words === 2 && rest.startsWith('the ') && isGenericTerm(rest)) return undefined
  if (markupLeftoverIn(rest) !== undefined || isCutOff(rest) || isUnbalanced(rest)) return undefined
  return { ...(kind === undefined ? {} : { kind }), verb, third: thirdPersonOf(verb), rest }
}

const PURPOSE = new RegExp(`^the (${KINDS}) that (.+)$`, 'u')

/** Kind and purpose from a definition such as "the command that puts files ...". */
export interface PurposeDefinition {
  readonly kind: string
  readonly does: string
}

/**
 * Reads the definition of a name in code; `undefined` for that of a thing, even one worded alike: "leachate: the liquid
 * that drains from a bin", "network key: the key that ...".
 */
export function purposeDefinition(term: string, definition: string): PurposeDefinition | undefined {
  const [, kind, does] = PURPOSE.exec(definition) ?? []
  if (kind === undefined || does === undefined) return undefined
  // Names of things often contain their kind; names in code do not.
  return term.toLowerCase().split(' ').includes(kind) ? undefined : { kind, does }
}

/** Whether a code block contains command lines, by its language. */
export function isConsole({ language }: CodeBlock): boolean {
  return /^(?:bash|sh|shell|console|zsh|powershell|bat|cmd|terminal)$/.test(language ?? '')
}

/** The programs in the command lines of a document. */
function shellPrograms({ blocks }: KnowledgeDocument): ReadonlySet<string> {
  const programs = new Set<string>()
  for (const block of blocks) {
    if (block.kind !== 'code') continue
    for (const line of block.text.split('\n')) {
      const [, prompt, program] = /^(\$ |> |% )?([a-z][\w.-]*)(?=\s|$)/.exec(line) ?? []
      if (program !== undefined && (isConsole(block) || prompt !== undefined)) programs.add(program)
    }
  }
  return programs
}
