import type { DraftInline } from '../../../domain/knowledge/index.js'
import { formulaInline } from '../formula-text.js'
import { attribute, elementsBelow, type HtmlElement, hasClass, isElement, textBelow } from './html-tree.js'

type Marks = NonNullable<DraftInline['marks']>

const TEX_ENCODING = /^(?:application\/x-(?:la)?tex|text\/x-tex|(?:la)?tex)$/i
const TEX_SCRIPT = /^math\/tex\b/i
/** What a program has drawn. The source of the formula is near it. */
const DRAWN = /(?:^|\s)(?:MathJax(?:_\w+)?|MJX[\w-]*|katex(?:-html)?|mwe-math-element)(?=\s|$)/
const WRITTEN = /(?:^|\s)(?:math|arithmatex)(?=\s|$)/
const PICTURE = /(?:^|\s)(?:math|tex|latex|mwe-math-fallback-image-(?:inline|display))(?=\s|$)/i

/**
 * The formula that an element is: MathML, what KaTeX or MathJax have drawn, a script with TeX, a picture of a formula.
 * Of a formula, its TeX is read, else its alternative text, else its text; once.
 *
 * @returns `undefined` if the element is no formula; without text if the formula stands elsewhere
 */
export function formulaOf(node: HtmlElement, marks: Marks = []): DraftInline | undefined {
  const { tagName: tag } = node
  const classes = attribute(node, 'class')
  if (tag === 'math') return mathElement(node, attribute(node, 'display') === 'block', marks)
  if (tag === 'script') return TEX_SCRIPT.test(attribute(node, 'type')) ? script(node, marks) : undefined
  if (tag === 'img') {
    const alt = PICTURE.test(classes) ? attribute(node, 'alt').trim() : ''
    return alt === '' ? undefined : inDelimiters(alt, /display|block/.test(classes), marks)
  }
  if (tag === 'mjx-container' || DRAWN.test(classes)) return drawn(node, marks)
  // Pandoc and MkDocs write TeX in its delimiters, for a program that draws it.
  if (!WRITTEN.test(classes) || (tag !== 'span' && tag !== 'div')) return undefined
  const [whole, opening = '', tex = ''] =
    /^\s*(\$\$?|\\[([])([\s\S]*?)(?:\$\$?|\\[)\]])\s*$/.exec(textBelow(node)) ?? []
  return whole === undefined ? undefined : formulaInline(tex, opening, marks)
}

function script(node: HtmlElement, marks: Marks): DraftInline {
  const tex = node.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
  const cdata = /^\s*%?\s*<!\[CDATA\[([\s\S]*?)%?\s*\]\]>\s*$/.exec(tex)?.[1] ?? tex
  return inDelimiters(cdata, /mode\s*=\s*display/i.test(attribute(node, 'type')), marks)
}

function drawn(node: HtmlElement, marks: Marks): DraftInline {
  const nothing: DraftInline = { text: '' }
  if (hasClass(node, /^MathJax(?:_\w+)?$/) && hasScript(node)) return nothing
  if (hasClass(node, /^MathJax_Preview$|^MJX_Assistive_MathML$/)) return nothing
  const below = [...elementsBelow(node)]
  const isDisplay =
    attribute(node, 'display') === 'true' ||
    hasClass(node, /display/i) ||
    below.some((one) => hasClass(one, /display/i)) ||
    below.some((one) => one.tagName === 'math' && attribute(one, 'display') === 'block') ||
    isInDisplay(node)
  const math = below.find(({ tagName }) => tagName === 'math')
  if (math !== undefined) return mathElement(math, isDisplay, marks)
  const source = [node, ...below].map((one) => attribute(one, 'data-latex')).find((tex) => tex !== '')
  if (source !== undefined) return inDelimiters(source, isDisplay, marks)
  const alt = below.map((one) => attribute(one, 'alt')).find((text) => text.trim() !== '')
  if (alt !== undefined) return inDelimiters(alt, isDisplay, marks)
  const label = attribute(node, 'aria-label') || attribute(node, 'title') || textBelow(node)
  return formulaInline(label, '', marks)
}

/** MathJax 2 leaves its source in a script behind what it has drawn. */
function hasScript(node: HtmlElement): boolean {
  const around = node.parentNode
  const siblings = around !== null && 'childNodes' in around ? around.childNodes : []
  const at = siblings.indexOf(node)
  return siblings.slice(at, at + 4).some((one) => isElement(one) && TEX_SCRIPT.test(attribute(one, 'type')))
}

function isInDisplay({ parentNode }: HtmlElement): boolean {
  return parentNode !== null && 'tagName' in parentNode && hasClass(parentNode, /^(?:katex-display|MathJax_Display)$/)
}

function mathElement(math: HtmlElement, isDisplay: boolean, marks: Marks): DraftInline {
  for (const element of elementsBelow(math)) {
    if (element.tagName === 'annotation' && TEX_ENCODING.test(attribute(element, 'encoding').trim())) {
      const tex = textBelow(element)
      if (tex.trim() !== '') return inDelimiters(tex, isDisplay, marks)
    }
  }
  const alternative = (attribute(math, 'data-latex') || attribute(math, 'alttext')).trim()
  if (alternative !== '') {
    return /[\\^_{]/.test(alternative)
      ? inDelimiters(alternative, isDisplay, marks)
      : formulaInline(alternative, '', marks)
  }
  return formulaInline(linear(math, 0), '', marks)
}

function inDelimiters(tex: string, isDisplay: boolean, marks: Marks): DraftInline {
  // Wikipedia puts each formula into the style of its place.
  const bare = /^\s*\{\\(?:display|text)style\s([\s\S]*)\}\s*$/.exec(tex)?.[1] ?? tex
  const source = hasBalancedBraces(bare) ? bare : tex
  return formulaInline(source.replace(/^\s*\$\$?([^$]*)\$\$?\s*$/, '$1'), isDisplay ? '$$' : '$', marks)
}

function hasBalancedBraces(tex: string): boolean {
  let depth = 0
  for (const [brace] of tex.matchAll(/(?<!\\)[{}]/g)) {
    depth += brace === '{' ? 1 : -1
    if (depth < 0) return false
  }
  return depth === 0
}

const MAX_DEPTH = 100
const INVISIBLE_OPERATORS = /[\u2061-\u2064\u200b]/g

/** MathML without TeX as one line: `1/2`, `x^2`, `√(x)`. */
function linear(node: HtmlElement, depth: number): string {
  const children = node.childNodes.filter(isElement)
  if (children.length === 0 || depth > MAX_DEPTH) {
    return textBelow(node).replace(INVISIBLE_OPERATORS, '').replace(/\s+/g, ' ').trim()
  }
  const part = (index: number): string => {
    const child = children[index]
    return child === undefined ? '' : linear(child, depth + 1)
  }
  const group = (index: number): string => (/^[\p{L}\p{N}.,]*$/u.test(part(index)) ? part(index) : `(${part(index)})`)
  const { tagName: tag } = node
  if (tag === 'mfrac') return `${group(0)}/${group(1)}`
  if (tag === 'msup' || tag === 'mover') return `${group(0)}^${group(1)}`
  if (tag === 'msub' || tag === 'munder') return `${group(0)}_${group(1)}`
  if (tag === 'msubsup' || tag === 'munderover') return `${group(0)}_${group(1)}^${group(2)}`
  if (tag === 'mroot') return `${group(0)}^(1/${part(1)})`
  const shown =
    tag === 'semantics' ? children.slice(0, 1) : children.filter(({ tagName }) => !tagName.startsWith('annotation'))
  const inner = shown.map((child) => linear(child, depth + 1)).join(tag === 'mtr' ? ' ' : tag === 'mtable' ? '; ' : '')
  if (tag === 'msqrt') return `√(${inner})`
  return tag === 'mfenced' ? `(${inner})` : inner
}
