import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { messageOf } from '../../../domain/platform/index.js'
import { configError } from './config-problems.js'
import { readTextFile } from './read-text-file.js'

/**
 * `env` with what `.env` in `directory` adds to it: a variable that is in `env`, if only as an empty text, stays as it
 * is. Without such a file it is a copy of `env`. Changes neither `env` nor `process.env`.
 *
 * @throws AppError `CONFIG_INVALID` if there is a `.env` that cannot be read
 */
export function loadEnvFile(directory: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = join(directory, '.env')
  try {
    const present = Object.entries(env).filter(([, value]) => value !== undefined)
    return { ...parseEnv(readTextFile(path)), ...Object.fromEntries(present) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ...env }
    const found = `a file that cannot be read (${messageOf(error)})`
    throw configError([{ setting: path, found, expected: 'a readable file, or none' }], error)
  }
}
