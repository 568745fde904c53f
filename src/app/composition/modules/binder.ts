import { ContainerModule, type ContainerModuleLoadOptions } from 'inversify'
import type { ResolvedConfig } from '../config/index.js'
import type { Capability } from '../decide-adapters.js'

/** How a module makes a binding. */
export type Bind = ContainerModuleLoadOptions['bind']

/**
 * What every module may use to register what it opens, in the order it is opened. `withinMs`: how long its close may
 * take, if not as long as any.
 */
export type OnClose = (name: string, close: () => void | Promise<void>, withinMs?: number) => void

/** The queue returns up to a second after its deadline, which must lie well within that of its step. */
export const CLOSE_MARGIN_MS = 1500

/** How one family of adapters binds each capability. */
export type CapabilityBindings = {
  readonly [capability in Capability]: (bind: Bind, config: ResolvedConfig, onClose: OnClose) => void
}

/** The module of a family, for the capabilities that were given to it. */
export function familyModule(
  bindings: CapabilityBindings,
  capabilities: readonly Capability[],
  config: ResolvedConfig,
  onClose: OnClose,
): ContainerModule {
  return new ContainerModule(({ bind }) => {
    for (const capability of capabilities) bindings[capability](bind, config, onClose)
  })
}
