import type { ContainerModuleLoadOptions } from 'inversify'

/** How a module makes a binding. */
export type Bind = ContainerModuleLoadOptions['bind']

/** What every module may use to register what it opens, in the order it is opened. */
export type OnClose = (name: string, close: () => void | Promise<void>) => void
