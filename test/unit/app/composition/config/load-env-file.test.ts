import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { loadEnvFile } from '../../../../../src/app/composition/config/index.js'

describe('loadEnvFile', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'env-'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('adds the variables of the file', () => {
    writeFileSync(
      join(folder, '.env'),
      '\uFEFFPORT=1\n# LOG_LEVEL=debug\nexport DATA_DIR="a b" # here\nSESSION_PEPPER=\'x#y\'\n',
    )
    expect(loadEnvFile(folder, { HOME: '/h' })).toEqual({
      HOME: '/h',
      PORT: '1',
      DATA_DIR: 'a b',
      SESSION_PEPPER: 'x#y',
    })
  })

  it('variables of the process win, also empty ones', () => {
    writeFileSync(join(folder, '.env'), 'PORT=1\nREDIS_URL=redis://file\nDATA_DIR=file')
    const env = { PORT: '2', REDIS_URL: '', DATA_DIR: undefined }
    expect(loadEnvFile(folder, env)).toEqual({ PORT: '2', REDIS_URL: '', DATA_DIR: 'file' })
    expect(env).toEqual({ PORT: '2', REDIS_URL: '', DATA_DIR: undefined })
  })

  it('works without a file', () => {
    const env = { PORT: '2' }
    const merged = loadEnvFile(folder, env)
    expect(merged).toEqual(env)
    expect(merged).not.toBe(env)
    expect(loadEnvFile(join(folder, 'nowhere'), env)).toEqual(env)
  })

  it('throws if the file cannot be read', () => {
    mkdirSync(join(folder, '.env'))
    expect(() => loadEnvFile(folder, {})).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('EISDIR') }),
    )
  })

  it('does not change process.env', () => {
    writeFileSync(join(folder, '.env'), 'CONFIG_TEST_VARIABLE=1')
    loadEnvFile(folder, process.env)
    expect(process.env.CONFIG_TEST_VARIABLE).toBeUndefined()
  })
})
