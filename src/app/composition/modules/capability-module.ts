import { ContainerModule, type ContainerModuleLoadOptions } from 'inversify'
import type { ResolvedConfig } from '../config/index.js'
import type { Capability } from '../decide-adapters.js'

/** Makes a binding. */
export type Bind = ContainerModuleLoadOptions['bind']

/**
 * Registers how something that a module opened is closed. Called in the order of opening.
 *
 * @param close gets a signal: when it aborts, `close` ends its wait for running work
 * @param withinMs the deadline of the close; default: that of every step
 */
export type OnClose = (name: string, close: (signal: AbortSignal) => void | Promise<void>, withinMs?: number) => void

/** Added to the deadline of a queue for its step, because `close` returns up to a second later. */
export const CLOSE_MARGIN_MS = 1500

/** How an adapter package binds each capability. */
export type CapabilityBindings = {
  readonly [capability in Capability]: (bind: Bind, config: ResolvedConfig, onClose: OnClose) => void
}

/** The module of an adapter package, for the capabilities that it serves. */
export function capabilityModule(
  bindings: CapabilityBindings,
  capabilities: readonly Capability[],
  config: ResolvedConfig,
  onClose: OnClose,
): ContainerModule {
  return new ContainerModule(({ bind }) => {
    for (const capability of capabilities) bindings[capability](bind, config, onClose)
  })
}
