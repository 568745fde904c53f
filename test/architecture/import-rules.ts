import type { IRegularForbiddenRuleType } from 'dependency-cruiser'
import { PACKAGE_HOMES } from './package-homes.js'

/** A rule that forbids: files that match `from` must not import files that match `to`. */
export type ImportRule = IRegularForbiddenRuleType & { readonly name: string; readonly comment: string }

const DOMAIN = '^src/domain/'
const PORTS = '^src/ports/'
const CONFORMANCE = '^src/ports/conformance/'
const COMPOSITION = '^src/app/composition/'
const APP_TYPES = '^src/app/app\\.ts$'
const BIN = '^src/app/main\\.ts$'
const INDEX = '^src/index\\.ts$'
/** The capabilities of the app layer, without the composition. */
const FACADES = '^src/app/(?!composition/)[^/]+/'
/** Code that several adapters need; `shared.test.ts` checks that. */
const SHARED = '^src/adapters/shared/'
const DRIVING = ['^src/adapters/express/', '^src/adapters/cli/']

function rule(name: string, comment: string, from: ImportRule['from'], to: ImportRule['to']): ImportRule {
  return { name, comment, severity: 'error', from, to }
}

// The rules list allowed imports. Everything else is forbidden: packages, node: modules and new folders.
// `no-unresolved-imports` reports imports that do not resolve.
const layers: readonly ImportRule[] = [
  rule(
    'domain-imports-only-domain',
    'The domain is pure: no other layer, no package, no node: module',
    { path: DOMAIN },
    { pathNot: DOMAIN, couldNotResolve: false },
  ),
  rule(
    'ports-import-only-domain',
    'A port is described in terms of the domain',
    { path: PORTS, pathNot: CONFORMANCE },
    { pathNot: [DOMAIN, PORTS], couldNotResolve: false },
  ),
  rule(
    'conformance-imports-only-ports-and-domain',
    'Contract suites run in any test runner and on any adapter: only node:assert, fast-check is passed in',
    { path: CONFORMANCE },
    { pathNot: [DOMAIN, PORTS, '^(node:)?assert(/strict)?$'], couldNotResolve: false },
  ),
  rule(
    'app-capabilities-import-only-ports-and-domain',
    'A use case knows ports, not adapters; its constructor takes other capabilities',
    { path: '^src/app/([^/]+)/', pathNot: COMPOSITION },
    { pathNot: [DOMAIN, PORTS, '^src/app/$1/'], couldNotResolve: false },
  ),
  rule(
    'app-type-names-only-facades',
    'app.ts describes an app: facades, ports, domain',
    { path: APP_TYPES },
    { pathNot: [DOMAIN, PORTS, FACADES], couldNotResolve: false },
  ),
  rule(
    'app-type-has-no-code',
    'Importing the type of an app must not load the app',
    { path: APP_TYPES },
    { dependencyTypesNot: ['type-only', 'type-import'], couldNotResolve: false },
  ),
  rule(
    'driven-adapters-import-only-ports-and-domain',
    'A driven adapter is called by the app and never calls it',
    { path: '^src/adapters/', pathNot: DRIVING },
    { path: '^src/', pathNot: [DOMAIN, PORTS, '^src/adapters/'] },
  ),
  rule(
    'driving-adapters-import-only-facades',
    'HTTP and the command line call the app through its facades; composition passes them in',
    { path: DRIVING },
    { path: '^src/', pathNot: [DOMAIN, PORTS, FACADES, APP_TYPES, '^src/adapters/'] },
  ),
  rule(
    'adapter-packages-are-isolated',
    'No adapter package imports another one, except the shared code: each can be used alone',
    { path: '^src/adapters/([^/]+)/' },
    { path: '^src/adapters/', pathNot: ['^src/adapters/$1/', SHARED] },
  ),
  rule(
    'index-opens-no-adapter',
    'The main entry offers createApp and types; adapters have entries of their own',
    { path: INDEX },
    { pathNot: [DOMAIN, PORTS, '^src/app/'], couldNotResolve: false },
  ),
  rule(
    'nothing-imports-contract-suites',
    'Contract suites are for tests of adapters: the app does not need them',
    { path: '^src/', pathNot: CONFORMANCE },
    { path: CONFORMANCE },
  ),
  rule('nothing-imports-the-bin', 'main.ts starts a process when it is loaded', { path: '^src/' }, { path: BIN }),
  rule(
    'src-imports-only-src',
    'The published code never needs tests or tools of the project',
    { path: '^src/' },
    { pathNot: ['^src/', 'node_modules/'], dependencyTypesNot: ['core'], couldNotResolve: false },
  ),
]

const graph: readonly ImportRule[] = [
  rule('no-cycles', 'Two files that need each other belong into one file', {}, { circular: true }),
  rule('no-unresolved-imports', 'An unresolved import fails at run time', {}, { couldNotResolve: true }),
  rule(
    'only-declared-packages',
    'Installing the package installs its dependencies and nothing else',
    { path: '^src/' },
    { path: 'node_modules/', dependencyTypesNot: ['npm', 'npm-peer'] },
  ),
]

const hidden: readonly ImportRule[] = [
  rule(
    'no-hidden-imports',
    'These rules do not see modules that createRequire loads; only zod is loaded that way, and module-place only resolves',
    { path: '^src/', pathNot: ['^src/adapters/shared/zod\\.ts$', '^src/adapters/shared/module-place\\.ts$'] },
    { path: '^(node:)?module$' },
  ),
]

const packages: readonly ImportRule[] = Object.entries(PACKAGE_HOMES).map(([name, homes]) =>
  rule(
    `${name}-only-in-its-adapters`,
    `${name} is imported in ${homes.join(' and ')} only`,
    { path: '^src/', pathNot: homes.map((home) => `^${home}/`) },
    { path: `node_modules/(@types/)?${name}/` },
  ),
)

/** All import rules. `docs/architecture.md` explains them. */
export const IMPORT_RULES: readonly ImportRule[] = [...layers, ...graph, ...hidden, ...packages]
