import { type Citation, type GlossaryEntry, optionKind } from '../../../domain/curriculum/index.js'
import { upperFirst } from '../language/phrases.js'
import { hashOf } from '../language/seeded-order.js'
import { chooseDistractors } from './choose-distractors.js'
import type { DraftChoice } from './draft-item.js'

/** "the command that puts files ...": a name in code, explained by what it does. */
const PURPOSE = /^the (\p{L}+) that (.+)$/u

/** Items that match the terms of a unit with what they mean, and commands with what they do. */
export function definitionItems(
  glossary: readonly GlossaryEntry[],
  seed: number,
): readonly { readonly term: string; readonly draft: DraftChoice }[] {
  return glossary.flatMap((entry) => {
    const purpose = PURPOSE.exec(entry.definition)
    const others = glossary.filter((other) => other !== entry)
    if (purpose !== null) return asked(entry, purposeItem(entry, purpose[1] ?? '', purpose[2] ?? '', others, seed))
    const peers = others.filter((other) => !PURPOSE.test(other.definition) && isCode(other) === isCode(entry))
    // "The act of" is our wording: as the key it would not be found in the quote.
    const worded = entry.definition.startsWith('the act of ')
    const both = [termItem(entry, peers, seed), worded ? undefined : descriptionItem(entry, peers, seed)]
    const [first, second] = hashOf(seed, entry.term) % 2 === 0 ? both : both.reverse()
    return asked(entry, first ?? second)
  })
}

function isCode({ term }: GlossaryEntry): boolean {
  return optionKind(term) === 'code'
}

function asked({ term }: GlossaryEntry, draft: DraftChoice | undefined) {
  return draft === undefined ? [] : [{ term, draft }]
}

/** "Which command puts files in the staging area?" */
function purposeItem(
  { term, citations }: GlossaryEntry,
  kind: string,
  does: string,
  others: readonly GlossaryEntry[],
  seed: number,
): DraftChoice | undefined {
  const peers = others.filter(({ definition }) => PURPOSE.exec(definition)?.[1] === kind)
  return choice(
    'command',
    `Which ${kind} ${does}?`,
    term,
    peers.map((peer) => peer.term),
    citations,
    0.8,
    seed,
    'remember',
  )
}

function termItem(
  { term, definition, citations }: GlossaryEntry,
  others: readonly GlossaryEntry[],
  seed: number,
): DraftChoice | undefined {
  const stem = `Which term is described as “${definition.replace(/[“”"]/g, '')}”?`
  return choice(
    'definition-match',
    stem,
    term,
    others.map((other) => other.term),
    citations,
    0.85,
    seed,
    'remember',
  )
}

function descriptionItem(
  { term, definition, citations }: GlossaryEntry,
  others: readonly GlossaryEntry[],
  seed: number,
): DraftChoice | undefined {
  const meanings = others
    .filter((other) => other.definition.length >= definition.length * 0.5)
    .sort(
      (a, b) => Math.abs(a.definition.length - definition.length) - Math.abs(b.definition.length - definition.length),
    )
    .map((other) => upperFirst(other.definition))
  const stem = `Which description matches the term “${term}” best?`
  return choice('definition-match', stem, upperFirst(definition), meanings, citations, 0.85, seed, 'understand')
}

function choice(
  kind: DraftChoice['kind'],
  stem: string,
  right: string,
  candidates: readonly string[],
  citations: readonly Citation[],
  confidence: number,
  seed: number,
  bloom: DraftChoice['bloom'],
): DraftChoice | undefined {
  const wrong = chooseDistractors(stem, right, candidates, seed)
  return wrong === undefined ? undefined : { format: 'choice', kind, stem, right, wrong, bloom, citations, confidence }
}
