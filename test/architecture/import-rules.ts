import type { IRegularForbiddenRuleType } from 'dependency-cruiser'
import { PACKAGE_HOMES } from './package-homes.js'

/** A rule that forbids: whoever matches `from` must not import what matches `to`. */
export type ImportRule = IRegularForbiddenRuleType & { readonly name: string; readonly comment: string }

const DOMAIN = '^src/domain/'
const PORTS = '^src/ports/'
const CONFORMANCE = '^src/ports/conformance/'
const COMPOSITION = '^src/app/composition/'
const APP_TYPES = '^src/app/app\\.ts$'
const BIN = '^src/app/main\\.ts$'
const INDEX = '^src/index\\.ts$'
/** A capability of the app ring, not the composition. */
const FACADES = '^src/app/(?!composition/)[^/]+/'
/** What several adapters need; `shared.test.ts` holds it to that. */
const SHARED = '^src/adapters/shared/'
const DRIVING = ['^src/adapters/express/', '^src/adapters/cli/']

function rule(name: string, comment: string, from: ImportRule['from'], to: ImportRule['to']): ImportRule {
  return { name, comment, severity: 'error', from, to }
}

// What is allowed is listed, what is not listed is forbidden: packages, node: modules and folders to come with it.
// An import that leads nowhere has a rule of its own.
const rings: readonly ImportRule[] = [
  rule(
    'domain-imports-only-domain',
    'The domain is pure: no other ring, no package, not even node:',
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
    'The laws run under any test runner and on any adapter: node:assert alone, fast-check is passed in',
    { path: CONFORMANCE },
    { pathNot: [DOMAIN, PORTS, '^(node:)?assert(/strict)?$'], couldNotResolve: false },
  ),
  rule(
    'app-capabilities-import-only-ports-and-domain',
    'A use case knows ports, not who implements them; another capability reaches it through its constructor',
    { path: '^src/app/([^/]+)/', pathNot: COMPOSITION },
    { pathNot: [DOMAIN, PORTS, '^src/app/$1/'], couldNotResolve: false },
  ),
  rule(
    'app-type-names-only-facades',
    'app.ts says what an app offers: facades, ports, domain',
    { path: APP_TYPES },
    { pathNot: [DOMAIN, PORTS, FACADES], couldNotResolve: false },
  ),
  rule(
    'app-type-has-no-code',
    'Whoever imports the type of an app must not load it',
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
    'HTTP and the command line speak to the app through its facades; composition hands them in',
    { path: DRIVING },
    { path: '^src/', pathNot: [DOMAIN, PORTS, FACADES, APP_TYPES, '^src/adapters/'] },
  ),
  rule(
    'adapter-families-are-strangers',
    'No adapter imports another family: each can be taken alone, with what adapters share',
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
    'nothing-imports-the-laws',
    'Contract suites are for tests of adapters: the app does not need them',
    { path: '^src/', pathNot: CONFORMANCE },
    { path: CONFORMANCE },
  ),
  rule('nothing-imports-the-bin', 'main.ts starts a process when it is loaded', { path: '^src/' }, { path: BIN }),
  rule(
    'src-imports-only-src',
    'What is published never needs tests or tools of the project',
    { path: '^src/' },
    { pathNot: ['^src/', 'node_modules/'], dependencyTypesNot: ['core'], couldNotResolve: false },
  ),
]

const graph: readonly ImportRule[] = [
  rule('no-cycles', 'Two files that need each other are one thing', {}, { circular: true }),
  rule('no-unresolved-imports', 'An import that leads nowhere fails at run time', {}, { couldNotResolve: true }),
  rule(
    'only-declared-packages',
    'Whoever installs the package gets its dependencies, and nothing else',
    { path: '^src/' },
    { path: 'node_modules/', dependencyTypesNot: ['npm', 'npm-peer'] },
  ),
]

const hidden: readonly ImportRule[] = [
  rule(
    'no-hidden-imports',
    'What createRequire loads is not seen by these rules; zod alone is loaded so, being synchronous and not inert',
    { path: '^src/', pathNot: '^src/app/composition/config/zod\\.ts$' },
    { path: '^(node:)?module$' },
  ),
]

const packages: readonly ImportRule[] = Object.entries(PACKAGE_HOMES).map(([name, homes]) =>
  rule(
    `${name}-stays-at-home`,
    `${name} is imported in ${homes.join(' and ')} only`,
    { path: '^src/', pathNot: homes.map((home) => `^${home}/`) },
    { path: `node_modules/(@types/)?${name}/` },
  ),
)

/** Who may import whom; `docs/architecture.md` says it in prose. */
export const IMPORT_RULES: readonly ImportRule[] = [...rings, ...graph, ...hidden, ...packages]
