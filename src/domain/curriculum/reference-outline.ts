/** A unit of a {@link ReferenceOutline}. */
export interface ReferenceUnit {
  readonly title: string
  /** Further words for what it is about. */
  readonly topics?: readonly string[]
  readonly hours?: number
}

/** An outline that a curriculum is compared with: of a course that exists, of a framework, of a standard. */
export interface ReferenceOutline {
  /** What it is, for people. */
  readonly title: string
  /** At least one, in teaching order. */
  readonly units: readonly ReferenceUnit[]
}
