import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { cruiseImports, cruiseSources } from './cruise-imports.js'
import { IMPORT_RULES, type ImportRule } from './import-rules.js'
import { PACKAGE_HOMES } from './package-homes.js'
import { ALLOWED, VIOLATIONS } from './violations.js'
import { withSourceTree } from './with-source-tree.js'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: { [name: string]: string } }
// The rule of a package covers its types. Of the optional peers, src imports express-session only.
const dependencies = [
  ...Object.keys(manifest.dependencies).filter((name) => !name.startsWith('@types/')),
  'express-session',
]
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((path) => `src/${path}`)

describe('import rules', () => {
  it('hold in src', async () => {
    const { summary, modules } = await cruiseSources()
    expect(modules.length).toBeGreaterThan(40)
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
  })

  it('allow the imports of the example tree', async () => {
    const { summary } = await withSourceTree(ALLOWED, dependencies, cruiseImports)
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
    expect(summary.totalCruised).toBeGreaterThan(Object.keys(ALLOWED.files).length)
  })

  it.each(VIOLATIONS)('$rule rejects: $fault', async (violation) => {
    const { summary } = await withSourceTree(violation, dependencies, cruiseImports)
    expect(new Set(summary.violations.map(({ rule }) => rule.name))).toEqual(new Set([violation.rule]))
    expect(summary.violations.map(({ from }) => from)).toContain(violation.file)
  })
})

describe('the list of import rules', () => {
  it('has unique names, and a violation for each rule', () => {
    const names = IMPORT_RULES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(VIOLATIONS.map(({ rule }) => rule))).toEqual(new Set(names))
  })

  it.each(IMPORT_RULES)('$name: every folder in its patterns exists', (rule) => {
    expect(patternsWithoutFile(rule, sources)).toEqual([])
  })

  it('a missing folder is reported', () => {
    const rule = IMPORT_RULES.find(({ name }) => name === 'adapter-packages-are-isolated')
    if (!rule) throw new Error('the rule was renamed')
    const elsewhere = { ...rule, to: { ...rule.to, pathNot: '^src/adaptors/$1/' } }
    expect(patternsWithoutFile(elsewhere, sources)).toEqual(['^src/adaptors/$1/'])
    expect(patternsWithoutFile({ ...rule, from: { path: '^src/adapters/gone/' } }, sources)).toContain(
      '^src/adapters/gone/',
    )
  })

  it('names the folders of every dependency, and of nothing else', () => {
    expect(Object.keys(PACKAGE_HOMES).sort()).toEqual([...dependencies].sort())
  })
})

/** The rule's patterns over our own folders that match no file: such a rule forbids nothing. */
function patternsWithoutFile({ from, to }: ImportRule, files: readonly string[]): readonly string[] {
  const fromPatterns = [from.path ?? []].flat()
  const patterns = [...fromPatterns, ...[from.pathNot, to.path, to.pathNot].flatMap((pattern) => pattern ?? [])]
  // What `$1` may stand for in the patterns of `to`.
  const groups = files.flatMap((file) => fromPatterns.flatMap((pattern) => new RegExp(pattern).exec(file)?.[1] ?? []))
  return patterns
    .filter((pattern) => pattern.startsWith('^src/'))
    .filter((pattern) => {
      const concrete = pattern.includes('$1')
        ? [...new Set(groups)].map((name) => pattern.replace('$1', name))
        : [pattern]
      return !concrete.some((source) => files.some((file) => new RegExp(source).test(file)))
    })
}
