export { Access, ActingServices } from './access.js'
export { assertPrincipal, type Principal } from './principal.js'
