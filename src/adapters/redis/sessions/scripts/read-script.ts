import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/** KEYS: the session under each pepper. */
export const READ_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
return reply(find(#KEYS))
`)
