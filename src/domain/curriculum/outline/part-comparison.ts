import type { DocumentPart } from './document-part.js'
import { cutRow, gainsOf, groupFreely } from './group-parts.js'
import { needsOfGroups, orderByNeeds } from './infer-order.js'
import { countWordsOf, likenessOf, type PairTable, type WordVector, wordVectors } from './likeness.js'
import { needsBetween } from './part-needs.js'
import { placesOf } from './part-places.js'
import { sharedWords } from './shared-title.js'

/** Compares the parts of a program with one another. Computes what is asked for, once. */
export class PartComparison {
  readonly #parts: readonly DocumentPart[]
  readonly #indexes: ReadonlyMap<DocumentPart, number>
  readonly #subject: string
  #counts: readonly ReadonlyMap<string, number>[] | undefined
  #vectors: ReadonlyMap<DocumentPart, WordVector> | undefined
  #likeness: PairTable | undefined
  #needs: PairTable | undefined
  #places: readonly number[] | undefined

  /** @param subject the title of the program, whose words no unit is named by */
  constructor(parts: readonly DocumentPart[], subject: string) {
    this.#parts = parts
    this.#indexes = new Map(parts.map((part, index) => [part, index]))
    this.#subject = subject
  }

  /** Groups of neighbours that are alike. */
  cut(parts: readonly DocumentPart[], max: number): readonly (readonly DocumentPart[])[] {
    const ends = cutRow(gainsOf(this.#likenessOf(parts)), max)
    return ends.map((end, index) => parts.slice(ends[index - 1] ?? 0, end))
  }

  /** Groups of parts that are alike, in any order. */
  group(parts: readonly DocumentPart[], max: number): readonly (readonly DocumentPart[])[] {
    const groups = groupFreely(gainsOf(this.#likenessOf(parts)), max)
    return groups.map((group) => group.flatMap((index) => parts[index] ?? []))
  }

  /** An order of groups: what others need comes first. */
  order(groups: readonly (readonly DocumentPart[])[]): readonly number[] {
    if (groups.length < 2) return [...groups.keys()]
    this.#needs ??= needsBetween(this.#parts, this.#countsOf())
    const indexes = groups.map((group) => group.flatMap((part) => this.#indexes.get(part) ?? []))
    this.#places ??= placesOf(this.#parts)
    const places = indexes.map(
      (group) => group.reduce((sum, part) => sum + (this.#places?.[part] ?? 0), 0) / (group.length || 1),
    )
    return orderByNeeds(needsOfGroups(this.#needs, indexes), places)
  }

  /** For reasons: `"sensor", "soil moisture"`; empty if nothing is shared. */
  shared(parts: readonly DocumentPart[], all: readonly DocumentPart[]): string {
    const { words } = this.#shared(
      parts,
      all.filter((part) => !parts.includes(part)),
    )
    return words.map((word) => `"${word}"`).join(', ')
  }

  /** The title of a group. */
  title(parts: readonly DocumentPart[], others: readonly DocumentPart[]): string {
    return this.#shared(parts, others).title
  }

  #shared(parts: readonly DocumentPart[], others: readonly DocumentPart[]) {
    const counts = this.#countsOf()
    const byPart = new Map(this.#parts.map((part, index) => [part, counts[index] ?? new Map()]))
    return sharedWords(parts, others, this.#vectorsOf(), byPart, this.#subject)
  }

  #countsOf(): readonly ReadonlyMap<string, number>[] {
    this.#counts ??= this.#parts.map(countWordsOf)
    return this.#counts
  }

  #vectorsOf(): ReadonlyMap<DocumentPart, WordVector> {
    if (this.#vectors === undefined) {
      const vectors = wordVectors(this.#parts, this.#countsOf())
      this.#vectors = new Map(this.#parts.map((part, index) => [part, vectors[index] ?? new Map()]))
    }
    return this.#vectors
  }

  #likenessOf(parts: readonly DocumentPart[]): PairTable {
    this.#likeness ??= likenessOf([...this.#vectorsOf().values()])
    const indexes = parts.map((part) => this.#indexes.get(part) ?? 0)
    return indexes.map((a) => Float64Array.from(indexes, (b) => this.#likeness?.[a]?.[b] ?? 0))
  }
}
