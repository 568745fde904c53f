import type { DraftInline } from '../../../domain/knowledge/index.js'
import type { PdfLine } from './pdf-lines.js'

const BROKEN_WORD = /(\p{L}+)[-\u00ad\u2010]\s*$/u
const CONTINUATION = /^\s*(\p{Ll}+)/u

/** Puts lines together to running text. */
export class LineJoiner {
  readonly #words: ReadonlySet<string>
  readonly #bodyFont: string

  /** @param lines all lines of the document: a word that is whole elsewhere tells how a broken one is spelt */
  constructor(lines: readonly PdfLine[], bodyFont: string) {
    this.#bodyFont = bodyFont
    this.#words = new Set(
      lines.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*(?!\p{L}|-$)/gu) ?? []),
    )
  }

  /** The lines as one paragraph, words that a line end broke made whole, and where a new page begins. */
  join(lines: readonly PdfLine[], page: number): readonly DraftInline[] {
    const inlines: DraftInline[] = []
    let onPage = page
    for (const [index, line] of lines.entries()) {
      const last = inlines.at(-1)
      if (index > 0 && last !== undefined) inlines[inlines.length - 1] = this.#ended(last, line)
      for (const [at, run] of line.runs.entries()) {
        const mark = run.mono ? 'code' : at === 0 && index === 0 && this.#isLead(line) ? 'bold' : undefined
        inlines.push({
          text: run.text,
          ...(mark === undefined ? {} : { marks: [mark] }),
          ...(at === 0 && line.page !== onPage ? { page: line.page } : {}),
        })
      }
      onPage = line.page
    }
    return inlines
  }

  /** Whether a paragraph opens with a few words in another font than the rest. */
  #isLead({ runs }: PdfLine): boolean {
    const [first, second] = runs
    return first !== undefined && first.font !== this.#bodyFont && second?.font === this.#bodyFont
  }

  #ended(run: DraftInline, next: PdfLine): DraftInline {
    const [, start = ''] = BROKEN_WORD.exec(run.text) ?? []
    const [, rest = ''] = CONTINUATION.exec(next.text) ?? []
    if (start === '' || rest === '') return { ...run, text: `${run.text} ` }
    const whole = `${start}${rest}`.toLowerCase()
    const hyphenated = `${start}-${rest}`.toLowerCase()
    const keep = this.#words.has(hyphenated) && !this.#words.has(whole)
    return { ...run, text: keep ? run.text.trimEnd() : run.text.replace(/[-\u00ad\u2010]\s*$/u, '') }
  }
}
