export { buildRouter, type RoutedApp, type RouterOptions } from './build-router.js'
export { type ListenOptions, listen } from './serve.js'
export type { Listening } from './server/open-server.js'
