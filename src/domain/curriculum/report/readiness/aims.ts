import { contentWords, ITEM_STOP_WORDS, jaccard } from '../../../text/content-words.js'
import type { Unit } from '../../unit.js'
import { ABOUT } from '../calibration.js'
import { type ReportContext, shareOf } from '../report-context.js'
import type { OutcomeEvidence } from './evidence.js'

/** How one aim of the brief is covered. */
export interface AimEvidence {
  readonly aim: string
  readonly pointer: string
  /** The documents have its words. */
  readonly material: boolean
  /** Its subject is among the titles, topics, terms and outcomes of the units. */
  readonly taught: boolean
  /** An outcome of a unit that serves it is assessed. */
  readonly assessed: boolean
  /** Why it cannot be an aim as it stands, for people. */
  readonly problem?: string
}

const NEGATIVE: { readonly [language: string]: RegExp } = {
  en: /^(?:do not|don['’]t|never|not|no|avoid|exclude|skip|omit|leave out)\b|\b(?:must|should|shall|will|do|does|can) not\b|\bcannot\b|n['’]t\b/i,
  de: /^(?:nicht|kein|keine|keinen|nie|vermeide)\b|\b(?:nicht|nie|keine[nrms]?)\b/i,
  fr: /^(?:ne|éviter|exclure)\b|\bne [\p{L}']+ (?:pas|plus|jamais)\b|\bne pas\b/iu,
  es: /^(?:no|nunca|evitar|excluir)\b/i,
}

/** Two aims with this share of their words in common, of which one is negative, contradict each other. */
const SAME_SUBJECT = 0.5

/** How each aim is covered, in the order of the brief. */
export function aimEvidence(context: ReportContext, outcomes: readonly OutcomeEvidence[]): readonly AimEvidence[] {
  const { curriculum, sourcing } = context
  const { aims, language } = curriculum.program
  const covered = new Map(sourcing.aims.map((coverage) => [coverage.aim, coverage.covered]))
  const negative = NEGATIVE[language.toLowerCase().split('-')[0] ?? ''] ?? NEGATIVE.en
  const units = curriculum.units.map(subjectsOf)
  return aims.map((aim, index) => {
    const subject = contentWords(aim.trim().replace(/^\S+\s+/, ''), ITEM_STOP_WORDS)
    // A broad aim is taught in several units, so that all of them count; a unit serves it if it has a good part of it.
    const taught = shareOf(subject, units.flat(), context) >= ABOUT.aim
    const serving = units.map((texts) => shareOf(subject, texts, context) >= ABOUT.unitOfAim)
    const isNegative = negative?.test(aim.trim()) === true
    const opposite = aims.find(
      (other, at) =>
        at !== index &&
        (negative?.test(other.trim()) === true) !== isNegative &&
        jaccard(contentWords(aim), contentWords(other)) >= SAME_SUBJECT,
    )
    const problem =
      opposite !== undefined
        ? `it contradicts the aim "${opposite}"`
        : isNegative
          ? 'it says what learners should not do, which no material can teach'
          : undefined
    return {
      aim,
      pointer: `/program/aims/${index}`,
      material: taught || covered.get(aim) === true,
      taught,
      assessed: taught && outcomes.some(({ assessed, unitIndex }) => assessed && serving[unitIndex] === true),
      ...(problem === undefined ? {} : { problem }),
    }
  })
}

/** What a unit says that it is about. */
function subjectsOf({ title, topics, lessons, outcomes, glossary }: Unit): readonly string[] {
  return [
    title,
    ...topics,
    ...lessons.map((lesson) => lesson.title),
    ...outcomes.map(({ text }) => text),
    ...glossary.map(({ term }) => term),
  ]
}

/** The share of an aim that is covered. Words that are found somewhere in the documents are little. */
export function shareOfAim({ material, taught, assessed }: AimEvidence): number {
  return (material ? 0.2 : 0) + (taught ? 0.5 : 0) + (assessed ? 0.3 : 0)
}
