// Reads `{ modules, entries }` as JSON from its input and prints what the compiler reports, as a JSON list of texts.
// A process of its own: inside jest the compiler needs several times as long.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'

// The declarations of packages are not checked: test/packaging/embed.test.ts does so for ours.
const { modules, entries } = JSON.parse(readFileSync(0, 'utf8'))
const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd())
const paths = Object.fromEntries(Object.entries(entries).map(([specifier, types]) => [specifier, [resolve(types)]]))
const settings = { ...options, paths, moduleDetection: ts.ModuleDetectionKind.Force, skipLibCheck: true }

// Beside their documents, without being written there: packages resolve as for the project's own files.
const fileOf = ({ name, document }) => resolve(dirname(document), `${name.replaceAll(/[^A-Za-z0-9]/g, '_')}.ts`)
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
const reports = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n')
  if (!file || start === undefined) return message
  const { line } = ts.getLineAndCharacterOfPosition(file, start)
  return `${files.get(file.fileName)?.document ?? file.fileName}:${line + 1} ${message}`
})
process.stdout.write(JSON.stringify(reports))
