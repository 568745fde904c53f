import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { configValue } from './check-server.js'
import { checked, keepsState, type Patient, stateKept } from './checked.js'

const TURN_ON = 'set appendonly yes and appendfsync everysec, or choose a plan with persistence'

export function checkPersistence(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'persistence',
    byHand: 'look in the console of the provider whether the data survives a restart: sessions and jobs need it',
    run: async ({ connection }) => {
      const info = await connection.info()
      const failed = failedWrite(info)
      if (failed) return failed
      if (!keepsState(patient)) return { status: 'ok', value: 'not needed, as a cache alone is kept here' }
      const kept = stateKept(patient)
      if (info.get('aof_enabled') === '1') return { status: 'ok', value: 'append-only file', facts: { aof: true } }
      // Asked for last, since many providers forbid it.
      const save = await configValue(connection, 'save')
      const facts = { aof: false, save }
      if (save !== '') {
        const value = `snapshots alone (save ${save}), no append-only file`
        const advice = `what was written since the last snapshot is lost in a crash, ${kept} too: ${TURN_ON}`
        return { status: 'warn', value, advice, facts }
      }
      const advice = `a restart of the server loses all ${kept}: ${TURN_ON}`
      return { status: 'warn', value: 'none: neither append-only file nor snapshots', advice, facts }
    },
  })
}

/** With a snapshot that failed, Redis refuses every write by default. */
function failedWrite(info: ReadonlyMap<string, string>): CheckResult | undefined {
  const failed = ['rdb_last_bgsave_status', 'aof_last_write_status', 'aof_last_bgrewrite_status'].filter(
    (name) => (info.get(name) ?? 'ok') !== 'ok',
  )
  if (failed.length === 0) return undefined
  const advice =
    'free disk space and check the rights on the data folder of the server, then run BGSAVE: until then it may refuse writes'
  return { status: 'fail', value: `writing to disk failed (${failed.join(', ')})`, advice, facts: { failed } }
}
