import type { ServerResponse } from 'node:http'

/** How the cookie of a session is named and protected. */
export interface CookieKind {
  readonly name: string
  readonly secure: boolean
}

/** The prefix makes browsers refuse the cookie unless it came over TLS, from this very host, for all its paths. */
export const HOST_COOKIE: CookieKind = { name: '__Host-sid', secure: true }

/** For plain HTTP in development, where browsers would drop the other. */
export const PLAIN_COOKIE: CookieKind = { name: 'sid', secure: false }

/** A cookie that cannot be the one we set. No session id is empty. */
export const MALFORMED = ''

/** 32 random bytes in base64url: what `Ids.secret()` makes. */
const SESSION_ID = /^[\w-]{43}$/

/** Whether the store made an id that a cookie of ours can carry. */
export function isCookieValue(id: string): boolean {
  return SESSION_ID.test(id)
}

/**
 * The session id in a `Cookie` header: `undefined` if there is none, {@link MALFORMED} if it cannot be one or stands
 * there twice: which of the two the browser would keep is not known.
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

/** The value of `Set-Cookie`; no id: the browser is to forget it. */
export function sessionCookie({ name, secure }: CookieKind, id: string, maxAgeSeconds: number): string {
  return `${name}=${id}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly${secure ? '; Secure' : ''}; SameSite=Lax`
}

/** Adds the cookie to an answer, beside those of others. An answer that carries one is not for shared caches. */
export function addSessionCookie(res: ServerResponse, kind: CookieKind, cookie: string): void {
  res.setHeader('Set-Cookie', [...otherCookies(res, kind), cookie])
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store')
}

/** Takes back what an answer was to say of the cookie. */
export function dropSessionCookie(res: ServerResponse, kind: CookieKind): void {
  if (res.hasHeader('Set-Cookie')) res.setHeader('Set-Cookie', otherCookies(res, kind))
}

function otherCookies(res: ServerResponse, { name }: CookieKind): string[] {
  const given = res.getHeader('Set-Cookie') ?? []
  return (Array.isArray(given) ? given : [String(given)]).filter((other) => !other.startsWith(`${name}=`))
}
