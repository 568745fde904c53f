import { type Block, type Entry, type Line, notesOf, type Run, type Structure } from './structure.js'

/** Marks that mean something wherever they stand. Brackets and braces mean something only in pairs of their kind. */
const SPECIAL = /[\\`*_<>#+\-.!|~$&]/g

/** Writes a structure as Markdown. */
export function writeMarkdown(structure: Structure): string {
  const writer = new MarkdownWriter(structure)
  return writer.write()
}

class MarkdownWriter {
  readonly #targets = new Map<string, string>()
  readonly #structure: Structure
  #notes = 0

  constructor(structure: Structure) {
    this.#structure = structure
  }

  write(): string {
    const body = this.#blocks(this.#structure)
    const notes = notesOf(this.#structure).map((line, index) => `[^n${index + 1}]: ${this.#line(line)}`)
    const targets = [...this.#targets].map(([target, label]) => `[${label}]: <${target}>`)
    return `${[body, ...notes, targets.join('\n')].filter((part) => part !== '').join('\n\n')}\n`
  }

  #blocks(blocks: readonly Block[]): string {
    // Lists that follow each other are one list without something between them.
    const separated = blocks.map((block, index) =>
      block.kind === 'list' && blocks[index - 1]?.kind === 'list' ? '<!-- -->\n\n' : '',
    )
    return blocks.map((block, index) => `${separated[index]}${this.#block(block)}`).join('\n\n')
  }

  #block(block: Block): string {
    if (block.kind === 'heading') return `${'#'.repeat(block.level)} ${this.#line(block.line)}`
    if (block.kind === 'paragraph') return this.#line(block.line)
    if (block.kind === 'formula') return `$$\n${block.tex}\n$$`
    if (block.kind === 'code') return `\`\`\`\`\`${block.language}\n${block.text}\n\`\`\`\`\``
    if (block.kind === 'list')
      return block.entries.map((entry, index) => this.#entry(entry, block.ordered ? `${index + 1}. ` : '- ')).join('\n')
    const rows = [
      block.header.map((line) => this.#line(line)),
      block.header.map(() => '---'),
      ...block.rows.map((row) => row.map((cell) => (cell === undefined ? '' : this.#line(cell.line)))),
    ]
    return rows.map((row) => `| ${row.join(' | ')} |`).join('\n')
  }

  #entry({ line, children }: Entry, bullet: string): string {
    const inner = [this.#line(line), ...(children.length === 0 ? [] : [this.#blocks(children)])].join('\n\n')
    return bullet + inner.replace(/\n(?=[^\n])/g, `\n${' '.repeat(bullet.length)}`)
  }

  #line(line: Line): string {
    return line.map((run) => this.#run(run)).join(' ')
  }

  #run(run: Run): string {
    if (run.kind === 'formula') return `$${run.tex}$`
    if (run.kind === 'note') {
      this.#notes += 1
      return `${run.text}[^n${this.#notes}]`
    }
    if (run.kind === 'bold') return `**${run.text}**`
    if (run.kind === 'italic') return `*${run.text}*`
    if (run.kind === 'code') return `\`${run.text}\``
    if (!('target' in run)) return escaped(run.text)
    if (run.kind === 'link') return `[${run.text}](<${run.target}>)`
    const label = this.#targets.get(run.target) ?? `target ${this.#targets.size}`
    this.#targets.set(run.target, label)
    return `[${run.text}][${label}]`
  }
}

function escaped(text: string): string {
  // A link, also one that is defined elsewhere, is the only use of brackets that needs an escape.
  return text.replace(SPECIAL, '\\$&').replaceAll('[x](', '\\[x\\](')
}
