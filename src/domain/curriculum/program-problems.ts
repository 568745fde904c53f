import { AppError } from '../platform/index.js'

/** One fault of a brief. */
export interface ProgramProblem {
  /** JSON pointer (RFC 6901) into the brief. */
  readonly pointer: string
  /** What it should hold. */
  readonly expected: string
}

/** One error for all problems. The values themselves are not repeated. */
export function programError(problems: readonly ProgramProblem[]): AppError {
  const lines = problems.map(({ pointer, expected }) => `  ${pointer || 'the brief'}: expected ${expected}`)
  return new AppError('INVALID_PROGRAM', `the program brief cannot be used:\n${lines.join('\n')}`, {
    hint: 'correct the fields named above; the limits are in docs/curriculum-quality.md',
    details: { problems: problems.map(({ pointer, expected }) => ({ pointer, expected })) },
  })
}
