import { countWords, type KeyPoint } from '../../../domain/curriculum/index.js'
import { withoutEnd } from '../language/phrases.js'
import type { DraftOpen } from './draft-item.js'

/** Where a sentence may be cut, so that what follows can be told from what stands before; the surest first. */
const JOINTS = [
  / (?=because )/,
  /(?<= when) /,
  /(?<= so that) /,
  /(?<= in order to) /,
  /(?<= (?:allows?|enables?|requires?|causes?|prevents?|stores?|consists? of|depends? on|means?)) /,
  /(?<= (?:is|are|can be) (?:\p{Ll}+ed|made|done|used|held|kept) (?:to|by|on|in|for|with|as|from)) /u,
  /(?<= (?:in order to|to|by)) /,
  /(?<= (?:that|which)) /,
]
const LEAST = { before: 3, after: 4 } as const

/** Key points of which the end is to be completed from memory. */
export function completionItems(keyPoints: readonly KeyPoint[]): readonly DraftOpen[] {
  return keyPoints.flatMap(({ text, citations }) => {
    const reason = /^([^,;:]{15,}?),? because /.exec(text)?.[1]
    if (reason !== undefined && /^[\p{L}\p{N} '’-]+$/u.test(reason)) {
      const stem = `Explain why this holds: “${reason}.”`
      return [open(stem, text, citations, 'understand')]
    }
    const cut = JOINTS.map((joint) => joint.exec(text)?.index).find(
      (at) =>
        at !== undefined && countWords(text.slice(0, at)) >= LEAST.before && countWords(text.slice(at)) >= LEAST.after,
    )
    if (cut === undefined || /["“”]/.test(text)) return []
    const stem = `Complete the sentence: “${text.slice(0, cut)} ____.”`
    return [open(stem, withoutEnd(text.slice(cut)), citations, 'remember')]
  })
}

function open(
  stem: string,
  answer: string,
  citations: DraftOpen['citations'],
  bloom: 'remember' | 'understand',
): DraftOpen {
  const kind = bloom === 'remember' ? 'cloze' : 'short-answer'
  return { format: 'open', kind, stem, answer, bloom, citations, confidence: 0.6 }
}
