import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate with its key, both as PEM text. */
export interface Certified {
  readonly certificate: string
  readonly key: string
}

export interface TestCertificates {
  readonly authority: Certified
  /** For `redis.example`, signed by the authority. */
  readonly signed: Certified
  /** Like `signed`, but expired. */
  readonly expired: Certified
  /** For `other.example`, signed by itself. */
  readonly selfSigned: Certified
}

/** Creates certificates with the `openssl` command, so that the repository contains no private key. */
export function makeCertificates(): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const read = (certificate: string, key: string) => ({
    certificate: readFileSync(join(folder, certificate), 'utf8'),
    key: readFileSync(join(folder, key), 'utf8'),
  })
  const self = (name: string, subject: string) =>
    openssl('req', '-x509', ...newKey, '-days', '2', '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.pem`)
  const sign = (name: string, days: string) =>
    openssl(
      ...['x509', '-req', '-in', 'leaf.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', '7'],
      ...['-days', days, '-extfile', 'names', '-out', `${name}.pem`],
    )
  try {
    self('ca', '/CN=Test Authority')
    self('self', '/CN=other.example')
    openssl('req', ...newKey, '-subj', '/CN=redis.example', '-keyout', 'leaf.key', '-out', 'leaf.csr')
    writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:redis.example')
    sign('leaf', '2')
    sign('expired', '-1')
    return {
      authority: read('ca.pem', 'ca.key'),
      signed: read('leaf.pem', 'leaf.key'),
      expired: read('expired.pem', 'leaf.key'),
      selfSigned: read('self.pem', 'self.key'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
