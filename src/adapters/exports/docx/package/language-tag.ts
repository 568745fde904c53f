const TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ks|ku-arab|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)/i

/** The language of the program where it is well formed, else English, in which the headings are. */
export function languageTag(language: string): string {
  return TAG.test(language) ? language : 'en'
}

/** Whether texts of this language run from right to left, and so the columns of tables. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.test(language)
}
