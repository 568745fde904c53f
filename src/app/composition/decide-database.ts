import { maskUrl } from '../../adapters/shared/mask-url.js'
import { embeddedFile } from '../../adapters/sql/database/embedded-file.js'
import type { AdapterChoice } from '../app.js'
import type { ResolvedConfig } from './config/index.js'
import type { Overrides } from './overrides.js'

/** `custom`: the embedder brings all repositories, and no database is opened. */
export interface DatabaseChoice extends AdapterChoice {
  readonly adapter: 'embedded' | 'postgres' | 'custom'
}

/** What keeps programs, documents and curricula. Pure: opens nothing, loads nothing. */
export function decideDatabase({ database }: ResolvedConfig, overrides: Overrides): DatabaseChoice {
  const { programs, documents, curricula } = overrides
  if (programs && documents && curricula) return { adapter: 'custom' }
  return database.url === undefined
    ? { adapter: 'embedded', place: embeddedFile(database.dataDir) }
    : { adapter: 'postgres', place: maskUrl(database.url, { showsUser: true }) }
}
