import { isGenericTerm } from '../../../domain/curriculum/index.js'
import { asCommonNoun } from '../language/common-noun.js'
import { termKey } from '../language/phrases.js'
import { type DocumentPart, textOfPart, withinPart } from '../outline/document-part.js'

const MOST_WORDS = 3
const LEAST_USES = 2
const FUNCTION_WORD =
  /^(?:one|two|three|four|five|first|second|same|different|new|old|no|yes|not|and|or|all|any|only|very|before|after|must|never|always|also|both|this|that|these|those|here|note|what|how|why|when|where|who|will|actually|many|most|other|your|our|we|you|i)\b/i

/** Terms that documents set off in bold and use more than once, without defining them. */
export function markedNames(parts: readonly DocumentPart[]): readonly string[] {
  const names = new Map<string, string>()
  for (const part of parts) {
    const { text: whole } = part.survey.document
    const text = textOfPart(part).toLowerCase()
    for (const { kind, text: mark, start, end } of withinPart(part, part.survey.document.marks)) {
      if ((kind !== 'bold' && !(kind === 'italic' && mark.includes(' '))) || !/^\p{L}[\p{L}\p{N} -]{2,40}$/u.test(mark))
        continue
      if (mark.split(' ').length > MOST_WORDS || isGenericTerm(mark) || FUNCTION_WORD.test(mark)) continue
      // A syllable in bold is no term.
      if (/[\p{L}\p{N}-]/u.test(`${whole[start - 1] ?? ' '}${whole[end] ?? ' '}`)) continue
      if (text.split(mark.toLowerCase()).length - 1 >= LEAST_USES) names.set(termKey(mark), asCommonNoun(mark, whole))
    }
  }
  return [...names.values()]
}
