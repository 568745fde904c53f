import type { SessionStore } from '../../sessions/index.js'
import type { HarnessFactory } from '../harness.js'
import type { LawCase } from '../law.js'
import { type FastCheck, type ModelOptions, type ModelSpec, modelCase } from '../model-property.js'
import { SessionModel } from './session-model.js'
import {
  createStep,
  deleteStep,
  elapseStep,
  revokeStep,
  rotateStep,
  type SessionStep,
  touchStep,
  updateStep,
} from './session-steps.js'

/** An arbitrary of fast-check, as far as it is used. */
interface Mappable<T> {
  map<U>(change: (value: T) => U): Mappable<U>
}

/** The part of fast-check that is used. */
export interface SessionFastCheck extends FastCheck {
  nat(max: number): Mappable<number>
  array(of: Mappable<number>, options: { readonly minLength: number; readonly maxLength: number }): Mappable<number[]>
}

/**
 * The property that a session store behaves as its model, whatever is done in whatever order: dead ids never live again,
 * no end is beyond the absolute one, the index is the living sessions, acknowledged updates are visible, a touch changes
 * no data.
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
    law: 'whatever is done in whatever order, by holders of dead ids and stale versions too, all that can be seen is right',
    model: () => new SessionModel(),
    // What is named twice comes twice as often.
    steps: [createStep, createStep, updateStep, updateStep, touchStep, elapseStep, elapseStep]
      .concat([rotateStep, deleteStep, revokeStep])
      .map(step),
    observe: (model, { subject }) => model.observe(subject),
  }
  return modelCase(fc, spec, makeHarness, options)
}
