import { type DocumentPart, textOfPart } from './document-part.js'
import { wordsOfName } from './likeness.js'

const EARLY =
  /\b(?:introduc\w*|intro|getting started|overview|basics?|fundamentals?|foundations?|what (?:is|are)|key (?:concepts?|terms?|ideas)|first steps?|set(?:ting)? ?up|install\w*|preliminar\w*|beginn\w*|hello|about|welcome|start\w*|einführung|einleitung|grundlagen|überblick|notions|introducción|fundamentos|conceptos)\b/iu
const LATE =
  /\b(?:advanced|conclusions?|summary|next steps?|further|appendix|annex|case stud\w*|projects?|capstone|review|supplement\w*|beyond|capabilit\w*|future|wrap ?up|final|outlook|ausblick|zusammenfassung|anhang|annexe|perspectives|apéndice|avanzad\w*)\b/iu

/** What a title says about its place: 1 early, -1 late, 0 nothing. */
function placeInTitle(part: DocumentPart): number {
  const named = `${part.title} ${part.section === undefined ? wordsOfName(part) : ''}`
  return Number(EARLY.test(named)) - Number(LATE.test(named))
}

const BACKWARD =
  /\b(?:previous(?:ly)?|earlier|already|so far|recall|as (?:we|you) (?:saw|have seen|learned|discussed)|(?:we|you)(?:'ve|’ve| have) (?:seen|learned|discussed|covered|created|used|built|looked)|we (?:saw|learned|discussed|introduced)|last (?:lesson|section|chapter|episode)|now that|in the (?:last|preceding)|again|as before|above)\b/giu
const FORWARD =
  /\b(?:later|next (?:lesson|section|chapter|episode)|in (?:the )?(?:following|coming|subsequent) (?:sections?|chapters?|lessons?)|(?:we|you)(?:'ll|’ll| will| shall) (?:see|learn|discover|discuss|cover|look|explore|explain|talk|return|introduce)|upcoming|first time|for now)\b/giu

/**
 * How early parts want to stand, around 0, for each one: by their titles ("Introduction", "Advanced"), and by how often
 * they look ahead ("we will see") rather than back ("as we saw").
 */
export function placesOf(parts: readonly DocumentPart[]): readonly number[] {
  const looks = parts.map((part) => {
    const text = textOfPart(part)
    const ahead = (text.match(FORWARD)?.length ?? 0) - (text.match(BACKWARD)?.length ?? 0)
    return ahead / Math.sqrt(part.words + 200)
  })
  const mean = looks.reduce((sum, look) => sum + look, 0) / (looks.length || 1)
  const spread = Math.sqrt(looks.reduce((sum, look) => sum + (look - mean) ** 2, 0) / (looks.length || 1)) || 1
  return parts.map((part, index) => placeInTitle(part) + ((looks[index] ?? 0) - mean) / spread)
}
