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

/** The texts of compiled files, such as hints, and the documents that they link to by `docsUrl`. */
export function messagesIn(
  folder: string,
  paths: readonly string[],
): { readonly texts: readonly string[]; readonly documents: readonly string[] } {
  const texts: string[] = []
  const documents: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const { parent } = node
      const isLink = ts.isCallExpression(parent) && parent.expression.getText() === 'docsUrl'
      ;(isLink ? documents : texts).push(node.text)
    }
    ts.forEachChild(node, visit)
  }
  for (const path of paths.filter((name) => name.endsWith('.js'))) {
    visit(ts.createSourceFile(path, readFileSync(join(folder, path), 'utf8'), ts.ScriptTarget.ES2023, true))
  }
  return { texts, documents }
}
