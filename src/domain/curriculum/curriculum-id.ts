import { AppError } from '../platform/app-error.js'

/** A version of the curriculum of a program. */
export interface CurriculumVersion {
  readonly programId: string
  readonly version: number
}

const SEPARATOR = '~'

/** The id of a version over all programs: `networks~3`. Safe in a URL if the id of the program is. */
export function curriculumId({ programId, version }: CurriculumVersion): string {
  return `${programId}${SEPARATOR}${version}`
}

/** The version with this id, or `undefined` for another text. */
export function readCurriculumId(id: string): CurriculumVersion | undefined {
  const end = id.lastIndexOf(SEPARATOR)
  const number = id.slice(end + 1)
  if (end < 1 || !/^[1-9]\d{0,14}$/.test(number)) return undefined
  return { programId: id.slice(0, end), version: Number(number) }
}

/** `CURRICULUM_NOT_FOUND` for the id of a version. A longer id is cut in the message. */
export function curriculumNotFound(id: string): AppError {
  const found = id.slice(0, MAX_SHOWN_ID)
  return new AppError('CURRICULUM_NOT_FOUND', `there is no curriculum ${JSON.stringify(found)}`, {
    hint: 'list the versions of its program to find the id',
    details: { id: found },
  })
}

const MAX_SHOWN_ID = 300
