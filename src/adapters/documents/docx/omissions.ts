/** The kinds of content that a document shows and a reader cannot return as text, or that it leaves out on purpose. */
const KINDS = {
  hidden: ['hidden text was left out in 1 place', 'hidden text was left out in # places'],
  deleted: [
    'text deleted in tracked changes was left out in 1 place',
    'text deleted in tracked changes was left out in # places',
  ],
  chart: ['1 chart was not read', '# charts were not read'],
  diagram: ['1 diagram was not read', '# diagrams were not read'],
  equationPicture: ['1 formula stored as a picture was not read', '# formulas stored as pictures were not read'],
  object: ['1 embedded file was not read', '# embedded files were not read'],
  symbol: ['1 symbol of an unknown font was left out', '# symbols of unknown fonts were left out'],
  field: ['1 formula field (EQ) was not read', '# formula fields (EQ) were not read'],
} as const satisfies { readonly [kind: string]: readonly [one: string, many: string] }

/** Counts what a document contains and its text does not. */
export class Omissions {
  readonly #counts = new Map<keyof typeof KINDS, number>()

  add(kind: keyof typeof KINDS, count = 1): void {
    if (count > 0) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count)
  }

  /** One sentence for each kind, for people. */
  notices(): readonly string[] {
    return [...this.#counts].map(([kind, count]) => {
      const [one, many] = KINDS[kind]
      return count === 1 ? one : many.replace('#', String(count))
    })
  }
}
