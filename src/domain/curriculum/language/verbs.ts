/** English verbs whose third person is not made by the rule below. */
const IRREGULAR: { readonly [base: string]: string } = { be: 'is', have: 'has', do: 'does', go: 'goes' }

/** The third person of a base form: `copy` gives `copies`. */
export function thirdPersonOf(verb: string): string {
  const irregular = IRREGULAR[verb]
  if (irregular !== undefined) return irregular
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(?:s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : `${verb}s`
}
