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
import { findChromium } from '../../support/find-chromium.js'

let folder = ''
/** A PATH of one folder, in which a test puts what there is to find. */
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curriculum-find-'))
  path = join(folder, 'bin')
  mkdirSync(path)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string, lines = ''): string {
  const file = join(path, name)
  writeFileSync(file, `#!/bin/sh\n${lines}\n`)
  chmodSync(file, 0o755)
  return file
}

/** An `apt-get` that notes how it was called and "installs" a browser. */
function aptGet(): void {
  const browser = join(path, 'chromium')
  const install = `echo '#!/bin/sh' > ${browser}; /bin/chmod +x ${browser}`
  program('apt-get', `echo "$*" >> ${folder}/calls; case "$1" in install) ${install};; esac`)
}

function calls(): string[] {
  const file = join(folder, 'calls')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}

function find(root: boolean, chosen = ''): string {
  return findChromium({ chosen, path, root, lockFolder: folder })
}

describe('finding Chromium', () => {
  it('takes the one that is chosen before any on the PATH', () => {
    program('chromium')
    const other = program('my-browser')
    expect(find(true, other)).toBe(other)
  })

  it('says that the chosen one cannot be run', () => {
    program('chromium')
    expect(() => find(true, join(folder, 'gone'))).toThrow(/^CHROMIUM_PATH is .*gone, which cannot be run/)
  })

  it.each(['chromium', 'chromium-browser', 'google-chrome'])('takes %s on the PATH and installs nothing', (name) => {
    aptGet()
    const browser = program(name)
    expect(find(true)).toBe(browser)
    expect(calls()).toEqual([])
  })

  it('fails with one line of instruction where it may not install', () => {
    aptGet()
    expect(() => find(false)).toThrow(/^Chromium is not on the PATH: install it \([^\n]*\) or set CHROMIUM_PATH, and/)
    expect(calls()).toEqual([])
  })

  it('installs it as root, and lets the lock go', () => {
    aptGet()
    expect(find(true)).toBe(join(path, 'chromium'))
    expect(calls()).toEqual(['update -q', 'install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 chromium'])
    expect(readdirSync(folder).sort()).toEqual(['bin', 'calls'])
  })

  it('fails with the instruction when the installation fails', () => {
    program('apt-get', 'echo "no network" >&2; exit 100')
    expect(() => find(true)).toThrow(/\(apt-get could not install it\)$/)
  })
})
