import type { DocumentPart } from './document-part.js'
import { isNumbered } from './file-order.js'

/** From so many uses of a concept on the order of two parts counts. */
const LEAST_EVIDENCE = 2

/**
 * Parts in teaching order. Numbers in file names and the order within a document are kept. Where names say nothing, a
 * part that defines a concept comes before those that use it; parts without evidence stay where they are, next to
 * what they are most like.
 */
export function orderParts(
  parts: readonly DocumentPart[],
  likeness: (a: DocumentPart, b: DocumentPart) => number,
): readonly DocumentPart[] {
  const ids = [...new Set(parts.map(({ survey }) => survey.document.id))]
  if (ids.length < 4 || ids.length < parts.length || isNumbered(ids)) return parts
  const needs = precedence(parts)
  const left = new Set(parts.keys())
  const ordered: number[] = []
  while (left.size > 0) {
    const open = (index: number) => [...left].reduce((sum, other) => sum + (needs[index]?.[other] ?? 0), 0)
    const last = parts[ordered.at(-1) ?? -1]
    const best = [...left]
      .map((index) => {
        const part = parts[index]
        return { index, needed: open(index), like: last === undefined || part === undefined ? 0 : likeness(last, part) }
      })
      .reduce((a, b) => (b.needed < a.needed || (b.needed === a.needed && b.like > a.like) ? b : a))
    ordered.push(best.index)
    left.delete(best.index)
  }
  return ordered.flatMap((index) => parts[index] ?? [])
}

/** How often each part uses what another one defines, as far as that is not mutual. */
function precedence(parts: readonly DocumentPart[]): readonly (readonly number[])[] {
  const texts = parts.map(({ survey }) => ` ${survey.document.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `)
  const uses = parts.map((_part, user) =>
    parts.map((definer, other) => {
      if (user === other) return 0
      const concepts = new Set([definer.title.toLowerCase(), ...definer.survey.terms.map(({ key }) => key)])
      let count = 0
      for (const concept of concepts) count += Math.min(3, (texts[user] ?? '').split(` ${concept} `).length - 1)
      return count
    }),
  )
  return uses.map((row, user) =>
    row.map((count, other) => {
      const net = count - (uses[other]?.[user] ?? 0)
      return net >= LEAST_EVIDENCE ? net : 0
    }),
  )
}
