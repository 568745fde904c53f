import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { findRedis } from '../../support/find-redis.js'

const LOCK = 'curriculum-install-redis.lock'

let folder = ''
/** A PATH of one folder, in which a test puts what there is to find. */
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curriculum-find-'))
  path = join(folder, 'bin')
  mkdirSync(path)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string, lines: string): string {
  const file = join(path, name)
  writeFileSync(file, `#!/bin/sh\n${lines}\n`)
  chmodSync(file, 0o755)
  return file
}

/** An `apt-get` that notes how it was called and "installs" a redis-server. */
function aptGet(): void {
  const redis = join(path, 'redis-server')
  const install = `echo '#!/bin/sh' > ${redis}; /bin/chmod +x ${redis}`
  program('apt-get', `echo "$RUNLEVEL $*" >> ${folder}/calls; case "$1" in install) ${install};; esac`)
}

function calls(): string[] {
  const file = join(folder, 'calls')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}

function find(root: boolean): string {
  return findRedis({ path: `${join(folder, 'nowhere')}:${path}`, root, lockFolder: folder })
}

describe('finding redis-server', () => {
  it('takes the one on the PATH and installs nothing', () => {
    aptGet()
    const redis = program('redis-server', '')
    expect(find(true)).toBe(redis)
    expect(calls()).toEqual([])
  })

  it('passes over what cannot be run', () => {
    writeFileSync(join(path, 'redis-server'), 'text')
    expect(() => find(false)).toThrow('redis-server is not on the PATH')
  })

  it('fails with one line of instruction where it may not install', () => {
    aptGet()
    expect(() => find(false)).toThrow(
      /^redis-server is not on the PATH: install it \([^\n]*\) and run the tests again$/,
    )
    expect(calls()).toEqual([])
  })

  it('fails with it where there is no apt-get', () => {
    expect(() => find(true)).toThrow('redis-server is not on the PATH: install it')
  })

  it('installs it as root, without a service, and lets the lock go', () => {
    aptGet()
    expect(find(true)).toBe(join(path, 'redis-server'))
    expect(calls()).toEqual(['1 update -q', '1 install -y -q -o DPkg::Lock::Timeout=120 redis-server'])
    expect(readdirSync(folder).filter((name) => name.startsWith(LOCK))).toEqual([])
  })

  it('fails with the instruction when the installation fails, and lets the lock go', () => {
    program('apt-get', 'echo "no network" >&2; exit 100')
    expect(() => find(true)).toThrow(/install it .*\(apt-get could not install it\)$/)
    expect(readdirSync(folder).filter((name) => name.startsWith(LOCK))).toEqual([])
  })

  it('waits for another one that installs, and installs nothing itself', () => {
    aptGet()
    const lock = join(folder, LOCK)
    const redis = join(path, 'redis-server')
    // Holds the lock from before this test looks until redis-server is there.
    const other = spawn('/bin/sh', ['-c', `sleep 0.08; : > ${redis}; chmod +x ${redis}; rm ${lock}`], {
      stdio: 'ignore',
    })
    writeFileSync(lock, String(other.pid))
    expect(find(true)).toBe(redis)
    expect(calls()).toEqual([])
  })

  it('takes over the lock of a process that is no more', () => {
    aptGet()
    writeFileSync(join(folder, LOCK), String(spawnSync('true').pid))
    expect(find(true)).toBe(join(path, 'redis-server'))
    expect(calls()).toHaveLength(2)
  })
})
