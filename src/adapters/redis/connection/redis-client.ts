import type { createClient } from 'redis'

/** The client that operations are written against: node-redis with all its commands. */
export type RedisClient = ReturnType<typeof createClient>
