const CAPABILITIES = 'access|accounts|cache|sessions|jobs|curriculum|knowledge|health'
const ADAPTER_PACKAGES = 'absent|argon2|cli|documents|exports|express|extractive|memory|redis|shared|sql|system|tiered'

/** Folders for source files: a layer, then a capability or an adapter package. */
const HOMES = [
  /^src\/index\.ts$/,
  new RegExp(`^src/domain/(?:${CAPABILITIES}|platform|text)/`),
  new RegExp(`^src/ports/(?:${CAPABILITIES}|platform|doctor)/`),
  /^src\/ports\/index\.ts$/,
  new RegExp(`^src/ports/conformance/(?:${CAPABILITIES}|platform)/`),
  // The code that the contract suites of all capabilities share.
  /^src\/ports\/conformance\/[^/]+\.ts$/,
  new RegExp(`^src/app/(?:${CAPABILITIES}|doctor|composition)/`),
  /^src\/app\/(?:app|main)\.ts$/,
  new RegExp(`^src/adapters/(?:${ADAPTER_PACKAGES})/`),
]

/** The files of `paths` outside these folders. */
export function misplaced(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !HOMES.some((home) => home.test(path)))
}

/** Globals with side effects: time, randomness, environment, input and output. */
const OUTSIDE =
  /\bnew Date\(\)|\b(?:Date\.now|Math\.random|process|Buffer|setTimeout|setInterval|setImmediate|queueMicrotask|performance|globalThis|console|fetch|crypto|require)\b(?![\w'"]|\s*[:?])/g

/** Strings, templates, comments and regular expressions: no code. */
const SAID =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=(?:[=(,:[&|?\n]|\breturn)\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g

/** The globals with side effects that `code` uses. */
export function outsideUses(code: string): readonly string[] {
  return [...code.replace(SAID, '""').matchAll(OUTSIDE)].map(([use]) => use)
}
