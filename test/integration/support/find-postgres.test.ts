import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { findPostgres } from '../../support/find-postgres.js'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curriculum-find-'))
  mkdirSync(join(folder, 'bin'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function program(path: string, lines = ''): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${lines}\n`)
  chmodSync(file, 0o755)
  return file
}

/** Notes how it was called and "installs" a version. */
function aptGet(): void {
  const bin = join(folder, 'versions/15/bin')
  const make = ['postgres', 'initdb'].map((name) => `echo '#!/bin/sh' > ${bin}/${name}; /bin/chmod +x ${bin}/${name}`)
  const install = `case "$*" in *postgresql) /bin/mkdir -p ${bin}; ${make.join('; ')};; esac`
  program('bin/apt-get', `echo "$RUNLEVEL $*" >> ${folder}/calls; ${install}`)
}

function find(root: boolean) {
  const versions = join(folder, 'versions')
  return findPostgres({
    path: join(folder, 'bin'),
    root,
    versions,
    lockFolder: folder,
    clusterConfig: join(folder, 'createcluster.conf'),
  })
}

describe('finding postgres', () => {
  it('takes what is on the PATH', () => {
    const found = { postgres: program('bin/postgres'), initdb: program('bin/initdb') }
    program('versions/15/bin/postgres')
    program('versions/15/bin/initdb')
    expect(find(false)).toEqual(found)
  })

  it('else the newest version that is whole', () => {
    program('bin/postgres')
    for (const name of ['9.6/bin/postgres', '9.6/bin/initdb', '15/bin/postgres', '15/bin/initdb', '16/bin/postgres']) {
      program(`versions/${name}`)
    }
    expect(find(false).initdb).toBe(join(folder, 'versions/15/bin/initdb'))
  })

  it('fails with one line of instruction where it may not install', () => {
    aptGet()
    expect(() => find(false)).toThrow(
      /^postgres and initdb are not installed: install them \([^\n]*\) and run the tests again$/,
    )
    expect(existsSync(join(folder, 'calls'))).toBe(false)
  })

  it('installs as root, after saying that no cluster is to be made, and lets the lock go', () => {
    aptGet()
    expect(find(true).postgres).toBe(join(folder, 'versions/15/bin/postgres'))
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
    expect(calls.map((call) => call.split(' ').at(-1))).toEqual(['-q', 'postgresql-common', 'postgresql'])
    expect(calls.every((call) => call.startsWith('1 '))).toBe(true)
    expect(readFileSync(join(folder, 'createcluster.conf'), 'utf8')).toBe('create_main_cluster = false\n')
    expect(existsSync(join(folder, 'curriculum-install-postgres.lock'))).toBe(false)
  })
})
