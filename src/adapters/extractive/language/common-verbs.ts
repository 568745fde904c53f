import { isMeasurableVerb } from '../../../domain/curriculum/index.js'

/** Verbs of everyday instructions beside the measurable ones, in base form. */
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
