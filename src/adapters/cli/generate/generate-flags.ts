import { InvalidArgumentError } from 'commander'
import { EXPORT_FORMATS, type ExportFormat } from '../../../domain/curriculum/index.js'

/** What `generate` is asked for. */
export interface GenerateFlags {
  /** The file with the brief, or `-` for standard input. */
  readonly program: string
  readonly docs: string
  readonly out: string
  /** In the order in which they were named; left out: all. */
  readonly format?: readonly ExportFormat[]
  readonly qualityGate?: number
  readonly seed?: number
  readonly json?: true
  readonly force?: true
  readonly quiet?: true
}

/** Formats by name, the first to look at first. */
export const FORMAT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportFormat[]

export function toPath(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('give a path.')
}

/** Adds the formats of one list to those that were named before. */
export function toFormats(text: string, before: readonly ExportFormat[] = []): readonly ExportFormat[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  const known = names.map((name) => {
    const format = FORMAT_NAMES.find((candidate) => candidate === name)
    if (format) return format
    throw new InvalidArgumentError(`there is no format "${name}". The formats are ${FORMAT_NAMES.join(', ')}.`)
  })
  return [...new Set([...before, ...known])]
}

export function toScore(text: string): number {
  if (/^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100) return Number(text)
  throw new InvalidArgumentError('give a number from 0 to 100.')
}

export function toSeed(text: string): number {
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw new InvalidArgumentError(`give a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`)
}
