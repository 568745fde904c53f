import { countWords, hygieneFault, leadingPronoun, openReference } from '../../../domain/curriculum/index.js'
import type { Exercise, ExercisePiece } from '../survey/exercises-of.js'
import type { DraftOpen } from './draft-item.js'

const WORDS = { leastStem: 5, mostStem: 60, mostMaterial: 120 } as const
const ASKS =
  /\?$|^(?:explain|describe|write|create|find|compare|show|name|list|calculate|draw|choose|decide|state|give|ask)\b/i

/** What is asked as the stem; what must be known for it, in its order, as the material. */
export function poseQuestion({ pieces }: Exercise): Pick<DraftOpen, 'stem' | 'material'> | undefined {
  const first = pieces.findIndex(({ kind, span }) => kind === 'sentence' && ASKS.test(span.text.trim()))
  if (first < 0) return undefined
  const asked = pieces.slice(first).filter(({ kind, span }) => kind === 'sentence' && !/^hint\b/i.test(span.text))
  // A question may have its answers to choose from behind it.
  const shown = pieces.slice(first).filter(({ kind }) => kind !== 'sentence')
  const scene = pieces.slice(0, first)
  const material = materialOf(scene, shown)
  const stem = asked.map(({ span }) => oneLine(span.text)).join(' ')
  if (countWords(material) > WORDS.mostMaterial || hygieneFault(material || 'none') !== undefined) return undefined
  if (countWords(stem) < WORDS.leastStem || countWords(stem) > WORDS.mostStem) return undefined
  if (hygieneFault(stem) !== undefined || /:$/.test(stem)) return undefined
  if (leadingPronoun(stem) !== undefined || openReference(`${stem}\n${material}`) !== undefined) return undefined
  // What was said or done before is not shown.
  if (/\b(?:earlier|previous(?:ly)?|last time|later)\b/i.test(`${stem}\n${material}`)) return undefined
  return material === '' ? { stem } : { stem, material }
}

function materialOf(scene: readonly ExercisePiece[], shown: readonly ExercisePiece[]): string {
  let entries = 0
  return [...scene, ...shown]
    .filter(({ span }) => !/^hint\b/i.test(span.text))
    .map(({ kind, span }) => {
      if (kind === 'code') return span.text
      if (kind === 'sentence') return oneLine(span.text)
      entries += 1
      return `${entries}) ${oneLine(span.text)}`
    })
    .join('\n')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
