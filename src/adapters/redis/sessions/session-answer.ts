import { AppError } from '../../../domain/platform/index.js'
import { fromFields, type StoredSession } from './stored-session.js'

/** What a script on one session answered. */
export type SessionAnswer =
  | { readonly state: 'ok' | 'exists'; readonly key: string; readonly stored: StoredSession }
  | { readonly state: 'none' }
  /** There is something that is no session; what tells it from one that is written in its place meanwhile. */
  | { readonly state: 'damaged'; readonly key: string; readonly handle: string; readonly version: string }
  /** The number of the changed field, from 1, that someone else had changed at `version`. */
  | { readonly state: 'conflict'; readonly field: number; readonly version: number }
  | { readonly state: 'large'; readonly bytes: number }

/** @throws AppError `INTERNAL` if the answer is none of a script of ours */
export function toAnswer(reply: unknown): SessionAnswer {
  const [state, ...rest] = listOf(reply)
  switch (state) {
    case 'none':
      return { state }
    case 'conflict':
      return { state, field: Number(rest[0]), version: Number(rest[1]) }
    case 'large':
      return { state, bytes: Number(rest[0]) }
    case 'ok':
    case 'exists':
    case 'damaged': {
      const key = String(rest[0])
      const fields = listOf(rest[1]).map(String)
      const stored = state === 'damaged' ? undefined : fromFields(fields)
      if (stored && state !== 'damaged') return { state, key, stored }
      return { state: 'damaged', key, handle: ownField(fields, 'handle'), version: ownField(fields, 'version') }
    }
    default:
      throw strange()
  }
}

/** What a script on several sessions answered. */
export function toAnswers(reply: unknown): readonly SessionAnswer[] {
  return listOf(reply).map(toAnswer)
}

function listOf(reply: unknown): readonly unknown[] {
  if (Array.isArray(reply)) return reply
  throw strange()
}

function ownField(fields: readonly string[], name: string): string {
  for (let index = 0; index + 1 < fields.length; index += 2) if (fields[index] === name) return fields[index + 1] ?? ''
  return ''
}

function strange(): AppError {
  return new AppError('INTERNAL', 'a session script answered what it cannot', {
    hint: 'whatever stands between here and Redis may change answers; npm run test:redis tells more',
  })
}
