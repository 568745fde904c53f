import { contentWords, shareWithin } from '../../text/content-words.js'
import { oneLine } from '../../text/plain-text.js'
import { type EnglishTagger, leadingAct } from '../../text/tagged-text.js'
import { countWords } from '../../text/words.js'
import { foreignAct } from '../language/foreign-verbs.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
import type { Outcome } from '../outcome.js'
import { textOfPart } from '../outline/document-part.js'
import type { PlannedUnit } from '../outline/plan-units.js'
import { PartIds } from '../part-ids.js'
import type { Program } from '../program.js'
import { bloomOfAct, bloomOfVerb, draftOutcome } from './draft-outcome.js'

/** The outcomes of a program, and the aims of the brief that are none. */
export interface ProgramOutcomes {
  readonly outcomes: readonly Outcome[]
  /** For people: an aim, and why it is no outcome. */
  readonly remarks: readonly string[]
}

/** The share of the words of an aim that a unit must contain. */
const MIN_SUPPORT = 0.6
const NEGATIVE = /^(?:do not|don['’]t|avoid|no|not|never|without|skip|exclude|kein[e]?|nicht|ne pas|sans|sin)\b/i

/** The aims of the brief, in its words, as far as the documents of the units support them. */
export function programOutcomes(
  { aims, language }: Program,
  units: readonly PlannedUnit[],
  tagger?: EnglishTagger,
): ProgramOutcomes {
  const ids = new PartIds()
  const texts = units.map(({ title, parts }) => contentWords([title, ...parts.map(textOfPart)].join('\n')))
  const outcomes: Outcome[] = []
  const remarks: string[] = []
  for (const aim of aims.map((text) => withoutEnd(oneLine(text)))) {
    const act = withoutLeadIn(aim)
    const found = actOf(act, /^en(?:-|$)/i.test(language) ? tagger : undefined)
    const words = contentWords(act, new Set(found === undefined ? [] : [found.verb]))
    if (NEGATIVE.test(act)) remarks.push(`no outcome from the aim "${aim}": it says what not to teach`)
    else if (words.size === 0 || !texts.some((text) => shareWithin(words, text) >= MIN_SUPPORT))
      remarks.push(`no outcome from the aim "${aim}": the documents say too little about it`)
    else if (found === undefined) remarks.push(`no outcome from the aim "${aim}": it names no act`)
    else {
      const id = ids.of('program-outcome', act)
      outcomes.push({
        ...draftOutcome('stated', act, found.verb, found.bloom, []),
        id,
        origin: 'generated',
        supports: [],
      })
    }
  }
  return { outcomes, remarks }
}

function actOf(act: string, tagger: EnglishTagger | undefined) {
  if (tagger === undefined) return foreignAct(act)
  const first = /^[\p{L}-]+/u.exec(act)?.[0].toLowerCase() ?? ''
  const verb = leadingAct(tagger, act) ?? (bloomOfVerb(first) === undefined ? undefined : first)
  return verb === undefined || countWords(act) < 2 ? undefined : { verb, bloom: bloomOfAct(act, verb) }
}

function withoutLeadIn(aim: string): string {
  return upperFirst(
    aim.replace(
      /^(?:(?:learners?|students?|participants?|you) (?:will |should |can )?)?(?:be able to |learn (?:how )?to |how to |to )/i,
      '',
    ),
  )
}
