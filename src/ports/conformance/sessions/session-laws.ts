import type { SessionStore } from '../../sessions/index.js'
import type { HarnessFactory, LawCase } from '../law.js'
import { type FastCheck, type ModelOptions, type ModelSpec, modelCase } from '../model-case.js'
import { sessionArgumentLaws } from './session-argument-laws.js'
import { sessionCreationLaws, sessionRotationLaws } from './session-creation-laws.js'
import { sessionDataLaws } from './session-data-laws.js'
import { sessionEndLaws, sessionExpiryLaws } from './session-expiry-laws.js'
import type { SessionLaw } from './session-fixture.js'
import { SessionModel } from './session-model.js'
import { sessionReplacementLaws } from './session-replacement-laws.js'
import {
  advanceTimeStep,
  createStep,
  deleteStep,
  revokeStep,
  rotateStep,
  type SessionStep,
  touchStep,
  updateStep,
} from './session-steps.js'
import { sessionStoreLaws } from './session-store-laws.js'
import { sessionUpdateLaws } from './session-update-laws.js'
import { sessionUserLaws } from './session-user-laws.js'

/** The contract of `SessionStore` as laws. Each law is one test. */
export const sessionLaws: readonly SessionLaw[] = [
  ...sessionCreationLaws,
  ...sessionDataLaws,
  ...sessionArgumentLaws,
  ...sessionUpdateLaws,
  ...sessionEndLaws,
  ...sessionExpiryLaws,
  ...sessionRotationLaws,
  ...sessionReplacementLaws,
  ...sessionUserLaws,
  ...sessionStoreLaws,
]

/** The used part of an arbitrary of fast-check. */
interface Mappable<T> {
  map<U>(change: (value: T) => U): Mappable<U>
}

/** The used part of fast-check. */
export interface SessionFastCheck extends FastCheck {
  nat(max: number): Mappable<number>
  array(of: Mappable<number>, options: { readonly minLength: number; readonly maxLength: number }): Mappable<number[]>
}

/**
 * The property that a session store behaves as its model under random commands: an ended id never becomes live again, no
 * end is beyond the absolute one, the index contains the live sessions, acknowledged updates are visible, and a touch
 * changes no data.
 */
export function sessionModelCase(
  fc: SessionFastCheck,
  makeHarness: HarnessFactory<SessionStore>,
  options: ModelOptions = {},
): LawCase {
  const numbers = fc.array(fc.nat(5), { minLength: 5, maxLength: 5 })
  const step = (make: (numbers: readonly number[]) => SessionStep) => numbers.map(make)
  const spec: ModelSpec<SessionModel, SessionStore> = {
    id: 'sessions/model',
    law: 'random commands, with ids of ended sessions and stale versions among them, give the results of the model',
    model: () => new SessionModel(),
    // A step that is listed twice runs twice as often.
    steps: [createStep, createStep, updateStep, updateStep, touchStep, advanceTimeStep, advanceTimeStep]
      .concat([rotateStep, deleteStep, revokeStep])
      .map(step),
    observe: (model, { subject }) => model.observe(subject),
  }
  return modelCase(fc, spec, makeHarness, options)
}
