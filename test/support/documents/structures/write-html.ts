import { type Block, type Line, notesOf, type Run, type Structure } from './structure.js'

/** How a page carries a formula: as MathML with its source, or drawn by KaTeX or MathJax. */
const FORMULA_FORMS: readonly ((tex: string, isDisplay: boolean) => string)[] = [
  (tex, isDisplay) => mathml(tex, isDisplay),
  (tex, isDisplay) =>
    `<math${isDisplay ? ' display="block"' : ''} alttext="${attributeText(tex.includes('^') ? tex : `{\\displaystyle ${tex}}`)}"><mi>wrong</mi></math>`,
  (tex, isDisplay) =>
    `${isDisplay ? '<span class="katex-display">' : ''}<span class="katex"><span class="katex-mathml">${mathml(tex, isDisplay)}</span><span class="katex-html" aria-hidden="true">twice</span></span>${isDisplay ? '</span>' : ''}`,
  (tex, isDisplay) =>
    `<span class="MathJax_Preview">preview</span><span class="MathJax${isDisplay ? '_Display' : ''}">drawn</span><script type="math/tex${isDisplay ? '; mode=display' : ''}">${tex}</script>`,
  (tex, isDisplay) =>
    `<mjx-container class="MathJax" jax="SVG"${isDisplay ? ' display="true"' : ''}><svg><text>drawn</text></svg><mjx-assistive-mml>${mathml(tex, isDisplay)}</mjx-assistive-mml></mjx-container>`,
]

/** Writes a structure as a page. */
export function writeHtml(structure: Structure): string {
  const writer = new HtmlWriter()
  const body = structure.map((block) => writer.block(block)).join('\n')
  const notes = notesOf(structure).map(
    (line, index) =>
      `<li id="fn${index + 1}"><p>${writer.line(line)} <a href="#ref${index + 1}" role="doc-backlink">↩</a></p></li>`,
  )
  const section =
    notes.length === 0 ? '' : `<section class="footnotes" role="doc-endnotes"><ol>${notes.join('')}</ol></section>`
  return `<!DOCTYPE html><html><body>${body}${section}</body></html>`
}

class HtmlWriter {
  #formulas = 0
  #notes = 0

  block(block: Block): string {
    if (block.kind === 'heading') return `<h${block.level}>${this.line(block.line)}</h${block.level}>`
    if (block.kind === 'paragraph') return `<p>${this.line(block.line)}</p>`
    if (block.kind === 'formula') return `<p>${this.#formula(block.tex, true)}</p>`
    if (block.kind === 'code')
      return `<pre><code class="language-${block.language}">${escaped(block.text)}</code></pre>`
    if (block.kind === 'list') {
      const tag = block.ordered ? 'ol' : 'ul'
      const entries = block.entries.map(
        ({ line, children }) => `<li>${this.line(line)}${children.map((child) => this.block(child)).join('')}</li>`,
      )
      return `<${tag}>${entries.join('\n')}</${tag}>`
    }
    const header = block.header.map((line) => `<th>${this.line(line)}</th>`).join('')
    const rows = block.rows.map((row) => {
      const cells = row.flatMap((cell) =>
        cell === undefined ? [] : [`<td colspan="${cell.columns}" rowspan="${cell.rows}">${this.line(cell.line)}</td>`],
      )
      return `<tr>${cells.join('')}</tr>`
    })
    return `<table><thead><tr>${header}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  }

  line(line: Line): string {
    return line.map((run) => this.#run(run)).join(' ')
  }

  #run(run: Run): string {
    if (run.kind === 'formula') return this.#formula(run.tex, false)
    const text = escaped(run.text)
    if (run.kind === 'note') {
      this.#notes += 1
      return `${text}<sup><a href="#fn${this.#notes}" id="ref${this.#notes}">${this.#notes}</a></sup>`
    }
    if (run.kind === 'bold') return `<b>${text}</b>`
    if (run.kind === 'italic') return `<em>${text}</em>`
    if (run.kind === 'code') return `<code>${text}</code>`
    if (!('target' in run)) return text
    return `<a href="${attributeText(run.target)}">${text}</a>`
  }

  #formula(tex: string, isDisplay: boolean): string {
    const form = FORMULA_FORMS[this.#formulas++ % FORMULA_FORMS.length]
    return form === undefined ? '' : form(tex, isDisplay)
  }
}

function mathml(tex: string, isDisplay: boolean): string {
  return `<math${isDisplay ? ' display="block"' : ''}><semantics><mrow><mi>wrong</mi></mrow><annotation encoding="application/x-tex">${escaped(tex)}</annotation></semantics></math>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function attributeText(text: string): string {
  return escaped(text).replaceAll('"', '&quot;')
}
