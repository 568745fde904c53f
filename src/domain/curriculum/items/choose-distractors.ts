import { contentWords, jaccard } from '../../text/content-words.js'
import { openReference } from '../../text/open-references.js'
import { hygieneFault } from '../../text/text-faults.js'
import { choiceTrapFault, stemFault } from '../report/checks/choice-rules.js'
import { heterogeneityOf, isGenericTerm, isGivenAway, overlapOf } from '../report/checks/option-rules.js'

const MAX_DISTRACTORS = 3
const MIN_DISTRACTORS = 2
/** Maximum similarity of two options: nearly equal options would both be right. */
const TOO_LIKE = 0.5

/**
 * Wrong options for a question: of the same kind as the right one, of similar length, neither contained in another nor
 * given away; `undefined` if there are not two.
 *
 * @param candidates the most plausible first; earlier ones are preferred
 */
export function chooseDistractors(
  stem: string,
  right: string,
  candidates: readonly string[],
): readonly string[] | undefined {
  if (stemFault(stem) !== undefined || hygieneFault(right) !== undefined || openReference(stem) !== undefined)
    return undefined
  const own = contentWords(right)
  const fitting = [...new Set(candidates)].filter(
    (text) =>
      hygieneFault(text) === undefined &&
      openReference(text) === undefined &&
      !(isGenericTerm(text) && !isGenericTerm(right)) &&
      jaccard(contentWords(text), own) < TOO_LIKE &&
      areFair([right, text]),
  )
  const chosen: string[] = []
  for (const text of fitting) {
    if (chosen.length >= MAX_DISTRACTORS) break
    const tooLike = chosen.some((other) => jaccard(contentWords(other), contentWords(text)) >= TOO_LIKE)
    if (!tooLike && areFair([right, ...chosen, text])) chosen.push(text)
  }
  const options = [right, ...chosen].map((text, index) => ({ id: String(index), text }))
  if (chosen.length < MIN_DISTRACTORS || choiceTrapFault({ stem, options }) !== undefined) return undefined
  return isGivenAway(stem, right, chosen) ? undefined : chosen
}

function areFair(options: readonly string[]): boolean {
  return heterogeneityOf(options) === undefined && overlapOf(options) === undefined
}
