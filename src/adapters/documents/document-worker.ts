import { parentPort } from 'node:worker_threads'
import { isAppError, messageOf } from '../../domain/platform/index.js'
import { readDocument } from './read-document.js'
import type { ReadReply, ReadRequest, ReadyMessage } from './reading-thread.js'

// Entry of the worker thread: one reply for each request.
parentPort?.on('message', async ({ file, limits }: ReadRequest) => {
  let reply: ReadReply
  try {
    reply = { document: await readDocument(file, limits) }
  } catch (error) {
    if (!isAppError(error)) throw error
    const { code, message, hint = '', details, cause } = error
    reply = { code, message, hint, details, cause: messageOf(cause) }
  }
  parentPort?.postMessage(reply)
})

parentPort?.postMessage({ ready: true } satisfies ReadyMessage)
