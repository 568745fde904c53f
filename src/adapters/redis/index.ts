/**
 * `curriculum-generator/redis`: how Redis is reached, as a value decided from a URL and a few settings, and as options
 * for node-redis and ioredis. Loads neither client.
 */
export * from './settings/index.js'
