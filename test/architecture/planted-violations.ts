import { posix } from 'node:path'
import { PACKAGE_HOMES } from './package-homes.js'

/** A small source tree that breaks one rule. */
export interface Planted {
  readonly rule: string
  /** What is wrong, for the test's name. */
  readonly fault: string
  /** The file that breaks the rule. */
  readonly culprit: string
  readonly files: { readonly [path: string]: string }
  /** Packages that are installed in the tree, declared or not. */
  readonly packages: readonly string[]
}

type Form = 'value' | 'type' | 'inline type' | 're-export' | 'dynamic' | 'require'

const PLACEHOLDER = 'export const planted = 1\n'

/** The statement by which the file `from` imports `to`: a path in the tree, a package or a node: module. */
export function importOf(from: string, to: string, form: Form = 'value'): string {
  const relative = posix.relative(posix.dirname(from), to).replace(/\.ts$/, '.js')
  const specifier = !to.endsWith('.ts') ? to : relative.startsWith('.') ? relative : `./${relative}`
  switch (form) {
    case 'value':
      return `import { planted } from '${specifier}'\nexport const used = planted\n`
    case 'type':
      return `import type { planted } from '${specifier}'\nexport type Used = typeof planted\n`
    case 'inline type':
      return `export type Used = typeof import('${specifier}').planted\n`
    case 're-export':
      return `export * from '${specifier}'\n`
    case 'dynamic':
      return `export const load = () => import('${specifier}')\n`
    case 'require':
      return `export const loaded = process.getBuiltinModule('${specifier}')\n`
  }
}

function planted(rule: string, culprit: string, to: string, form: Form = 'value'): Planted {
  const isPackage = !to.endsWith('.ts') && !to.startsWith('node:')
  return {
    rule,
    fault: `${culprit} imports ${to} (${form})`,
    culprit,
    files: { [culprit]: importOf(culprit, to, form), ...(to.endsWith('.ts') ? { [to]: PLACEHOLDER } : {}) },
    packages: isPackage ? [to] : [],
  }
}

const DOMAIN = 'src/domain/cache/planted.ts'
const PORT = 'src/ports/cache/planted.ts'
const CONFORMANCE = 'src/ports/conformance/cache/planted.ts'
const FACADE = 'src/app/cache/planted.ts'
const JOBS = 'src/app/jobs/planted.ts'
const APP_TYPE = 'src/app/app.ts'
const BIN = 'src/app/main.ts'
const INDEX = 'src/index.ts'
const COMPOSITION = 'src/app/composition/planted.ts'
const MEMORY = 'src/adapters/memory/planted.ts'
const REDIS = 'src/adapters/redis/cache/planted.ts'
const SHARED = 'src/adapters/shared/planted.ts'
const SYSTEM = 'src/adapters/system/planted.ts'
const EXPRESS = 'src/adapters/express/planted.ts'
const CLI = 'src/adapters/cli/planted.ts'

const cycle: Planted = {
  rule: 'no-cycles',
  fault: 'two files import each other, for types alone',
  culprit: DOMAIN,
  files: {
    [DOMAIN]: importOf(DOMAIN, 'src/domain/jobs/planted.ts', 'type'),
    'src/domain/jobs/planted.ts': `${importOf('src/domain/jobs/planted.ts', DOMAIN, 'type')}${PLACEHOLDER}`,
  },
  packages: [],
}

const missing: Planted = {
  rule: 'no-unresolved-imports',
  fault: 'an import leads to a file that is not there',
  culprit: DOMAIN,
  files: { [DOMAIN]: importOf(DOMAIN, 'src/domain/cache/missing.ts') },
  packages: [],
}

/** At least one for every rule, and one for every sentence that a rule stands for. */
export const PLANTED_VIOLATIONS: readonly Planted[] = [
  planted('domain-imports-only-domain', DOMAIN, PORT, 'type'),
  planted('domain-imports-only-domain', DOMAIN, FACADE),
  planted('domain-imports-only-domain', DOMAIN, MEMORY, 'dynamic'),
  planted('domain-imports-only-domain', DOMAIN, INDEX, 'inline type'),
  planted('domain-imports-only-domain', DOMAIN, 'node:crypto'),
  planted('domain-imports-only-domain', DOMAIN, 'node:events', 'type'),
  planted('domain-imports-only-domain', DOMAIN, 'node:fs', 'require'),

  planted('ports-import-only-domain', PORT, FACADE, 'type'),
  planted('ports-import-only-domain', PORT, MEMORY, 're-export'),
  planted('ports-import-only-domain', PORT, 'node:stream', 'type'),

  planted('conformance-imports-only-ports-and-domain', CONFORMANCE, MEMORY),
  planted('conformance-imports-only-ports-and-domain', CONFORMANCE, FACADE, 'type'),
  planted('conformance-imports-only-ports-and-domain', CONFORMANCE, 'node:test'),

  planted('app-capabilities-import-only-ports-and-domain', FACADE, MEMORY),
  planted('app-capabilities-import-only-ports-and-domain', FACADE, COMPOSITION, 'type'),
  planted('app-capabilities-import-only-ports-and-domain', FACADE, JOBS),
  planted('app-capabilities-import-only-ports-and-domain', FACADE, APP_TYPE, 'type'),
  planted('app-capabilities-import-only-ports-and-domain', FACADE, 'node:timers'),

  planted('app-type-names-only-facades', APP_TYPE, COMPOSITION, 'type'),
  planted('app-type-names-only-facades', APP_TYPE, EXPRESS, 'type'),
  planted('app-type-names-only-facades', APP_TYPE, 'node:http', 'type'),
  planted('app-type-has-no-code', APP_TYPE, FACADE),
  planted('app-type-has-no-code', APP_TYPE, PORT, 're-export'),

  planted('driven-adapters-import-only-ports-and-domain', MEMORY, FACADE, 'type'),
  planted('driven-adapters-import-only-ports-and-domain', REDIS, APP_TYPE, 'type'),
  planted('driven-adapters-import-only-ports-and-domain', SYSTEM, COMPOSITION),
  planted('driven-adapters-import-only-ports-and-domain', MEMORY, INDEX, 'dynamic'),
  planted('driven-adapters-import-only-ports-and-domain', SHARED, FACADE),

  planted('driving-adapters-import-only-facades', EXPRESS, COMPOSITION),
  planted('driving-adapters-import-only-facades', CLI, COMPOSITION, 'type'),
  planted('driving-adapters-import-only-facades', CLI, INDEX),

  planted('adapter-families-are-strangers', MEMORY, REDIS),
  planted('adapter-families-are-strangers', REDIS, SYSTEM, 'type'),
  planted('adapter-families-are-strangers', CLI, EXPRESS),
  planted('adapter-families-are-strangers', EXPRESS, MEMORY, 'dynamic'),
  planted('adapter-families-are-strangers', SHARED, EXPRESS, 'type'),

  planted('index-opens-no-adapter', INDEX, MEMORY, 're-export'),
  planted('index-opens-no-adapter', INDEX, EXPRESS, 'dynamic'),
  planted('index-opens-no-adapter', INDEX, 'node:process'),

  planted('nothing-imports-the-laws', PORT, CONFORMANCE, 'type'),
  planted('nothing-imports-the-laws', FACADE, CONFORMANCE),
  planted('nothing-imports-the-laws', MEMORY, CONFORMANCE, 'dynamic'),

  planted('nothing-imports-the-bin', COMPOSITION, BIN, 'dynamic'),
  planted('nothing-imports-the-bin', INDEX, BIN, 'type'),

  planted('src-imports-only-src', COMPOSITION, 'test/support/planted.ts'),
  planted('src-imports-only-src', MEMORY, 'scripts/planted.ts', 'dynamic'),

  cycle,
  missing,
  planted('only-declared-packages', COMPOSITION, 'not-declared'),
  planted('only-declared-packages', EXPRESS, 'typescript', 'type'),

  planted('no-hidden-imports', COMPOSITION, 'node:module'),
  planted('no-hidden-imports', CLI, 'node:module', 'dynamic'),
  planted('no-hidden-imports', MEMORY, 'node:module', 'require'),

  ...Object.entries(PACKAGE_HOMES).flatMap(([name, homes]) => [
    planted(`${name}-stays-at-home`, BIN, name, 'dynamic'),
    planted(`${name}-stays-at-home`, homes.includes('src/adapters/system') ? MEMORY : SYSTEM, name, 'type'),
  ]),
]

/** Every import that the rules allow, in one tree. */
export const ALLOWED: Planted = {
  rule: '',
  fault: '',
  culprit: '',
  files: {
    [DOMAIN]: PLACEHOLDER,
    [PORT]: importOf(PORT, DOMAIN, 're-export'),
    [CONFORMANCE]: importOf(CONFORMANCE, PORT) + importOf(CONFORMANCE, 'node:assert/strict', 're-export'),
    'src/ports/conformance/jobs/planted.ts': importOf('', 'node:assert'),
    [FACADE]: importOf(FACADE, PORT),
    [JOBS]: importOf(JOBS, DOMAIN),
    [APP_TYPE]: importOf(APP_TYPE, FACADE, 'type') + importOf(APP_TYPE, JOBS, 'inline type'),
    [MEMORY]: importOf(MEMORY, PORT) + importOf(MEMORY, 'lru-cache', 're-export'),
    [REDIS]: importOf(REDIS, DOMAIN) + importOf(REDIS, 'src/adapters/redis/settings/planted.ts', 're-export'),
    'src/adapters/redis/settings/planted.ts': importOf('', 'node:tls'),
    [SHARED]: importOf(SHARED, DOMAIN),
    [SYSTEM]: importOf(SYSTEM, 'pino') + importOf(SYSTEM, SHARED, 're-export'),
    [EXPRESS]: importOf(EXPRESS, APP_TYPE, 'type') + importOf(EXPRESS, 'express', 're-export'),
    [CLI]: importOf(CLI, FACADE) + importOf(CLI, APP_TYPE, 'inline type'),
    [COMPOSITION]: [MEMORY, REDIS, SYSTEM, EXPRESS, CLI, FACADE, JOBS, 'inversify', 'zod', 'node:path']
      .map((to) => importOf(COMPOSITION, to, 'dynamic'))
      .join(''),
    [BIN]: importOf(BIN, COMPOSITION) + importOf(BIN, CLI, 'dynamic'),
    [INDEX]: [COMPOSITION, APP_TYPE, FACADE, DOMAIN, PORT].map((to) => importOf(INDEX, to, 're-export')).join(''),
  },
  packages: ['lru-cache', 'pino', 'express', 'inversify', 'zod'],
}
