import { posix } from 'node:path'
import { PACKAGE_HOMES } from './package-homes.js'

/** A small source tree that breaks one rule. */
export interface Violation {
  readonly rule: string
  /** The violation, for the title of the test. */
  readonly fault: string
  /** The file that breaks the rule. */
  readonly file: string
  readonly files: { readonly [path: string]: string }
  /** Packages that the tree installs, declared or not. */
  readonly packages: readonly string[]
}

type Form = 'value' | 'type' | 'inline type' | 're-export' | 'dynamic' | 'require'

const PLACEHOLDER = 'export const value = 1\n'

/** The statement by which the file `from` imports `to`: a path in the tree, a package or a node: module. */
export function importOf(from: string, to: string, form: Form = 'value'): string {
  const relative = posix.relative(posix.dirname(from), to).replace(/\.ts$/, '.js')
  const specifier = !to.endsWith('.ts') ? to : relative.startsWith('.') ? relative : `./${relative}`
  switch (form) {
    case 'value':
      return `import { value } from '${specifier}'\nexport const used = value\n`
    case 'type':
      return `import type { value } from '${specifier}'\nexport type Used = typeof value\n`
    case 'inline type':
      return `export type Used = typeof import('${specifier}').value\n`
    case 're-export':
      return `export * from '${specifier}'\n`
    case 'dynamic':
      return `export const load = () => import('${specifier}')\n`
    case 'require':
      return `export const loaded = process.getBuiltinModule('${specifier}')\n`
  }
}

function violation(rule: string, file: string, to: string, form: Form = 'value'): Violation {
  const isPackage = !to.endsWith('.ts') && !to.startsWith('node:')
  return {
    rule,
    fault: `${file} imports ${to} (${form})`,
    file,
    files: { [file]: importOf(file, to, form), ...(to.endsWith('.ts') ? { [to]: PLACEHOLDER } : {}) },
    packages: isPackage ? [to] : [],
  }
}

const DOMAIN = 'src/domain/cache/file.ts'
const PORT = 'src/ports/cache/file.ts'
const CONFORMANCE = 'src/ports/conformance/cache/file.ts'
const FACADE = 'src/app/cache/file.ts'
const JOBS = 'src/app/jobs/file.ts'
const APP_TYPE = 'src/app/app.ts'
const BIN = 'src/app/main.ts'
const INDEX = 'src/index.ts'
const COMPOSITION = 'src/app/composition/file.ts'
const MEMORY = 'src/adapters/memory/file.ts'
const REDIS = 'src/adapters/redis/cache/file.ts'
const SHARED = 'src/adapters/shared/file.ts'
const SYSTEM = 'src/adapters/system/file.ts'
const EXPRESS = 'src/adapters/express/file.ts'
const CLI = 'src/adapters/cli/file.ts'

const cycle: Violation = {
  rule: 'no-cycles',
  fault: 'two files import each other, only for types',
  file: DOMAIN,
  files: {
    [DOMAIN]: importOf(DOMAIN, 'src/domain/jobs/file.ts', 'type'),
    'src/domain/jobs/file.ts': `${importOf('src/domain/jobs/file.ts', DOMAIN, 'type')}${PLACEHOLDER}`,
  },
  packages: [],
}

const missing: Violation = {
  rule: 'no-unresolved-imports',
  fault: 'an import leads to a missing file',
  file: DOMAIN,
  files: { [DOMAIN]: importOf(DOMAIN, 'src/domain/cache/missing.ts') },
  packages: [],
}

/** At least one for every rule, and one for every kind of import that a rule forbids. */
export const VIOLATIONS: readonly Violation[] = [
  violation('domain-imports-only-domain', DOMAIN, PORT, 'type'),
  violation('domain-imports-only-domain', DOMAIN, FACADE),
  violation('domain-imports-only-domain', DOMAIN, MEMORY, 'dynamic'),
  violation('domain-imports-only-domain', DOMAIN, INDEX, 'inline type'),
  violation('domain-imports-only-domain', DOMAIN, 'node:crypto'),
  violation('domain-imports-only-domain', DOMAIN, 'node:events', 'type'),
  violation('domain-imports-only-domain', DOMAIN, 'node:fs', 'require'),

  violation('ports-import-only-domain', PORT, FACADE, 'type'),
  violation('ports-import-only-domain', PORT, MEMORY, 're-export'),
  violation('ports-import-only-domain', PORT, 'node:stream', 'type'),

  violation('conformance-imports-only-ports-and-domain', CONFORMANCE, MEMORY),
  violation('conformance-imports-only-ports-and-domain', CONFORMANCE, FACADE, 'type'),
  violation('conformance-imports-only-ports-and-domain', CONFORMANCE, 'node:test'),

  violation('app-capabilities-import-only-ports-and-domain', FACADE, MEMORY),
  violation('app-capabilities-import-only-ports-and-domain', FACADE, COMPOSITION, 'type'),
  violation('app-capabilities-import-only-ports-and-domain', FACADE, JOBS),
  violation('app-capabilities-import-only-ports-and-domain', FACADE, APP_TYPE, 'type'),
  violation('app-capabilities-import-only-ports-and-domain', FACADE, 'node:timers'),

  violation('app-type-names-only-facades', APP_TYPE, COMPOSITION, 'type'),
  violation('app-type-names-only-facades', APP_TYPE, EXPRESS, 'type'),
  violation('app-type-names-only-facades', APP_TYPE, 'node:http', 'type'),
  violation('app-type-has-no-code', APP_TYPE, FACADE),
  violation('app-type-has-no-code', APP_TYPE, PORT, 're-export'),

  violation('driven-adapters-import-only-ports-and-domain', MEMORY, FACADE, 'type'),
  violation('driven-adapters-import-only-ports-and-domain', REDIS, APP_TYPE, 'type'),
  violation('driven-adapters-import-only-ports-and-domain', SYSTEM, COMPOSITION),
  violation('driven-adapters-import-only-ports-and-domain', MEMORY, INDEX, 'dynamic'),
  violation('driven-adapters-import-only-ports-and-domain', SHARED, FACADE),

  violation('driving-adapters-import-only-facades', EXPRESS, COMPOSITION),
  violation('driving-adapters-import-only-facades', CLI, COMPOSITION, 'type'),
  violation('driving-adapters-import-only-facades', CLI, INDEX),

  violation('adapter-packages-are-isolated', MEMORY, REDIS),
  violation('adapter-packages-are-isolated', REDIS, SYSTEM, 'type'),
  violation('adapter-packages-are-isolated', CLI, EXPRESS),
  violation('adapter-packages-are-isolated', EXPRESS, MEMORY, 'dynamic'),
  violation('adapter-packages-are-isolated', SHARED, EXPRESS, 'type'),

  violation('index-opens-no-adapter', INDEX, MEMORY, 're-export'),
  violation('index-opens-no-adapter', INDEX, EXPRESS, 'dynamic'),
  violation('index-opens-no-adapter', INDEX, 'node:process'),

  violation('nothing-imports-contract-suites', PORT, CONFORMANCE, 'type'),
  violation('nothing-imports-contract-suites', FACADE, CONFORMANCE),
  violation('nothing-imports-contract-suites', MEMORY, CONFORMANCE, 'dynamic'),

  violation('nothing-imports-the-bin', COMPOSITION, BIN, 'dynamic'),
  violation('nothing-imports-the-bin', INDEX, BIN, 'type'),

  violation('src-imports-only-src', COMPOSITION, 'test/support/file.ts'),
  violation('src-imports-only-src', MEMORY, 'scripts/file.ts', 'dynamic'),

  cycle,
  missing,
  violation('only-declared-packages', COMPOSITION, 'not-declared'),
  violation('only-declared-packages', EXPRESS, 'typescript', 'type'),

  violation('no-hidden-imports', COMPOSITION, 'node:module'),
  violation('no-hidden-imports', CLI, 'node:module', 'dynamic'),
  violation('no-hidden-imports', MEMORY, 'node:module', 'require'),

  ...Object.entries(PACKAGE_HOMES).flatMap(([name, homes]) => [
    violation(`${name}-only-in-its-adapters`, BIN, name, 'dynamic'),
    violation(`${name}-only-in-its-adapters`, homes.includes('src/adapters/system') ? MEMORY : SYSTEM, name, 'type'),
  ]),
]

/** A tree with every import that the rules allow. */
export const ALLOWED: Violation = {
  rule: '',
  fault: '',
  file: '',
  files: {
    [DOMAIN]: PLACEHOLDER,
    [PORT]: importOf(PORT, DOMAIN, 're-export'),
    [CONFORMANCE]: importOf(CONFORMANCE, PORT) + importOf(CONFORMANCE, 'node:assert/strict', 're-export'),
    'src/ports/conformance/jobs/file.ts': importOf('', 'node:assert'),
    [FACADE]: importOf(FACADE, PORT),
    [JOBS]: importOf(JOBS, DOMAIN),
    [APP_TYPE]: importOf(APP_TYPE, FACADE, 'type') + importOf(APP_TYPE, JOBS, 'inline type'),
    [MEMORY]: importOf(MEMORY, PORT) + importOf(MEMORY, 'lru-cache', 're-export'),
    [REDIS]: importOf(REDIS, DOMAIN) + importOf(REDIS, 'src/adapters/redis/settings/file.ts', 're-export'),
    'src/adapters/redis/settings/file.ts': importOf('', 'node:tls'),
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
