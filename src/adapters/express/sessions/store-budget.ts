import { AppError } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { EXCEEDED, REQUEST_BUDGET_MS, RequestBudget } from '../../shared/deadline.js'
import { withStatus } from '../problem-details.js'

/** Margin above the deadline of the store: the error of the store is more precise. */
const STORE_MARGIN_MS = 50

/** `Retry-After` of an exhausted budget. */
const RETRY_AFTER_MS = 1_000

/**
 * The time budget that the session operations of one request share, with the errors of the store. The store has a deadline
 * for each operation; a request with several operations must not wait for several deadlines.
 */
export class StoreBudget {
  readonly #budget: RequestBudget

  constructor(clock: Clock, totalMs: number) {
    this.#budget = new RequestBudget(clock, totalMs)
  }

  /**
   * Runs `operation` within the budget. Its errors get a status by {@link withStatus}.
   *
   * @throws AppError when the budget is exhausted: `OUTCOME_UNKNOWN` for a started change, else `STORE_UNAVAILABLE`
   */
  async run<T>(operation: () => Promise<T>, kind: 'read' | 'change' = 'change'): Promise<T> {
    if (!this.#budget.hasTime()) throw withStatus(budgetExhausted('STORE_UNAVAILABLE'))
    const leave = this.#budget.enter()
    try {
      const result = await this.#budget.settle(operation())
      if (result !== EXCEEDED) return result
    } catch (error) {
      throw withStatus(error)
    } finally {
      leave()
    }
    throw withStatus(budgetExhausted(kind === 'read' ? 'STORE_UNAVAILABLE' : 'OUTCOME_UNKNOWN'))
  }
}

/** The default budget of a request for a store with this deadline of one operation. */
export function defaultDeadlineMs(operationMs = 0): number {
  return Math.max(REQUEST_BUDGET_MS, operationMs + STORE_MARGIN_MS)
}

function budgetExhausted(code: 'STORE_UNAVAILABLE' | 'OUTCOME_UNKNOWN'): AppError {
  return new AppError(code, 'sessions: the store did not answer within the time budget of the request', {
    hint: 'check the session store: it is too slow',
    retryAfterMs: RETRY_AFTER_MS,
  })
}
