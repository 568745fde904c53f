import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { transformSync } from '@swc/core'
import { COMPILER_TIMEOUT_MS } from '../embedding-project.js'
import { parse, type Snippet } from './markdown.js'

const run = promisify(execFile)

/** One or more snippets of a document that make one module. */
export interface SnippetModule {
  /** `README.md:12`: the document and the line of the first snippet. */
  readonly name: string
  readonly document: string
  /** The code at the lines where it stands in the document, so that what the compiler says leads there. */
  readonly text: string
  readonly runs: boolean
}

const WORDS = new Set(['run', 'continued'])

/**
 * The TypeScript of a document. ` ```ts ` begins a module, ` ```ts continued ` goes on with the one before, and
 * ` ```ts run ` marks a module that is executed.
 *
 * @throws Error for JavaScript, which would stay unchecked, and for unknown words
 */
export function snippetModules(document: string, text: string): readonly SnippetModule[] {
  const groups: Snippet[][] = []
  for (const snippet of parse(text).snippets) {
    const where = `${document}:${snippet.line}`
    if (/^(js|javascript|mjs|cjs|typescript|tsx|jsx)$/.test(snippet.language)) {
      throw new Error(`${where} is marked as ${snippet.language}; write ts, so that it is compiled`)
    }
    if (snippet.language !== 'ts') continue
    const unknown = snippet.words.filter((word) => !WORDS.has(word))
    if (unknown.length > 0) throw new Error(`${where} has the mark "${unknown.join(' ')}"; known: run, continued`)
    const last = groups.at(-1)
    if (!snippet.words.includes('continued')) groups.push([snippet])
    else if (last) last.push(snippet)
    else throw new Error(`${where} continues nothing`)
  }
  return groups.map((group) => {
    const lines: string[] = []
    for (const { line, code } of group) for (const [index, content] of code.entries()) lines[line + index] = content
    return {
      name: `${document}:${group[0]?.line}`,
      document,
      text: `${Array.from(lines, (content) => content ?? '').join('\n')}\n`,
      runs: group.some(({ words }) => words.includes('run')),
    }
  })
}

/**
 * What the compiler reports on the modules, `document:line message` each; they import our package by its name.
 *
 * @throws Error if the compiler ends without a report
 */
export async function compileModules(
  modules: readonly SnippetModule[],
  entries: { readonly [specifier: string]: string },
): Promise<readonly string[]> {
  const compiling = run(process.execPath, ['test/support/documentation/compile-modules.mjs'], {
    timeout: COMPILER_TIMEOUT_MS,
  })
  compiling.child.stdin?.end(JSON.stringify({ modules, entries }))
  const { stdout } = await compiling
  return JSON.parse(stdout) as readonly string[]
}

/** The module as JavaScript. */
export function toJavaScript({ text }: SnippetModule): string {
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2023', transform: { verbatimModuleSyntax: true } } as const
  return transformSync(text, { jsc, module: { type: 'es6' } }).code
}
