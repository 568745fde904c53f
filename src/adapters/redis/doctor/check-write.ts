import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { checked, type Patient } from './checked.js'
import { KEY_TTL_MS } from './doctor-connection.js'
import { ReplyError } from './doctor-errors.js'

/** Whether a value can be written and read: the proof of what the checks before it read from the server's own words. */
export function checkWrite(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'write',
    needs: ['role'],
    byHand: 'grant the user SET, GET and DEL on all keys',
    run: async ({ connection, user }) => {
      const key = connection.key('write')
      try {
        await connection.send('SET', key, 'probe', 'PX', String(KEY_TTL_MS))
        const found = await connection.send('GET', key)
        await connection.send('DEL', key)
        if (found === 'probe') return { status: 'ok', value: 'set, got and deleted a key' }
      } catch (error) {
        if (error instanceof ReplyError) return refused(error, user)
        throw error
      }
      const advice = 'the key was evicted at once or goes to another server: check memory, and what stands in between'
      return { status: 'fail', value: 'a key that was set did not come back', advice }
    },
  })
}

const MENDS: { readonly [reply: string]: string } = {
  OOM: 'the memory is full: raise maxmemory or the plan, or remove what is not needed',
  READONLY: 'this is a replica: put the address of the primary into the URL',
  MISCONF: 'the server cannot save to disk: free disk space there and run BGSAVE',
  NOREPLICAS: 'too few replicas are connected (min-replicas-to-write): look after the replicas',
  MOVED: 'this is a cluster: use an instance without cluster mode',
  LOADING: 'the server still reads its data: wait and run this again',
}

function refused({ reply, message }: ReplyError, user: string): CheckResult {
  if (reply === 'NOPERM') {
    const advice = `grant it on the server: ACL SETUSER ${user} +set +get +del ~*`
    return { status: 'fail', failure: 'auth', value: message, advice }
  }
  return { status: 'fail', value: message, advice: MENDS[reply] ?? 'look at the log of the server' }
}
