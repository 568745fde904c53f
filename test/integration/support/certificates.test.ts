import { once } from 'node:events'
import { type ConnectionOptions, connect, createServer } from 'node:tls'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Certificates, makeCertificates, type ServerCertificate } from '../../support/certificates.js'

let certificates: Certificates

beforeAll(() => {
  certificates = makeCertificates()
})

/** What Node's own verification says about it: `ok` or the code of the error. */
async function verdict({ cert, key }: ServerCertificate, options: ConnectionOptions): Promise<string> {
  const server = createServer({ cert, key }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => undefined)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const socket = connect({ host: '127.0.0.1', port, ...options })
  try {
    await once(socket, 'secureConnect')
    return 'ok'
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
  } finally {
    socket.destroy()
    server.close()
  }
}

describe('certificates', () => {
  it('valid: by name and by address, with only the authority', async () => {
    const { valid, ca } = certificates
    expect(await verdict(valid, { ca })).toBe('ok')
    expect(await verdict(valid, { ca, servername: 'localhost' })).toBe('ok')
    expect(await verdict(valid, { ca, servername: 'elsewhere.example' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await verdict(valid, {})).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  it('expired', async () => {
    expect(await verdict(certificates.expired, { ca: certificates.ca })).toBe('CERT_HAS_EXPIRED')
  })

  it('wrong host: right under the other name', async () => {
    const { wrongHost, ca } = certificates
    expect(await verdict(wrongHost, { ca, servername: 'localhost' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await verdict(wrongHost, { ca, servername: 'elsewhere.example' })).toBe('ok')
  })

  it('self-signed: right if it is trusted itself', async () => {
    const { selfSigned, ca } = certificates
    expect(await verdict(selfSigned, { ca })).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(await verdict(selfSigned, { ca: selfSigned.cert, servername: 'localhost' })).toBe('ok')
  })
})
