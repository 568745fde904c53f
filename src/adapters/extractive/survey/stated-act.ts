import { debrisIn, isCutOff, isGenericTerm, isUnbalanced, wordsOf } from '../../../domain/curriculum/index.js'
import { isBaseVerb } from '../language/common-verbs.js'
import { withoutEnd } from '../language/phrases.js'
import { baseOfThirdPerson, thirdPersonOf } from '../language/verb-forms.js'

/** What a sentence says a name in it does. */
export interface StatedAct {
  /** What the sentence calls it: `command`, `file`. */
  readonly kind?: string
  readonly verb: string
  readonly third: string
  readonly rest: string
}

/** What a name in code may be: a list of nouns in the singular, for an expression. */
export const KINDS =
  'command|option|flag|argument|function|method|file|directory|folder|key|keyword|operator|tool|setting|statement|clause|instruction|tag|attribute|property|field|button|menu|shortcut|module|package|class|variable|parameter|symbol|marker|modifier'
const PLAIN_NOUN = `(?:(${KINDS})s? )?`
const AFTER_NAME = new RegExp(`^ ${PLAIN_NOUN}(?:always |usually |then |also |simply )?(\\p{Ll}+s) `, 'u')
const FOR_PURPOSE = new RegExp(
  `^ ${PLAIN_NOUN}(?:\\([^)]{1,30}\\) )?(?:is (?:used |needed )?|are used |lets you |allows you )?to (\\p{Ll}+) `,
  'u',
)
const USED = /\b(?:use|using|run|running|with|via|typing|calling|enter|type) (?:the )?$/i
const LEADS = /^(?:[^,]{1,60}, )?(?:(?:the|a|an) )?$/i
/** "to track a file using", "if we want to see older commits we can use": the act stands before the name. */
const ACT_BEFORE =
  /\bto (\p{Ll}+) ([^,.;:()]{4,90}?),? (?:using|by (?:running|typing|using)|with|(?:we|you|one|users) (?:can|could|may|must|should|will) (?:use|run|type|enter)|(?:use|run|type|enter)) (?:the )?$/u
const NARRATOR =
  /\b(?:we|us|our|you|your|this|these|those|that this|it|them|they|its|their|she|her|he|his|here|now|above|below|again|first)\b|\b(?:through|of|to|in|on|with|for|at|by|from) that\b/i
const CLAUSE_END =
  /(?:, (?:which|but|so|as|while|because|rather|whereas|including|you|we)\b|;| - | – | — |\. |: | \(|,? so that ).*$/u
/** A second act behind a comma; where a comma stands before, it is the end of a list. */
const SECOND_ACT = /^([^,]*), (?:and|or) .*$/u

/** What `before` and `after` say of the name between them; `undefined` if it is nothing that can be understood alone. */
export function statedAct(before: string, after: string): StatedAct | undefined {
  const leads = LEADS.test(before)
  const purpose = FOR_PURPOSE.exec(after)
  if (purpose !== null && (leads || USED.test(before))) {
    return act(purpose[1], purpose[2] ?? '', after.slice(purpose[0].length))
  }
  const doing = leads ? AFTER_NAME.exec(after) : null
  const third = doing?.[2] ?? ''
  if (doing !== null && baseOfThirdPerson(third) !== third) {
    return act(doing[1], baseOfThirdPerson(third), after.slice(doing[0].length))
  }
  // The last "to": "ask Git to show" rather than "want to ask".
  const from = before.lastIndexOf(' to ')
  const [, verb, rest] = ACT_BEFORE.exec(from < 0 ? before : before.slice(from)) ?? []
  const kind = new RegExp(`^ (${KINDS})\\b`).exec(after)?.[1]
  return verb === undefined || rest === undefined ? undefined : act(kind, verb, rest)
}

function act(kind: string | undefined, verb: string, text: string): StatedAct | undefined {
  const rest = withoutEnd(text.replace(CLAUSE_END, '').replace(SECOND_ACT, '$1')).replace(/^us /, '')
  const words = wordsOf(rest).length
  if (!isBaseVerb(verb) || /^(?:be|have|do)$/.test(verb) || words < 2 || words > 18 || NARRATOR.test(rest))
    return undefined
  // "edits the file" holds for anything.
  if (words === 2 && rest.startsWith('the ') && isGenericTerm(rest)) return undefined
  if (debrisIn(rest) !== undefined || isCutOff(rest) || isUnbalanced(rest)) return undefined
  return { ...(kind === undefined ? {} : { kind }), verb, third: thirdPersonOf(verb), rest }
}
