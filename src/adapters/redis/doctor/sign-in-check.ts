import { formatMs, messageOf } from '../../../domain/platform/index.js'
import type { CheckResult, Clock, DoctorCheck } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { COMMANDS_USED, nameOf } from './commands-used.js'
import type { DoctorConnection } from './doctor-connection.js'
import { grantCommand, lacksPermissions } from './missing-permissions.js'
import { speaksTls } from './tls-check.js'

/** Connects as the service does: with the same client, options and first commands. */
export function checkSignIn(
  settings: RedisSettings,
  connection: DoctorConnection,
  clock: Clock,
  acceptedCertificate: () => string | undefined,
): DoctorCheck {
  return {
    id: 'sign-in',
    needs: ['tcp', 'tls'],
    deadlineMs: settings.connectTimeoutMs,
    onDeadline: {
      failure: 'unreachable',
      value: `the port is open, but Redis does not answer within ${formatMs(settings.connectTimeoutMs)}`,
      advice:
        'the server process hangs, is stopped or is overloaded, or another service has this port: check it on its host and restart it',
    },
    run: async ({ signal }) => {
      const user = settings.username ?? 'default'
      try {
        await connection.open(acceptedCertificate(), signal)
      } catch (error) {
        return signInFailure(settings, clock, connection.shown(messageOf(error)), user)
      }
      const how = settings.password === undefined ? 'without a password' : 'with the password of the URL'
      return { status: 'ok', value: `signed in as ${user} ${how}, database ${settings.database}`, facts: { user } }
    },
  }
}

/** The meanings of error replies. */
const ERROR_REPLIES: readonly (readonly [RegExp, Omit<CheckResult, 'status' | 'value'>])[] = [
  [
    /^WRONGPASS/,
    {
      failure: 'auth',
      advice:
        'correct user and password in the URL (special characters percent-encoded); on the server, `ACL LIST` shows whether the user exists and is on',
    },
  ],
  [
    /^NOAUTH/,
    { failure: 'auth', advice: 'the server requires a password: put it into the URL, redis://:password@host' },
  ],
  [
    /AUTH.* without any password/i,
    { failure: 'auth', advice: 'the server has no password: remove it from the URL, or set one on the server' },
  ],
  [
    /^DENIED/,
    {
      failure: 'auth',
      advice: 'protected mode: set a password on the server (requirepass), or let it listen on private addresses only',
    },
  ],
  [/DB index/i, { failure: 'configuration', advice: 'the server has fewer databases: use /0 at the end of the URL' }],
  [
    /max number of clients/i,
    {
      failure: 'unreachable',
      advice: 'the server has no connections left: raise maxclients or the plan, and find what leaks connections',
    },
  ],
  [/unknown command.*HELLO|NOPROTO/i, { advice: 'the server is older than Redis 6: upgrade it to 7 or to Valkey' }],
  [
    /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/i,
    {
      failure: 'unreachable',
      advice: 'the server requires client certificates, which are not supported: set tls-auth-clients no on the server',
    },
  ],
]

async function signInFailure(settings: RedisSettings, clock: Clock, text: string, user: string): Promise<CheckResult> {
  const [, known] = ERROR_REPLIES.find(([pattern]) => pattern.test(text)) ?? []
  // Only the first clause of the reply: the rest is advice for developers.
  const [clause = text] = text.split(/[.,;]/, 1)
  if (/^NOPERM/.test(text)) {
    const all = { commands: COMMANDS_USED.map(nameOf), keys: false, channels: false }
    return lacksPermissions(`as ${user}: ${clause}`, grantCommand(user, '', all))
  }
  if (known) return { status: 'fail', value: `as ${user}: ${clause}`, ...known }
  const failed = { status: 'fail', failure: 'unreachable' } as const
  if (!settings.tls.enabled && (await speaksTls(settings, clock))) {
    const advice = 'write rediss:// instead of redis:// in the URL, or set REDIS_TLS=true'
    return { ...failed, value: 'the port is a TLS port, but plaintext was sent', advice }
  }
  const advice =
    'the port is open, but the server does not behave like Redis: check host and port, then the log of the server'
  return { ...failed, value: text, advice }
}
