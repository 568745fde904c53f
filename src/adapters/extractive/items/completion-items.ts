import { countWords, type KeyPoint, leadingPronoun } from '../../../domain/curriculum/index.js'
import { danglingPronoun } from '../language/dangling-pronoun.js'
import { withoutEnd } from '../language/phrases.js'
import type { DraftOpen } from './draft-item.js'

/** Where a sentence may be cut, so that what follows can be told from what stands before; the surest first. */
const JOINTS = [
  /(?<= when) /,
  /(?<= so that) /,
  /(?<= in order to) /,
  // The third person; a base form may be a noun, but not behind a plural.
  /(?<= (?:allows|enables|requires|causes|prevents|stores|consists of|depends on|means)) (?!(?:is|are|was|were|of|and|or|to|in|for|on)\b)/,
  /(?<=^(?:the |most |many |some |all )?(?:\p{L}+ ){0,2}\p{L}+[^su\P{L}]s (?:allow|enable|require|cause|prevent|store|consist of|depend on|mean)) /iu,
  /(?<= (?:is|are|can be) (?:\p{Ll}+ed|made|done|used|held|kept) (?:to|by|on|in|for|with|as|from)) /u,
  /(?<= (?:in order to|to|by)) /,
  /(?<=(?<! times) (?:that|which)) (?!(?:in|of|on|for|by|with|from|at)\b)/,
]
const LEAST = { before: 3, after: 4 } as const
/** A sentence that opens with a clause has its statement behind it, and one of two halves has two. */
const INVOLVED =
  /^(?:while|although|because|if|when|for|in|on|by|with|after|before|once|since|as|what|another|other|both)\b|[;“”"]| -- | – |:/i
const VERB =
  /\b(?:is|are|was|were|has|have|can|could|may|might|must|should|will|do|does|occur|happen|allow|enable|require|\p{Ll}{3,}(?:s|ed))\b/u

/** Key points of which the end is to be completed from memory: for units that give nothing better. */
export function completionItems(keyPoints: readonly Pick<KeyPoint, 'text' | 'citations'>[]): readonly DraftOpen[] {
  return keyPoints.flatMap(({ text, citations }) => {
    if (INVOLVED.test(text) || danglingPronoun(text) !== undefined) return []
    const cut = JOINTS.map((joint) => joint.exec(text)?.index).find((at) => at !== undefined && isFair(text, at))
    if (cut === undefined) return []
    return {
      format: 'open',
      kind: 'cloze',
      stem: `Complete the sentence: “${text.slice(0, cut)} ____.”`,
      answer: withoutEnd(text.slice(cut)),
      bloom: 'remember',
      citations,
      confidence: 0.45,
    } as const
  })
}

/** Whether the sentence can be completed by who knows it: its verb is shown, and what is left out is not "this". */
function isFair(text: string, cut: number): boolean {
  const shown = text.slice(0, cut)
  const hidden = text.slice(cut).trim()
  return (
    countWords(shown) >= LEAST.before &&
    countWords(hidden) >= LEAST.after &&
    VERB.test(shown.slice(shown.indexOf(' '))) &&
    leadingPronoun(hidden) === undefined
  )
}
