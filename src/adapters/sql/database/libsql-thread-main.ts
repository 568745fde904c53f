import type { MessagePort } from 'node:worker_threads'
import type Libsql from 'libsql'

/** What a thread is asked for, one thing after the other. */
export type ThreadRequest =
  | { readonly id: number; readonly open: string; readonly busyMs: number }
  | { readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly id: number; readonly close: true }

export type ThreadReply =
  | { readonly id: number; readonly rows: object[]; readonly changes: number }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } }

/**
 * What runs in the thread of the embedded database. Its text is the program of the thread, which then needs no file of
 * its own and runs from the sources as from a build; so nothing outside of this function may be used in it.
 *
 * @param libsql where the package lies, as a URL
 */
export async function runLibsqlThread(libsql: string): Promise<void> {
  const { parentPort } = await import('node:worker_threads')
  const { default: Database } = (await import(libsql)) as { default: typeof Libsql }
  const port = parentPort as MessagePort
  let database: Libsql.Database | undefined

  const open = (path: string, busyMs: number): void => {
    database = new Database(path)
    database.pragma(`busy_timeout=${busyMs}`)
    // The change to a write-ahead log is refused at once while another process makes it: its patience is our own.
    for (let attempt = 1; ; attempt++) {
      try {
        database.pragma('journal_mode=WAL')
        break
      } catch (error) {
        const { code } = error as { code?: string }
        if (!code?.startsWith('SQLITE_BUSY') || attempt * 20 > busyMs) throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
      }
    }
    database.pragma('synchronous=FULL')
    database.pragma('foreign_keys=ON')
  }
  const execute = (sql: string, parameters: readonly unknown[]): { rows: object[]; changes: number } => {
    if (!database) throw new Error('the database is not open')
    if (/^(begin|commit|rollback)/.test(sql)) {
      // Not prepared: a prepared one that is refused keeps its view of the file until it is collected as garbage, and
      // nothing could be written from it meanwhile.
      database.exec(sql)
      return { rows: [], changes: 0 }
    }
    const statement = database.prepare(sql)
    if (statement.reader) return { rows: statement.all([...parameters]) as object[], changes: 0 }
    return { rows: [], changes: statement.run([...parameters]).changes }
  }
  const answer = (request: ThreadRequest): { rows: object[]; changes: number } => {
    if ('sql' in request) return execute(request.sql, request.parameters)
    if ('open' in request) open(request.open, request.busyMs)
    else database?.close()
    return { rows: [], changes: 0 }
  }
  port.on('message', (request: ThreadRequest) => {
    try {
      const reply = { id: request.id, ...answer(request) }
      // Bytes come as buffers of their own; they change hands without being copied.
      const buffers = reply.rows.flatMap((row) => Object.values(row).filter((value) => value instanceof ArrayBuffer))
      port.postMessage(reply, buffers as ArrayBuffer[])
    } catch (error) {
      const { message, code = '' } = error as { message: string; code?: string }
      port.postMessage({ id: request.id, error: { message, code } })
    }
  })
}
