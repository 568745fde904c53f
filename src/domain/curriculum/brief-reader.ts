import { utf8Length } from '../platform/index.js'
import type { ProgramProblem } from './program-problems.js'

/** Reads the values of a brief and keeps what is wrong with them. What cannot be read comes back as something harmless. */
export class BriefReader {
  readonly problems: ProgramProblem[] = []

  refuse(pointer: string, expected: string): void {
    this.problems.push({ pointer, expected })
  }

  text(pointer: string, found: unknown, most: number): string {
    const trimmed = typeof found === 'string' ? found.trim() : ''
    if (isPlainText(trimmed) && trimmed.length > 0 && trimmed.length <= most) return trimmed
    this.refuse(pointer, `1 to ${most} characters of text without control characters`)
    return ''
  }

  number(pointer: string, found: unknown, least: number, most: number): number {
    if (typeof found === 'number' && found >= least && found <= most) return found
    this.refuse(pointer, `a number from ${least} to ${most}`)
    return least
  }

  oneOf<T extends string>(pointer: string, found: unknown, known: readonly [T, ...T[]]): T {
    const named = known.find((name) => name === found)
    if (named === undefined) this.refuse(pointer, `one of ${known.join(', ')}`)
    return named ?? known[0]
  }

  /** @param range how many there may be, and what they are: `1 to 20 aims` */
  list<T>(
    pointer: string,
    found: unknown,
    { least, most, of }: { readonly least: number; readonly most: number; readonly of: string },
    read: (pointer: string, found: unknown) => T,
  ): readonly T[] {
    if (!Array.isArray(found) || found.length < least || found.length > most) {
      this.refuse(pointer, `a list of ${least} to ${most} ${of}`)
      return []
    }
    return found.map((value: unknown, index) => read(`${pointer}/${index}`, value))
  }
}

export function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** No control characters but tabs and line breaks, no lone surrogates. */
function isPlainText(text: string): boolean {
  return utf8Length(text) !== undefined && !/(?![\t\n\r])\p{Cc}/u.test(text)
}
