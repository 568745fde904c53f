import { readFileSync } from 'node:fs'

/** Who a server runs as. */
export interface ServerUser {
  readonly uid?: number
  readonly gid?: number
}

/**
 * The user that a test server runs as: the user of this process. Postgres does not run as root, so root uses
 * `postgres` or `nobody`.
 */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {}
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('Postgres does not run as root, and there is no user postgres or nobody: create one')
}
