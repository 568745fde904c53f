import type { Citation } from '../../../domain/curriculum/index.js'
import type { InlineMark, KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { termKey } from '../language/phrases.js'
import { cite } from './cite.js'
import { isProse, rolesAround } from './region-roles.js'
import { shellPrograms } from './shell-programs.js'
import { statedAct } from './stated-act.js'

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
  readonly citation: Citation
  readonly start: number
  /** How much the place speaks for the sentence: a point to take away more than an entry of a list, that more than text. */
  readonly weight: number
}

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
    const block = document.blocks[sentence?.block ?? -1]
    if (sentence === undefined || block === undefined || sentence.start > mark.start) continue
    const roles = rolesAround(document, block.region)
    if (roles[0] !== 'key-points' && !isProse(roles)) continue
    const oneLine = (from: number, to: number) => text.slice(from, to).replace(/\s+/g, ' ')
    const act = statedAct(oneLine(sentence.start, mark.start), oneLine(mark.end, sentence.end))
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
  return shell.has(name.split(' ')[0] ?? '') ? 'command' : undefined
}
