const CAPABILITIES = 'cache|sessions|jobs|curriculum|knowledge|health'
const FAMILIES = 'absent|cli|documents|exports|express|extractive|memory|redis|shared|sql|system|tiered'

/** Where a source file may lie: in a ring, and there under a capability or a family of adapters. */
const HOMES = [
  /^src\/index\.ts$/,
  new RegExp(`^src/domain/(?:${CAPABILITIES}|platform|text)/`),
  new RegExp(`^src/ports/(?:${CAPABILITIES}|platform|doctor)/`),
  /^src\/ports\/index\.ts$/,
  new RegExp(`^src/ports/conformance/(?:${CAPABILITIES}|platform)/`),
  // The frame that the kits of all capabilities share.
  /^src\/ports\/conformance\/[^/]+\.ts$/,
  new RegExp(`^src/app/(?:${CAPABILITIES}|doctor|composition)/`),
  /^src\/app\/(?:app|main)\.ts$/,
  new RegExp(`^src/adapters/(?:${FAMILIES})/`),
]

/** The files of `paths` that lie where nobody would look for them. */
export function misplaced(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !HOMES.some((home) => home.test(path)))
}

/** What reaches out of a pure ring without an import: time, chance, environment, input and output. */
const OUTSIDE =
  /\bnew Date\(\)|\b(?:Date\.now|Math\.random|process|Buffer|setTimeout|setInterval|setImmediate|queueMicrotask|performance|globalThis|console|fetch|crypto|require)\b(?![\w'"]|\s*[:?])/g

/** Strings, templates, comments and regular expressions: what they say reaches nothing. */
const SAID =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=(?:[=(,:[&|?\n]|\breturn)\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g

/** The globals that `code` uses and that a pure ring does not know. */
export function outsideUses(code: string): readonly string[] {
  return [...code.replace(SAID, '""').matchAll(OUTSIDE)].map(([use]) => use)
}
