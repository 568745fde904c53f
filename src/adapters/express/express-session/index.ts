/** `curriculum-generator/express-session`: a store for express-session, which must be installed, on `app.sessions`. */
export { ExpressSessionStore, type ExpressSessionStoreOptions } from './express-session-store.js'
