import {
  MAX_REMOVED_BYTES,
  MAX_REMOVED_FIELDS,
  MAX_SESSION_BYTES,
  TOUCH_THRESHOLD,
} from '../../../domain/sessions/index.js'
import { RedisScript } from '../scripts/redis-script.js'

const LIMITS = { MAX_SESSION_BYTES }
const CHANGE_LIMITS = { MAX_SESSION_BYTES, MAX_REMOVED_FIELDS, MAX_REMOVED_BYTES }

/** The scripts of `../lua/sessions`. Each file documents keys and arguments. */
export const CREATE_SCRIPT = new RedisScript('sessions/create', LIMITS)
export const READ_SCRIPT = new RedisScript('sessions/read', LIMITS)
export const UPDATE_SCRIPT = new RedisScript('sessions/update', CHANGE_LIMITS)
export const TOUCH_SCRIPT = new RedisScript('sessions/touch', { ...LIMITS, TOUCH_THRESHOLD })
export const ROTATE_SCRIPT = new RedisScript('sessions/rotate', CHANGE_LIMITS)
export const DELETE_SCRIPT = new RedisScript('sessions/delete', LIMITS)
export const LIST_SCRIPT = new RedisScript('sessions/list', LIMITS)
export const REVOKE_SCRIPT = new RedisScript('sessions/revoke', LIMITS)
export const COUNT_SCRIPT = new RedisScript('sessions/count', LIMITS)
export const DISCARD_SCRIPT = new RedisScript('sessions/discard', LIMITS)
