export * from './app-config.js'
export * from './config-variables.js'
export * from './read-config.js'
export * from './resolve-config.js'
