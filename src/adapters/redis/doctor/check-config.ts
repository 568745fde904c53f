import type { DoctorCheck } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { privateHostReason } from '../settings/redis-host.js'

/** What was decided from the configuration, before anything is opened. */
export function checkConfig({ maskedUrl, tls, notices, host, password }: RedisSettings): DoctorCheck {
  return {
    id: 'config',
    deadlineMs: 1000,
    run: async () => {
      const value = `${maskedUrl}; ${tls.why}`
      const facts = { url: maskedUrl, tls: tls.enabled, why: tls.why }
      const warnings = notices.filter(({ level }) => level === 'warn').map(({ message }) => message)
      if (password === undefined && privateHostReason(host) === undefined) {
        warnings.push('no password for a host that may be public: set one on the server and put it into the URL')
      }
      if (warnings.length === 0) return { status: 'ok', value, facts }
      return { status: 'warn', value, advice: warnings.join('; '), facts }
    },
  }
}
