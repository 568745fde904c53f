import { describe, expect, it } from '@jest/globals'
import { type RedisSettingsInput, verifyCertificate } from '../../../../../src/adapters/redis/settings/index.js'
import { settingsOf } from '../../../../support/decide-redis-settings.js'

const PIN = Array(32).fill('AB').join(':')
const OTHER = Array(32).fill('CD').join(':')
const RENDER = 'rediss://oregon-keyvalue.render.com'
const ELSEWHERE = 'rediss://redis.example.com'

type Row = readonly [
  string,
  RedisSettingsInput['tlsVerify'],
  pinned: boolean,
  code: string | undefined,
  fingerprint: string | undefined,
  outcome: 'verified' | 'accepted' | 'warned' | 'rejected',
]

const ROWS: readonly Row[] = [
  [ELSEWHERE, 'auto', false, undefined, OTHER, 'verified'],
  [ELSEWHERE, 'auto', false, 'DEPTH_ZERO_SELF_SIGNED_CERT', OTHER, 'rejected'],
  [ELSEWHERE, 'auto', false, 'SELF_SIGNED_CERT_IN_CHAIN', OTHER, 'rejected'],
  [ELSEWHERE, 'auto', false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', OTHER, 'rejected'],
  [ELSEWHERE, 'auto', false, 'ERR_TLS_CERT_ALTNAME_INVALID', OTHER, 'rejected'],
  [ELSEWHERE, 'auto', true, undefined, PIN, 'verified'],
  [ELSEWHERE, 'auto', true, undefined, OTHER, 'rejected'],
  [ELSEWHERE, 'auto', true, 'DEPTH_ZERO_SELF_SIGNED_CERT', PIN, 'rejected'],
  [RENDER, 'auto', false, undefined, OTHER, 'verified'],
  [RENDER, 'auto', false, 'DEPTH_ZERO_SELF_SIGNED_CERT', OTHER, 'warned'],
  [RENDER, 'auto', false, 'SELF_SIGNED_CERT_IN_CHAIN', OTHER, 'warned'],
  [RENDER, 'auto', false, 'UNABLE_TO_GET_ISSUER_CERT', OTHER, 'warned'],
  [RENDER, 'auto', false, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', OTHER, 'warned'],
  [RENDER, 'auto', false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', OTHER, 'warned'],
  [RENDER, 'auto', false, 'CERT_HAS_EXPIRED', OTHER, 'rejected'],
  [RENDER, 'auto', false, 'CERT_NOT_YET_VALID', OTHER, 'rejected'],
  [RENDER, 'auto', false, 'CERT_REVOKED', OTHER, 'rejected'],
  [RENDER, 'auto', false, 'ERR_TLS_CERT_ALTNAME_INVALID', OTHER, 'rejected'],
  [RENDER, 'auto', true, 'DEPTH_ZERO_SELF_SIGNED_CERT', PIN, 'verified'],
  [RENDER, 'auto', true, 'DEPTH_ZERO_SELF_SIGNED_CERT', OTHER, 'rejected'],
  [RENDER, 'auto', true, 'CERT_HAS_EXPIRED', PIN, 'rejected'],
  [RENDER, 'strict', false, 'DEPTH_ZERO_SELF_SIGNED_CERT', OTHER, 'rejected'],
  [ELSEWHERE, 'off', false, undefined, OTHER, 'verified'],
  [ELSEWHERE, 'off', false, 'DEPTH_ZERO_SELF_SIGNED_CERT', OTHER, 'accepted'],
  [ELSEWHERE, 'off', false, 'CERT_HAS_EXPIRED', undefined, 'accepted'],
  [ELSEWHERE, 'off', true, 'DEPTH_ZERO_SELF_SIGNED_CERT', PIN, 'verified'],
  [ELSEWHERE, 'off', true, 'ERR_TLS_CERT_ALTNAME_INVALID', PIN, 'verified'],
  [ELSEWHERE, 'off', true, undefined, OTHER, 'rejected'],
  [ELSEWHERE, 'off', true, undefined, undefined, 'rejected'],
  [ELSEWHERE, 'off', true, 'CERT_HAS_EXPIRED', PIN, 'rejected'],
]

describe('verifyCertificate', () => {
  it.each(ROWS)('%s verify=%s pinned=%s: %s %s is %s', (url, tlsVerify, pinned, code, found, outcome) => {
    const settings = settingsOf({ url, tlsVerify, ...(pinned ? { tlsFingerprint: PIN } : {}) })
    const verdict = verifyCertificate(settings, {
      authorized: code === undefined,
      authorizationError: code ?? null,
      ...(found === undefined ? {} : { fingerprint256: found }),
    })
    expect(verdict).toMatchObject({ accepted: outcome !== 'rejected', verified: outcome === 'verified' })
    expect(verdict.warning !== undefined).toBe(outcome === 'warned')
    expect(verdict.why.startsWith('rejected: ')).toBe(outcome === 'rejected')
  })

  it('reads the code of an error', () => {
    const settings = settingsOf({ url: RENDER })
    const selfSigned = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(verifyCertificate(settings, { authorized: false, authorizationError: selfSigned }).accepted).toBe(true)
    expect(verifyCertificate(settings, { authorized: false, authorizationError: new Error('other') }).why).toContain(
      'other',
    )
    expect(verifyCertificate(settings, { authorized: false }).accepted).toBe(false)
  })

  it('accepts plaintext as unverified', () => {
    const settings = settingsOf({ url: 'redis://localhost' })
    expect(verifyCertificate(settings, { authorized: false })).toEqual({
      accepted: true,
      verified: false,
      why: settings.tls.why,
    })
  })
})
