import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Program } from '../../domain/curriculum/index.js'
import { AppError, docsUrl, messageOf } from '../../domain/platform/index.js'
import { sanitizeText } from './terminal-text.js'

/** Example values that make a usable brief, with a remark on each field. */
const FIELDS: readonly (readonly [field: keyof Program, value: unknown, remark: string])[] = [
  ['title', 'Baking Bread at Home', 'the name of the course'],
  ['audience', 'Adults who have never baked bread', 'who the learners are, and what they already know'],
  ['level', 'introductory', 'introductory, intermediate or advanced'],
  ['totalHours', 12, 'the work of a learner in all, in hours'],
  ['language', 'en', 'the language of the documents and the curriculum, such as en or de-AT'],
  ['aims', ['Bake a loaf of wheat bread', 'Keep a sourdough alive'], 'what learners can do afterwards: 1 to 20'],
]

/**
 * Writes a brief with example values and prints what to do next. Never replaces a file.
 *
 * @throws AppError `OUTPUT_UNUSABLE` if the file exists or its folder cannot be written, `OUTPUT_NOT_WRITTEN`
 */
export async function initBrief(path: string, print: (text: string) => void): Promise<void> {
  if (path.trim() === '' || path.includes('\0'))
    throw unusable('the name of the file is empty or has a NUL', 'name a file: curriculum init brief.json')
  const brief = Object.fromEntries(FIELDS.map(([field, value]) => [field, value]))
  await writeNew(path, `${JSON.stringify(brief, null, 2)}\n`)
  const shown = sanitizeText(path)
  const quoted = /^[\w./\\:-]+$/.test(shown) ? shown : JSON.stringify(shown)
  print(
    [
      `${shown} is written, with example values:`,
      ...FIELDS.map(([field, , remark]) => `  ${field.padEnd(10)} ${remark}`),
      `All fields: ${docsUrl('guides/generate.md#the-brief')}`,
      '',
      'Next:',
      `  1. edit ${shown}`,
      '  2. put the teaching material into a folder: Markdown, text, HTML, DOCX, PDF',
      `  3. npx curriculum generate --program ${quoted} --docs documents --out curriculum`,
      '',
    ].join('\n'),
  )
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST' || code === 'EISDIR') throw await existing(path)
    const hint = HINTS[code]
    if (hint !== undefined) throw unusable(`${path} cannot be written: ${messageOf(error)}`, hint, error)
    // An incomplete file would stop the next attempt.
    await rm(path, { force: true })
    throw new AppError('OUTPUT_NOT_WRITTEN', `${path} could not be written: ${messageOf(error)}`, {
      hint: 'free disk space or check the disk, then run it again',
      cause: error,
    })
  }
}

/** Errors before the file is created. */
const HINTS: { readonly [code: string]: string | undefined } = {
  ENOENT: 'create its folder first',
  ENOTDIR: 'name a file in a folder',
  EACCES: 'name a file in a folder that this user may write',
  EPERM: 'name a file in a folder that this user may write',
  EROFS: 'name a file on a disk that can be written',
  ENAMETOOLONG: 'use a shorter name',
  EINVAL: 'use another name',
}

async function existing(path: string): Promise<AppError> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false
  if (isFolder) return unusable(`${path} is a folder`, `name a file in it: ${join(path, 'brief.json')}`)
  return unusable(`${path} exists and is not replaced`, 'name another file, or remove this one')
}

function unusable(message: string, hint: string, cause?: unknown): AppError {
  return new AppError('OUTPUT_UNUSABLE', message, { hint, ...(cause === undefined ? {} : { cause }) })
}
