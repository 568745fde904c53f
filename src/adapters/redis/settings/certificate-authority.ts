import { X509Certificate } from 'node:crypto'

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g

/** What is wrong with `pem` as the certificates to trust, or `undefined`. Repeats nothing of it: it may hold a key. */
export function faultOfCertificates(pem: string): string | undefined {
  const blocks = [...pem.matchAll(BLOCK)]
  if (blocks.length === 0) return 'no -----BEGIN CERTIFICATE----- ... -----END CERTIFICATE----- is in it'
  if (blocks.some(([, kind]) => kind?.includes('PRIVATE KEY')))
    return 'a private key is in it, which belongs to the server'
  const broken = blocks.findIndex(([block]) => !isCertificate(block))
  return broken < 0 ? undefined : `part ${broken + 1} of ${blocks.length} is no certificate that can be read`
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem)
    return true
  } catch {
    // The only question is whether it can be read; the reason of OpenSSL helps nobody.
    return false
  }
}
