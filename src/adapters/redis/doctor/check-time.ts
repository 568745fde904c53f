import type { DoctorCheck } from '../../../ports/index.js'
import { checked, type Patient } from './checked.js'

const SKEW_MS = 1000
const GRAVE_SKEW_MS = 60_000
const SLOW_COMMAND_MS = 100
const RECENT_SECONDS = 3600

/** How far the server's clock is from ours: ends of sessions and delays of jobs are told by both. */
export function checkClock(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'clock',
    byHand: 'make sure that both machines set their clocks by NTP',
    run: async ({ connection }) => {
      const began = Date.now()
      const [seconds, micros] = [await connection.send('TIME')].flat() as [unknown, unknown]
      const ended = Date.now()
      const server = Number(seconds) * 1000 + Number(micros) / 1000
      const skewMs = Math.round(server - (began + ended) / 2)
      const uncertainMs = Math.ceil((ended - began) / 2) + 1
      const side = skewMs < 0 ? 'behind' : 'ahead of'
      const value = `the server is ${Math.abs(skewMs)} ms ${side} this machine (+-${uncertainMs} ms)`
      const facts = { skewMs, uncertainMs }
      const off = Math.abs(skewMs) - uncertainMs
      if (off < SKEW_MS) return { status: 'ok', value, facts }
      const advice = 'set both clocks by NTP (timedatectl): sessions end and delayed jobs start at the wrong moment'
      return { status: off < GRAVE_SKEW_MS ? 'warn' : 'fail', value, advice, facts }
    },
  })
}

/** Commands that held up all others. Their arguments are never shown: they may hold data. */
export function checkSlowLog(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'slow-log',
    slow: true,
    byHand: 'look for slow commands in the console of the provider',
    run: async ({ connection }) => {
      const reply = await connection.send('SLOWLOG', 'GET', '128')
      const entries = (Array.isArray(reply) ? reply : []).map(entryOf)
      const now = Date.now() / 1000
      const recent = entries.filter(({ at }) => now - at < RECENT_SECONDS)
      const slowest = recent.reduce((worst, entry) => (entry.ms > worst.ms ? entry : worst), { at: 0, ms: 0, name: '' })
      const facts = { entries: entries.length, recent: recent.length, slowestMs: slowest.ms }
      if (recent.length === 0) {
        return { status: 'ok', value: `no slow command within the last hour, ${entries.length} before`, facts }
      }
      const value = `${recent.length} within the last hour, the slowest ${slowest.name} with ${slowest.ms} ms`
      const advice = `while such a command runs, all others wait: find who sends ${slowest.name} (SLOWLOG GET shows key and client)`
      return slowest.ms < SLOW_COMMAND_MS ? { status: 'ok', value, facts } : { status: 'warn', value, advice, facts }
    },
  })
}

interface SlowEntry {
  readonly at: number
  readonly ms: number
  readonly name: string
}

/** `[id, seconds since the epoch, microseconds, [name, ...arguments], client, client's name]` */
function entryOf(entry: unknown): SlowEntry {
  const [, at, micros, command] = Array.isArray(entry) ? (entry as readonly unknown[]) : []
  const name = String(Array.isArray(command) ? command[0] : '').toUpperCase()
  return { at: Number(at), ms: Math.round(Number(micros) / 100) / 10, name: name.replace(/[^A-Z._]/g, '') }
}
