import type { AimCoverage, AimPassage } from '../sourcing-report.js'
import { contentWords } from '../text/content-words.js'
import { stem } from '../text/stem.js'
import { wordsOf } from '../text/words.js'
import { STOP_WORDS } from '../vocabulary/stop-words.js'

/** What a search found for an aim. */
export interface AimEvidence {
  readonly docId: string
  /** Titles above the passage: of the document and of its sections. */
  readonly headings: readonly string[]
  /** The titles of the sections in one; empty: there is none. */
  readonly section: string
  readonly text: string
}

/**
 * The share of an aim's content words that must be found for the documents to cover it. An aim says in its own words what
 * documents say in theirs, so some are missing from what is covered well; below this, it is mostly words that are in any
 * text. Settled on 76 aims for two sets of documents, of which it tells 68 right; `missing` shows where it is narrow.
 */
const ENOUGH = 0.6

/** Words of the aim that one passage must have: any text has some of them, but here one and there another. */
const TOGETHER = 2

/** Passages that are told to a reader. */
const TOLD = 3

/** What the passages found, best first, have for an aim. */
export function coverAim(aim: string, found: readonly AimEvidence[]): AimCoverage {
  const wanted = wantedWords(aim)
  const there = found.map(({ headings, text }) => contentWords([...headings, text].join('\n')))
  const missing = wanted.filter((word) => !there.some((words) => words.has(stem(word))))
  const most = Math.max(0, ...there.map((words) => wanted.filter((word) => words.has(stem(word))).length))
  const share = wanted.length === 0 ? 0 : (wanted.length - missing.length) / wanted.length
  return {
    aim,
    covered: share >= ENOUGH && most >= Math.min(TOGETHER, wanted.length),
    missing,
    passages: found
      .slice(0, TOLD)
      .map(({ docId, section }): AimPassage => ({ docId, ...(section === '' ? {} : { section }) })),
  }
}

/** The content words of an aim, each once, as it has them. */
function wantedWords(aim: string): readonly string[] {
  const [first = '', ...rest] = wordsOf(aim)
  const stems = new Map<string, string>()
  for (const word of rest) {
    if (STOP_WORDS.has(word) || (word.length === 1 && !/\p{N}/u.test(word))) continue
    const known = stem(word)
    if (!stems.has(known)) stems.set(known, word)
  }
  // An aim begins with what learners do, which is seldom said of the subject; an aim of one word is the subject.
  return stems.size > 0 || first === '' ? [...stems.values()] : [first]
}
