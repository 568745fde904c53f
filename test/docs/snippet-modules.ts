import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import { parse, type Snippet } from './markdown.js'

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
 * @throws Error for JavaScript, which nobody would check, and for words that mean nothing
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

/** What the compiler has against the modules, `document:line message` each; they import our package by its name. */
export function compileModules(
  modules: readonly SnippetModule[],
  entries: { readonly [specifier: string]: string },
): readonly string[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: { compilerOptions: object } }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd())
  const paths = Object.fromEntries(Object.entries(entries).map(([specifier, source]) => [specifier, [resolve(source)]]))
  const settings: ts.CompilerOptions = { ...options, paths, moduleDetection: ts.ModuleDetectionKind.Force }

  // Beside their documents, without being written there: packages resolve as for the project's own files.
  const files = new Map(modules.map((module) => [fileOf(module), module]))
  const host = ts.createCompilerHost(settings)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path)?.text ?? readFile(path)
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const module = files.get(path)
    if (!module) return getSourceFile(path, languageVersion, ...rest)
    return ts.createSourceFile(path, module.text, languageVersion)
  }
  const program = ts.createProgram([...files.keys()], settings, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n')
    if (!file || start === undefined) return message
    const { line } = ts.getLineAndCharacterOfPosition(file, start)
    return `${files.get(file.fileName)?.document ?? file.fileName}:${line + 1} ${message}`
  })
}

/** The module as JavaScript. */
export function toJavaScript({ text }: SnippetModule): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true }
  return ts.transpileModule(text, { compilerOptions }).outputText
}

function fileOf({ name, document }: SnippetModule): string {
  return resolve(dirname(document), `${name.replaceAll(/[^A-Za-z0-9]/g, '_')}.ts`)
}
