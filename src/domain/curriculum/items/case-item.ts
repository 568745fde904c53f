import { contentWords, jaccard } from '../../text/content-words.js'
import { danglingPronoun } from '../../text/open-references.js'
import type { Citation } from '../citation.js'
import { withoutEnd } from '../language/phrases.js'
import { subjectOf } from '../language/titles.js'
import type { KeyPoint } from '../unit.js'
import type { DraftOpen } from './draft-item.js'

const MAX_POINTS = 3
const MIN_COMMON_WORDS = 2
/** Maximum similarity of two points: nearly equal points cannot be connected. */
const SAME = 0.4
/** A point that gives advice. */
const ADVICE =
  /\b(?:should|must|need to|have to|ought to|avoid|recommended|best to|important to|do not|never|always)\b/i

/** Comparisons, and descriptions of a single command. */
const NO_POINT = /\blike an?\b|^the (?:command|option|flag|function) |^the --?\w/i

/** A case in which learners apply the advice of the unit, or connect related statements. */
export function caseItem(title: string, keyPoints: readonly KeyPoint[]): DraftOpen | undefined {
  const usable = keyPoints.filter(({ text }) => danglingPronoun(text) === undefined)
  const advice = usable.filter(({ text }) => ADVICE.test(text))
  const acts = advice.length >= 2
  const points = acts ? advice.slice(0, MAX_POINTS) : connected(usable.filter(({ text }) => !NO_POINT.test(text)))
  if (points.length < 2) return undefined
  const named = topicOf(title, points)
  return {
    format: 'open',
    kind: 'case',
    stem: acts
      ? `Choose a piece of work from your own field ${named === undefined ? 'to which the points shown apply' : `that has to do with ${named}`}. Decide for each of the points shown how you would act on it there, and justify each decision.`
      : `Explain to a newcomer how the points shown${named === undefined ? '' : ` on ${named}`} are related. Use one example from your own field throughout.`,
    material: points.map(({ text }, index) => `${index + 1}) ${withoutEnd(text)}.`).join('\n'),
    answer: acts
      ? 'For each point there is a decision that fits the chosen work and agrees with the point, and a reason for it. Where a point does not apply, the answer says why.'
      : 'The explanation takes up each point correctly, shows how one leads to the next, and keeps to one example that fits them all.',
    bloom: acts ? 'evaluate' : 'analyze',
    citations: points.flatMap(({ citations }) => citations),
    confidence: acts ? 0.6 : 0.45,
  }
}

/** The subject of the unit, if the points are about it. */
function topicOf(title: string, points: readonly KeyPoint[]): string | undefined {
  const subject = subjectOf(title)
  const words = contentWords(subject ?? '')
  return points.some(({ text }) => [...contentWords(text)].some((word) => words.has(word))) ? subject : undefined
}

/** The first related points; none if there are fewer than two. */
function connected(points: readonly KeyPoint[]): readonly KeyPoint[] {
  const groups = points.map((first, index) => {
    const group = [first]
    for (const point of points.slice(index + 1)) {
      if (group.length < MAX_POINTS && group.every((other) => areRelated(other, point))) group.push(point)
    }
    return group
  })
  const largest = Math.max(0, ...groups.map(({ length }) => length))
  return largest < 2 ? [] : (groups.find(({ length }) => length === largest) ?? [])
}

/** Whether two points are related: of one section, or with common words other than the subject of the unit. */
function areRelated(a: KeyPoint, b: KeyPoint): boolean {
  const places = new Set(a.citations.flatMap(placeOf))
  if (b.citations.flatMap(placeOf).some((place) => places.has(place))) return true
  const [words, others] = [contentWords(a.text), contentWords(b.text)]
  return [...others].filter((word) => words.has(word)).length >= MIN_COMMON_WORDS && jaccard(words, others) < SAME
}

function placeOf({ docId, section }: Citation): readonly string[] {
  return section?.includes(' > ') === true ? [`${docId}\n${section}`] : []
}
