import type { ServerResponse } from 'node:http'

/** Name and protection of the session cookie. */
export interface CookieKind {
  readonly name: string
  readonly secure: boolean
}

/** With this prefix browsers accept the cookie only over TLS, from this host, for all its paths. */
export const HOST_COOKIE: CookieKind = { name: '__Host-sid', secure: true }

/** For plain HTTP in development, where browsers drop a `__Host-` cookie. */
export const PLAIN_COOKIE: CookieKind = { name: 'sid', secure: false }

/** Stands for an invalid cookie. No session id is empty. */
export const MALFORMED = ''

/** 32 random bytes in base64url, as `Ids.secret()` generates them. */
const SESSION_ID = /^[\w-]{43}$/

/** Whether a cookie can hold this id. */
export function isCookieValue(id: string): boolean {
  return SESSION_ID.test(id)
}

/**
 * Reads the session id from a `Cookie` header: `undefined` without one, {@link MALFORMED} if it is invalid or occurs twice.
 * With two it is unknown which one the browser would keep.
 */
export function readSessionCookie(header: string | undefined, name: string): string | undefined {
  if (!header?.includes(name)) return undefined
  let found: string | undefined
  for (const pair of header.split(';')) {
    const separator = pair.indexOf('=')
    if (separator < 0 || pair.slice(0, separator).trim() !== name) continue
    if (found !== undefined) return MALFORMED
    const value = pair.slice(separator + 1).trim()
    found = SESSION_ID.test(value) ? value : MALFORMED
  }
  return found
}

/** The value of `Set-Cookie`. An empty id with `Max-Age` 0 deletes the cookie. */
export function sessionCookie({ name, secure }: CookieKind, id: string, maxAgeSeconds: number): string {
  return `${name}=${id}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly${secure ? '; Secure' : ''}; SameSite=Lax`
}

/** Adds the cookie to a response and keeps other cookies. Caches must not store such a response. */
export function addSessionCookie(res: ServerResponse, kind: CookieKind, cookie: string): void {
  res.setHeader('Set-Cookie', [...otherCookies(res, kind), cookie])
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store')
}

/** Removes the session cookie from a response. */
export function dropSessionCookie(res: ServerResponse, kind: CookieKind): void {
  if (res.hasHeader('Set-Cookie')) res.setHeader('Set-Cookie', otherCookies(res, kind))
}

function otherCookies(res: ServerResponse, { name }: CookieKind): string[] {
  const given = res.getHeader('Set-Cookie') ?? []
  return (Array.isArray(given) ? given : [String(given)]).filter((other) => !other.startsWith(`${name}=`))
}
