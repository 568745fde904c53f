import { childOf, elementsOf, flagOf, textOf, valueIn, type XmlElement } from './xml-tree.js'

/** A formula of an office document (`m:oMath`) as TeX, without delimiters. Letters and operators stay as written. */
export function mathToTex(formula: XmlElement): string {
  return texOf(elementsOf(formula)).replace(/\s+/g, ' ').trim()
}

type Converter = (element: XmlElement) => string

function texOf(elements: readonly XmlElement[]): string {
  return elements.map(elementToTex).reduce(joined, '')
}

/** A command such as `\alpha` needs a space before a letter. */
function joined(left: string, right: string): string {
  return /\\[a-z]+$/i.test(left) && /^[a-z]/i.test(right) ? `${left} ${right}` : left + right
}

function elementToTex(element: XmlElement): string {
  if (Object.hasOwn(CONVERTERS, element.name)) return CONVERTERS[element.name]?.(element) ?? ''
  return PROPERTIES.test(element.name) ? '' : texOf(elementsOf(element))
}

/** Properties, and deleted text. */
const PROPERTIES = /^(?:m:\w+Pr|w:rPr|w:del|w:moveFrom|w:instrText)$/

function part(element: XmlElement, name: string): string {
  const found = childOf(element, name)
  return found === undefined ? '' : mathToTex(found)
}

function parts(element: XmlElement, name: string): readonly string[] {
  return elementsOf(element)
    .filter((child) => child.name === name)
    .map(mathToTex)
}

/** A property; `undefined` if it is not set, empty if it has no value. */
function property(element: XmlElement, group: string, name: string): string | undefined {
  const found = childOf(childOf(element, group), name)
  return found === undefined ? undefined : (valueIn(found) ?? '')
}

function isOn(element: XmlElement, group: string, name: string): boolean {
  return flagOf(childOf(element, group), name) === true
}

/** The base of an index or exponent: more than one sign needs braces. */
function base(tex: string): string {
  return /^(?:[^\\{}\s]|\\[a-z]+(?:\{[^{}]*\})?)?$/iu.test(tex) ? tex : `{${tex}}`
}

function scripts(sub: string, sup: string): string {
  return `${sub === '' ? '' : `_${script(sub)}`}${sup === '' ? '' : `^${script(sup)}`}`
}

/** One letter or digit needs no braces. */
function script(tex: string): string {
  return /^[\p{L}\p{N}]$/u.test(tex) ? tex : `{${tex}}`
}

const CONVERTERS: { readonly [name: string]: Converter } = {
  'm:r': run,
  'm:t': (element) => escaped(textOf(element)),
  'w:t': (element) => escaped(textOf(element)),
  'm:f': fraction,
  'm:sSup': (element) => base(part(element, 'm:e')) + scripts('', part(element, 'm:sup')),
  'm:sSub': (element) => base(part(element, 'm:e')) + scripts(part(element, 'm:sub'), ''),
  'm:sSubSup': (element) => base(part(element, 'm:e')) + scripts(part(element, 'm:sub'), part(element, 'm:sup')),
  'm:sPre': (element) => `{}${scripts(part(element, 'm:sub'), part(element, 'm:sup'))}${base(part(element, 'm:e'))}`,
  'm:rad': (element) => {
    const degree = part(element, 'm:deg')
    const hidden = degree === '' || isOn(element, 'm:radPr', 'm:degHide')
    return `\\sqrt${hidden ? '' : `[${degree}]`}{${part(element, 'm:e')}}`
  },
  'm:nary': nary,
  'm:d': delimited,
  'm:func': (element) => joined(functionName(part(element, 'm:fName')), ` ${part(element, 'm:e')}`),
  'm:limLow': (element) => limit(element, '_'),
  'm:limUpp': (element) => limit(element, '^'),
  'm:acc': (element) => {
    const accent = property(element, 'm:accPr', 'm:chr') ?? '\u0302'
    return `${ACCENTS[accent] ?? '\\hat'}{${part(element, 'm:e')}}`
  },
  'm:bar': (element) =>
    `${property(element, 'm:barPr', 'm:pos') === 'top' ? '\\overline' : '\\underline'}{${part(element, 'm:e')}}`,
  'm:groupChr': groupCharacter,
  'm:borderBox': (element) => `\\boxed{${part(element, 'm:e')}}`,
  'm:phant': (element) => (flagOf(childOf(element, 'm:phantPr'), 'm:show') === false ? '' : part(element, 'm:e')),
  'm:eqArr': (element) => `\\begin{aligned}${parts(element, 'm:e').join(' \\\\ ')}\\end{aligned}`,
  'm:m': (element) => {
    const rows = elementsOf(element).filter(({ name }) => name === 'm:mr')
    return `\\begin{matrix}${rows.map((row) => parts(row, 'm:e').join(' & ')).join(' \\\\ ')}\\end{matrix}`
  },
}

const ALPHABETS: { readonly [script: string]: string } = {
  'double-struck': '\\mathbb',
  fraktur: '\\mathfrak',
  script: '\\mathcal',
  'sans-serif': '\\mathsf',
  monospace: '\\mathtt',
}

function run(element: XmlElement): string {
  const hidden = flagOf(childOf(element, 'w:rPr'), 'w:vanish') === true
  if (hidden) return ''
  const tex = texOf(elementsOf(element))
  if (tex.trim() === '') return tex
  if (isOn(element, 'm:rPr', 'm:nor')) return `\\text{${tex}}`
  const alphabet = ALPHABETS[property(element, 'm:rPr', 'm:scr') ?? '']
  return alphabet === undefined ? tex : `${alphabet}{${tex}}`
}

function fraction(element: XmlElement): string {
  const [over, under] = [part(element, 'm:num'), part(element, 'm:den')]
  const type = property(element, 'm:fPr', 'm:type')
  if (type === 'lin') return `${base(over)}/${base(under)}`
  return type === 'noBar' ? `{${over} \\atop ${under}}` : `\\frac{${over}}{${under}}`
}

const OPERATORS: { readonly [sign: string]: string } = {
  '∑': '\\sum',
  '∏': '\\prod',
  '∐': '\\coprod',
  '∫': '\\int',
  '∬': '\\iint',
  '∭': '\\iiint',
  '∮': '\\oint',
  '⋃': '\\bigcup',
  '⋂': '\\bigcap',
  '⋁': '\\bigvee',
  '⋀': '\\bigwedge',
}

function nary(element: XmlElement): string {
  const sign = property(element, 'm:naryPr', 'm:chr') ?? '∫'
  const sub = isOn(element, 'm:naryPr', 'm:subHide') ? '' : part(element, 'm:sub')
  const sup = isOn(element, 'm:naryPr', 'm:supHide') ? '' : part(element, 'm:sup')
  const operator = (OPERATORS[sign] ?? sign) + scripts(sub, sup)
  const body = part(element, 'm:e')
  return body === '' ? operator : `${operator} ${body}`
}

/** Content in brackets. A missing property means a round bracket; an empty one means no bracket. */
function delimited(element: XmlElement): string {
  const open = property(element, 'm:dPr', 'm:begChr') ?? '('
  const close = property(element, 'm:dPr', 'm:endChr') ?? ')'
  const separator = property(element, 'm:dPr', 'm:sepChr') ?? '|'
  const inner = parts(element, 'm:e').join(escaped(separator))
  // Brackets around tall content grow with it.
  if (!/\\(?:frac|begin|sum|prod|int|atop)/.test(inner)) return `${escaped(open)}${inner}${escaped(close)}`
  return `\\left${escaped(open) || '.'}${inner}\\right${escaped(close) || '.'}`
}

const FUNCTIONS =
  /^(?:arccos|arcsin|arctan|arg|cosh?|coth?|csc|deg|det|dim|exp|gcd|hom|inf|ker|lg|lim|liminf|limsup|ln|log|max|min|Pr|sec|sinh?|sup|tanh?)(?![a-z])/i

function functionName(name: string): string {
  const plain = name.replace(/^\\text\{([^{}]*)\}/, '$1')
  return FUNCTIONS.test(plain) ? `\\${plain}` : plain
}

function limit(element: XmlElement, sign: '_' | '^'): string {
  const body = functionName(part(element, 'm:e'))
  return `${/^\\[a-z]+$/i.test(body) ? body : base(body)}${sign}{${part(element, 'm:lim')}}`
}

const ACCENTS: { readonly [character: string]: string } = {
  '\u0300': '\\grave',
  '\u0301': '\\acute',
  '\u0302': '\\hat',
  '\u0303': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\overline',
  '\u0306': '\\breve',
  '\u0307': '\\dot',
  '\u0308': '\\ddot',
  '\u030c': '\\check',
  '\u20d7': '\\vec',
  '\u20d6': '\\overleftarrow',
  '\u20e1': '\\overleftrightarrow',
  '^': '\\hat',
  '~': '\\tilde',
  '¯': '\\bar',
  '→': '\\vec',
}

function groupCharacter(element: XmlElement): string {
  const sign = property(element, 'm:groupChrPr', 'm:chr') ?? '⏟'
  const top = property(element, 'm:groupChrPr', 'm:pos') === 'top'
  const body = part(element, 'm:e')
  if (sign === '⏟' || sign === '⏞') return `${sign === '⏞' ? '\\overbrace' : '\\underbrace'}{${body}}`
  return `\\${top ? 'overset' : 'underset'}{${escaped(sign)}}{${body}}`
}

/** TeX gives these characters a meaning. */
function escaped(text: string): string {
  return text.replace(/[\\{}$#%&_^~]/g, (sign) => {
    if (sign === '\\') return '\\backslash '
    return sign === '^' || sign === '~' ? `\\${sign}{}` : `\\${sign}`
  })
}
