import { Markup } from '../../shared/html.js'

/** Text, and TeX between the marks of a formula. */
export type FormulaPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'formula'; readonly source: string; readonly tex: string; readonly display: boolean }

/** Longer ones are no formulas, but text between two marks. */
const MAX_LENGTH = 1_000

// `$$…$$`, `\[…\]`, `\(…\)`, and `$…$` as Pandoc reads it: no space within the marks and no digit after them, so that prices,
// shell variables and prompts stay text.
const FORMULA =
  /\$\$(?<block>[^$]+?)\$\$|\\\[(?<bracket>[\s\S]+?)\\\]|\\\((?<paren>[\s\S]+?)\\\)|(?<![\\\w$`])\$(?![\s$])(?<inline>[^$\n`]+?)(?<![\s\\])\$(?![\w$`])/g

/** The formulas in a text, and the text between them. */
export function formulasIn(text: string): readonly FormulaPiece[] {
  const pieces: FormulaPiece[] = []
  let at = 0
  for (const match of text.matchAll(FORMULA)) {
    const { block, bracket, paren, inline } = match.groups ?? {}
    const tex = (block ?? bracket ?? paren ?? inline ?? '').trim()
    if (tex === '' || tex.length > MAX_LENGTH) continue
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) })
    pieces.push({ kind: 'formula', source: match[0], tex, display: (block ?? bracket) !== undefined })
    at = match.index + match[0].length
  }
  if (at < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(at) })
  return pieces
}

/** Shows TeX as MathML; `undefined` for TeX that cannot be read. */
export type RenderFormula = (tex: string, display: boolean) => Markup | undefined

/** The renderer of formulas if a value has a text with one: most documents do not need its package. */
export async function formulaRenderer(document: unknown): Promise<RenderFormula | undefined> {
  if (!hasFormula(document)) return undefined
  const { default: temml } = await import('temml')
  return (tex, display) => {
    try {
      // Without trust TeX can make no links, images, classes or styles of its own; the package escapes all text.
      const options = { displayMode: display, throwOnError: true, trust: false, strict: false, maxExpand: 200 }
      return Markup.trusted(temml.renderToString(tex, options))
    } catch {
      return undefined
    }
  }
}

function hasFormula(value: unknown): boolean {
  if (typeof value === 'string') return formulasIn(value).some(({ kind }) => kind === 'formula')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(hasFormula)
}
