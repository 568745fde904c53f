const SCHEME_AND_REST = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is
const HARMLESS_NAME = /^[\w.-]{1,64}$/
const HARMLESS_REST = /^([\w.-]*|\[[\da-f:.%]*\])(:\d{0,5})?(\/[\w.~/-]*)?$/i
/** `localhost:6379` and the like: an address without its scheme, the commonest slip. */
const BARE_ADDRESS = /^(localhost|[\w-]+(\.[\w-]+)+)(:\d{1,5})?(\/\d*)?$/i

/**
 * A URL that may be shown: the password, and whatever could be one, is `***`. For text that is no well-formed URL it
 * rather hides too much than too little: everything before the last `@`, every query, and what has no known form.
 */
export function maskUrl(text: string): string {
  const [, scheme, rest] = SCHEME_AND_REST.exec(text) ?? []
  if (scheme === undefined || rest === undefined) return BARE_ADDRESS.test(text) ? text : '***'
  // An unencoded / ? or # in a password ends the authority early, so that the last @ of all counts here.
  const at = rest.lastIndexOf('@')
  const shown = maskQuery(rest.slice(at + 1))
  return at < 0 ? scheme + shown : `${scheme}${maskCredentials(rest.slice(0, at))}@${shown}`
}

function maskQuery(rest: string): string {
  const end = rest.search(/[?#]/)
  const address = end < 0 ? rest : rest.slice(0, end)
  return (HARMLESS_REST.test(address) ? address : '***') + (end < 0 ? '' : `${rest.charAt(end)}***`)
}

function maskCredentials(credentials: string): string {
  const colon = credentials.indexOf(':')
  // Without a colon it is a user's name, or a password that somebody wrote in its place.
  if (colon < 0) return '***'
  const user = credentials.slice(0, colon)
  return `${user === '' || HARMLESS_NAME.test(user) ? user : '***'}:***`
}
