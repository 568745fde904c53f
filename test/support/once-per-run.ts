import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A value that several test files need and that takes long to make. The first file of a run makes it, the others read
 * it. Two files that start at once may both make it. The value must be the same after `JSON.stringify` and `JSON.parse`.
 */
export async function oncePerRun<T>(name: string, make: () => Promise<T>): Promise<T> {
  const file = join(process.env.TEST_RUN_FOLDER ?? '', `${name}.json`)
  if (!existsSync(file)) {
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, JSON.stringify(await make()))
    renameSync(unfinished, file)
  }
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
