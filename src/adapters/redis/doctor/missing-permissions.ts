import type { CheckResult } from '../../../ports/index.js'

/** What a user of Redis lacks, as far as the replies of Redis show it. */
export interface MissingPermissions {
  /** As in the documentation of Redis: `SET`, `CLIENT ID`. */
  readonly commands: readonly string[]
  /** Whether it may not use the keys of the app. */
  readonly keys: boolean
  /** Whether it may not use the channels of the app. */
  readonly channels: boolean
}

/** The part of the permissions that a refusal is about. Redis checks the command first, then the keys, then the channels. */
export function deniedPart(reply: string): keyof MissingPermissions {
  const [, about] = /permissions to access (.*)$/.exec(reply) ?? []
  if (about === undefined) return 'commands'
  // Redis 7 says `the 'cg:x' key` and `a key`, Redis 6.2 `one of the keys used as arguments`.
  return /\bchannels?\b/.test(about.replace(/'.*'/, '')) ? 'channels' : 'keys'
}

/** The command for the administrator. A user with all keys or channels keeps them: adding a pattern there is an error. */
export function grantCommand(user: string, keyPrefix: string, missing: MissingPermissions): string {
  const rules = [
    ...(missing.keys ? [`~${keyPrefix}*`] : []),
    ...(missing.channels ? [`&${keyPrefix}*`] : []),
    ...missing.commands.map((name) => `+${name.toLowerCase().replace(' ', '|')}`),
  ]
  return `ACL SETUSER ${user} ${rules.join(' ')}`
}

const MAX_SHOWN = 8

/** What the user may not do: `run SET, GET, or use the keys cg:*`. */
export function missingText({ commands, keys, channels }: MissingPermissions, keyPrefix: string): string {
  const more = commands.length > MAX_SHOWN ? ` and ${commands.length - MAX_SHOWN} more` : ''
  const used = [...(keys ? ['keys'] : []), ...(channels ? ['channels'] : [])].join(' and ')
  return [
    ...(commands.length > 0 ? [`run ${commands.slice(0, MAX_SHOWN).join(', ')}${more}`] : []),
    ...(used === '' ? [] : [`use the ${used} ${keyPrefix}*`]),
  ].join(', or ')
}

/** A check that failed because the user lacks permissions. @param command of {@link grantCommand} */
export function lacksPermissions(value: string, command: string, facts: CheckResult['facts'] = {}): CheckResult {
  return { status: 'fail', failure: 'auth', value, advice: `grant it on the server: ${command}`, facts }
}
