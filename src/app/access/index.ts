export { Access, ActingServices } from './access.js'
export type { OpenedCurriculum } from './acting-curricula.js'
export { assertPrincipal, type Principal } from './principal.js'
