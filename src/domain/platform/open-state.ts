import { AppError } from './app-error.js'

/** Whether an app is open. Its facades share one state: once it is closed, they reject every call. */
export class OpenState {
  #open = true

  close(): void {
    this.#open = false
  }

  /** @throws AppError `APP_CLOSED` */
  assertOpen(): void {
    if (this.#open) return
    throw new AppError('APP_CLOSED', 'the app is closed', {
      hint: 'make no calls after app.close(); createApp() creates a new app',
    })
  }
}
