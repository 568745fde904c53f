/** English verbs whose third person is not made by the rules below. */
const IRREGULAR: { readonly [third: string]: string } = { is: 'be', has: 'have', does: 'do', goes: 'go' }

/** The base form of a verb in the third person: `copies` gives `copy`. */
export function baseOfThirdPerson(verb: string): string {
  const known = IRREGULAR[verb]
  if (known !== undefined) return known
  if (/[^aeiou]ies$/.test(verb) && verb.length > 4) return `${verb.slice(0, -3)}y`
  if (/(?:ss|sh|ch|x|zz)es$/.test(verb)) return verb.slice(0, -2)
  return /[^su]s$/.test(verb) ? verb.slice(0, -1) : verb
}

/** The -ing form of a base form: `commit` gives `committing`. */
export function gerundOf(verb: string): string {
  if (/ie$/.test(verb)) return `${verb.slice(0, -2)}ying`
  if (/[^eoy]e$/.test(verb)) return `${verb.slice(0, -1)}ing`
  if (/^[^aeiou]*[aeiou][bdgklmnprt]$/.test(verb)) return `${verb}${verb.slice(-1)}ing`
  if (/(?:mit|fer|cur|pel|get|gin|set|put|cut|log|trol)$/.test(verb)) return `${verb}${verb.slice(-1)}ing`
  return `${verb}ing`
}

/**
 * The base forms that an -ing form may come from, the likeliest first: `committing` may be of `commit` or `committ`.
 */
export function basesOfGerund(gerund: string): readonly string[] {
  const root = /^(.{2,})ing$/.exec(gerund)?.[1]
  if (root === undefined) return []
  if (/([bdgklmnprt])\1$/.test(root)) return [root.slice(0, -1), root]
  return [root, `${root}e`]
}

/** The third person of a base form: `copy` gives `copies`. */
export function thirdPersonOf(verb: string): string {
  const irregular = Object.entries(IRREGULAR).find(([, base]) => base === verb)?.[0]
  if (irregular !== undefined) return irregular
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(?:s|sh|ch|x)$/.test(verb) ? `${verb}es` : `${verb}s`
}
