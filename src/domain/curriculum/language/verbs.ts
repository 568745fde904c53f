import { isMeasurableVerb } from '../bloom.js'

/** Common verbs of instructions in addition to the measurable ones, in base form. */
const COMMON_VERBS: ReadonlySet<string> = new Set(
  `accept access acquire adjust allow answer ask attach avoid balance bake be begin boil break bring call carry cause
  check clean clear click close combine come compress contact contain control cook copy count cover cut decrease delete
  deliver detach dig discover download drain drop dry eat enable encode ensure enter exit extract fetch fill filter find
  fix fold follow get give go grow guard handle have heat help hold ignore improve increase insert keep launch lead learn
  leave let lift limit link list listen locate lock look lower make mind mix move name need open pass pay pick place play
  pour preserve press prevent produce protect provide pull push put raise reach read receive reconcile reduce refer
  refresh release remain remember remind rename repeat replace reply report request reset rest restart retain return
  rinse rotate run save search see seek sell separate serve shift sign sort speak specify spread start stay steer stir
  stop study support swap switch take talk tell thank think tie transform turn type understand unlock upgrade visit
  wait walk warn wash watch wear wipe wish withdraw work wrap`.split(/\s+/),
)

/** Whether `word` (lower case) can be a verb in base form, as far as is known. */
export function isBaseVerb(word: string): boolean {
  return isMeasurableVerb(word) || COMMON_VERBS.has(word)
}

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
 * The possible base forms of an -ing form, the most likely first: `commit` or `committ` for `committing`.
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
