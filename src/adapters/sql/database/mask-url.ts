const HARMLESS_NAME = /^[\w.-]{1,64}$/
const HARMLESS_PLACE = /^([\w.,:-]*|\[[\da-f:.%]*\](:\d{0,5})?)(\/[\w.~-]*)?$/i

/** A URL of Postgres that may be shown: without password and parameters, and rather too little than too much of it. */
export function maskDatabaseUrl(url: string): string {
  const [, scheme, rest] = /^(postgres(?:ql)?:\/\/)(.*)$/is.exec(url) ?? []
  if (scheme === undefined || rest === undefined) return '***'
  // A character that should have been encoded ends the authority early, so that the last @ of all counts.
  const at = rest.lastIndexOf('@')
  const place = rest.slice(at + 1).replace(/[?#].*$/s, '')
  const shown = HARMLESS_PLACE.test(place) ? place : '***'
  if (at < 0) return scheme + shown
  const [user = '', ...password] = rest.slice(0, at).split(':')
  const name = HARMLESS_NAME.test(user) ? user : '***'
  return `${scheme}${name}${password.length > 0 ? ':***' : ''}@${shown}`
}
