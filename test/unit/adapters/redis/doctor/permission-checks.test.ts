import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { COMMANDS_USED } from '../../../../../src/adapters/redis/doctor/commands-used.js'

const ROOT = 'src/adapters/redis/lua'

/** The commands that the Lua scripts call. */
function scripted(): ReadonlySet<string> {
  const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.lua'))
  const calls = sources.flatMap((file) => [
    ...readFileSync(join(ROOT, file), 'utf8').matchAll(/\b(?:redis\.p?call|r?call)\('([A-Za-z]+)'/g),
  ])
  return new Set(calls.map(([, name = '']) => name.toUpperCase()))
}

describe('COMMANDS_USED', () => {
  it('has all commands of the Lua scripts', () => {
    const checked = new Set(COMMANDS_USED.map(([name]) => name))
    const called = scripted()
    expect(called.size).toBeGreaterThan(30)
    expect([...called].filter((name) => !checked.has(name))).toEqual([])
  })

  it('is the list of the smallest user in the guide', () => {
    const guide = readFileSync('docs/guides/doctor.md', 'utf8')
    const granted = /^ACL SETUSER app .* nocommands (.*)$/m.exec(guide)?.[1]?.split(' ')
    const names = COMMANDS_USED.map(([name = '', sub = '']) =>
      /^(SCRIPT|CLIENT)$/.test(name) ? `${name}|${sub}` : name,
    )
    expect(granted).toEqual(names.map((name) => `+${name.toLowerCase()}`))
  })
})
