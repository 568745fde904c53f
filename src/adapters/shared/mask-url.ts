const SCHEME_AND_REST = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is
const HARMLESS_NAME = /^[\w.-]{1,64}$/
const HARMLESS_REST = /^([\w.-]*|\[[\da-f:.%]*\])(:\d{0,5})?(\/[\w.~/-]*)?$/i
/** `localhost:6379`: an address without its scheme, the most common mistake. */
const BARE_ADDRESS = /^(localhost|[\w-]+(\.[\w-]+)+)(:\d{1,5})?(\/\d*)?$/i

/**
 * Replaces the password of a URL, and all text that could be one, by `***`. In text that is not a well-formed URL it masks
 * everything before the last `@`, every query, and every part of an unknown form.
 *
 * @param showsUser whether `user` is shown in `scheme://user@host`, where it could be a password in the wrong place
 */
export function maskUrl(text: string, { showsUser = false }: { readonly showsUser?: boolean } = {}): string {
  const [, scheme, rest] = SCHEME_AND_REST.exec(text) ?? []
  if (scheme === undefined || rest === undefined) return BARE_ADDRESS.test(text) ? text : '***'
  // The last @, because an unencoded / ? or # in a password ends the authority early.
  const at = rest.lastIndexOf('@')
  const shown = maskQuery(rest.slice(at + 1))
  return at < 0 ? scheme + shown : `${scheme}${maskCredentials(rest.slice(0, at), showsUser)}@${shown}`
}

function maskQuery(rest: string): string {
  const end = rest.search(/[?#]/)
  const address = end < 0 ? rest : rest.slice(0, end)
  return (HARMLESS_REST.test(address) ? address : '***') + (end < 0 ? '' : `${rest.charAt(end)}***`)
}

function maskCredentials(credentials: string, showsUser: boolean): string {
  const colon = credentials.indexOf(':')
  if (colon < 0) return showsUser && HARMLESS_NAME.test(credentials) ? credentials : '***'
  const user = credentials.slice(0, colon)
  return `${user === '' || HARMLESS_NAME.test(user) ? user : '***'}:***`
}
