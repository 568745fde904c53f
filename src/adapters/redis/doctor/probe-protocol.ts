import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Clock } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { timeoutSignal } from './timeout-signal.js'

const PROBE_MS = 1500

/** Whether Redis answers in plaintext. Sends a PING and nothing secret. */
export async function speaksPlaintext({ host, port }: RedisSettings, clock: Clock): Promise<boolean> {
  const socket = connect({ host, port })
  try {
    socket.write('PING\r\n')
    const [data] = (await once(socket, 'data', { signal: timeoutSignal(clock, PROBE_MS) })) as [Buffer]
    // +PONG, or an error such as -NOAUTH or -DENIED.
    return /^(\+PONG|-[A-Z]{2,} )/.test(data.toString('latin1'))
  } catch {
    // No answer is an answer too: not in plaintext.
    return false
  } finally {
    socket.destroy()
  }
}

/** Whether the port makes a TLS handshake. Sends nothing over it. */
export async function speaksTls({ host, port }: RedisSettings, clock: Clock): Promise<boolean> {
  const socket = connectTls({ host, port, rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect', { signal: timeoutSignal(clock, PROBE_MS) })
    return true
  } catch {
    // Whatever the reason: not with TLS.
    return false
  } finally {
    socket.destroy()
  }
}
