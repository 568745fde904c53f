import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'

/** The packages that a compiled file names in its imports; relative paths and node: modules left out. */
export function importedPackages(folder: string, path: string): readonly string[] {
  const { importedFiles, typeReferenceDirectives } = ts.preProcessFile(readFileSync(join(folder, path), 'utf8'))
  return [...importedFiles, ...typeReferenceDirectives]
    .map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:') && !builtinModules.includes(name))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
}
