import { contentWords, jaccard } from '../../text/content-words.js'
import { countWords } from '../../text/words.js'
import { isMeasurableVerb } from '../bloom.js'
import { listOf, upperFirst, withoutEnd } from '../language/phrases.js'
import { isBaseVerb } from '../language/verbs.js'
import type { Outcome } from '../outcome.js'
import type { PlannedUnit } from '../outline/plan-units.js'
import type { Program } from '../program.js'
import { leadingVerb } from '../report/checks/outcome-wording.js'
import { bloomOfVerb, type DraftOutcome, draftOutcome, measurable } from './draft-outcome.js'

const COUNT = { min: 4, max: 12 } as const
const PREPOSITION = /^(?:through|with|by|in|on|for|from|using|via|over|at|within|across|to|into) /
const VERBS_ALONE = /^\p{L}+(?:, \p{Ll}+)*$/u

/** The outcomes of a program: its aims, one act each, and the themes of its units if there are few aims. */
export function programOutcomes(brief: Program, units: readonly PlannedUnit[]): readonly Outcome[] {
  const chosen: DraftOutcome[] = []
  const add = (outcome: DraftOutcome | undefined) => {
    if (outcome === undefined || chosen.length >= COUNT.max) return
    const words = contentWords(outcome.text)
    if (chosen.every((other) => jaccard(contentWords(other.text), words) < 0.7)) chosen.push(outcome)
  }
  for (const aim of brief.aims)
    for (const act of actsOf(withoutEnd(aim))) add(draftOutcome(padded(measurable(act)), []))
  const themes = units.map(({ title }) => `“${title}”`)
  for (let at = 0; chosen.length < COUNT.min && at < themes.length; at++) {
    add(draftOutcome(`Explain the main ideas of ${themes[at]}`, [], 'understand'))
  }
  const fallbacks = [
    `Define the key terms of ${brief.title}`,
    `Apply the main ideas of ${listOf(themes.slice(0, 2)) || brief.title} to new cases`,
    `Evaluate own work by what ${brief.title} teaches`,
    'Explain the main ideas of the teaching material',
    'Apply the main ideas of the teaching material to new cases',
    'Evaluate own results against agreed criteria',
    'Define the key terms of the subject',
  ]
  for (const text of fallbacks) if (chosen.length < COUNT.min) add(draftOutcome(text, []))
  return chosen.map((outcome, index) => ({
    ...outcome,
    origin: 'generated',
    basis: 'derived',
    id: `po-${index + 1}`,
    supports: [],
  }))
}

/** "Share work and collaborate through X" as "Share work through X" and "Collaborate through X". */
function actsOf(aim: string): readonly string[] {
  const joint = [...aim.matchAll(/,? (?:and|then) (\p{Ll}+) /gu)].find(([, verb = '']) => isMeasurableVerb(verb))
  if (joint === undefined) return [aim]
  const before = aim.slice(0, joint.index)
  const after = aim.slice(joint.index + joint[0].length)
  const second = `${upperFirst(joint[1] ?? '')} ${after}`
  // "Read, annotate and compare sources": what the last verb is about, all of them are about.
  if (VERBS_ALONE.test(before))
    return [
      ...before
        .split(', ')
        .filter(isVerb)
        .map((verb) => `${upperFirst(verb)} ${after}`),
      second,
    ]
  const owned = /\p{L} (of [^,]+)$/u.exec(before)?.[1]
  // "Track the history of text files and recover versions": of text files, too.
  if (owned !== undefined && countWords(second) < 4 && !/ of /.test(second)) return [before, `${second} ${owned}`]
  const shared = PREPOSITION.test(after) && countWords(before) < 4 ? `${before} ${after}` : before
  return [shared, ...actsOf(second)]
}

function isVerb(word: string): boolean {
  const verb = word.toLowerCase()
  return isMeasurableVerb(verb) || isBaseVerb(verb)
}

/** Acts of two or three words are too short to be understood on their own. */
function padded(text: string): string {
  if (countWords(text) >= 4) return text
  const level = bloomOfVerb(leadingVerb(text))
  return level === 'remember' || level === 'understand' ? `${text} with own examples` : `${text} in a given case`
}
