import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isAppError } from '../../domain/platform/index.js'
import type { App } from '../app.js'

// As far up from src as from dist. A checkout has it, the package does not.
const SAMPLE = fileURLToPath(new URL('../../../docs/samples/home-network', import.meta.url))

/**
 * The command that makes a first curriculum, for whoever has kept no program yet. Asking opens the database, so that the
 * first look at its health need not wait for that.
 */
export async function offerSample({ programs, platform }: App): Promise<string | undefined> {
  try {
    const { programs: kept } = await programs.listPrograms({ limit: 1 })
    if (kept.length > 0 || !existsSync(SAMPLE)) return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    // Tried again by whatever uses it next.
    platform.logger.warn(`the database cannot be used yet: ${error.message}`)
    return undefined
  }
  const folder = relative(process.cwd(), SAMPLE)
  // npm finds the command in the checkout alone.
  if (folder.startsWith('..')) return undefined
  return `npm run generate -- --program ${join(folder, 'brief.json')} --docs ${join(folder, 'documents')} --out curriculum`
}
