/** An entry of the bibliography. */
export interface SourceEntry {
  readonly docId: string
  readonly title: string
  /** The reference in APA 7 form: `Author. (year or n.d.). Title. ...` */
  readonly apa: string
}
