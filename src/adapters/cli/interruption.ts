import { AppError } from '../../domain/platform/index.js'
import { SIGNAL_EXITS } from './failure-lines.js'

/** How long a run may take to end in order. */
const GRACE_MS = 5000

const WORDS = { SIGINT: 'stopped by Ctrl-C', SIGTERM: 'stopped by SIGTERM' } as const

/**
 * Ctrl-C and SIGTERM as a reason to give up. Asked twice, or not heeded for some seconds, the process ends at once.
 * A closed terminal is left to the system: who started us with nohup wants us to go on.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const end = () => process.exit(SIGNAL_EXITS[signal])
      if (controller.signal.aborted) end()
      controller.abort(new AppError('ABORTED', `${WORDS[signal]}; nothing was written`, { details: { signal } }))
      setTimeout(end, GRACE_MS).unref()
    })
  }
  return controller.signal
}
