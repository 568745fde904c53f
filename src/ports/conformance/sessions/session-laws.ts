import { sessionCreationLaws } from './session-creation-laws.js'
import { sessionDataLaws } from './session-data-laws.js'
import { sessionEndLaws } from './session-end-laws.js'
import { sessionExpiryLaws } from './session-expiry-laws.js'
import type { SessionLaw } from './session-ground.js'
import { sessionReplacementLaws } from './session-replacement-laws.js'
import { sessionRotationLaws } from './session-rotation-laws.js'
import { sessionStoreLaws } from './session-store-laws.js'
import { sessionUpdateLaws } from './session-update-laws.js'
import { sessionUserLaws } from './session-user-laws.js'

/** The laws of the port `SessionStore`. */
export const sessionLaws: readonly SessionLaw[] = [
  ...sessionCreationLaws,
  ...sessionDataLaws,
  ...sessionUpdateLaws,
  ...sessionEndLaws,
  ...sessionExpiryLaws,
  ...sessionRotationLaws,
  ...sessionReplacementLaws,
  ...sessionUserLaws,
  ...sessionStoreLaws,
]
