import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate and its key, as PEM text. */
export interface ServerCertificate {
  readonly cert: string
  readonly key: string
  /** SHA-256, as `AB:CD:...`. */
  readonly fingerprint: string
}

export interface Certificates {
  /** The authority's certificate, as PEM text. It signed all but `selfSigned`. */
  readonly ca: string
  /** For `localhost`, 127.0.0.1 and ::1, a year long; so is `selfSigned`. */
  readonly valid: ServerCertificate
  /** Ended in 2021. */
  readonly expired: ServerCertificate
  /** For `elsewhere.example` only. */
  readonly wrongHost: ServerCertificate
  readonly selfSigned: ServerCertificate
}

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = placeholder
[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = policy
unique_subject = no
[policy]
commonName = supplied
[authority_extensions]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[here]
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
[elsewhere]
subjectAltName = DNS:elsewhere.example
`

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Makes new ones with `openssl`; takes a fraction of a second. Leaves no files. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'curriculum-certificates-'))
  try {
    writeFileSync(join(folder, 'openssl.cnf'), CONFIG)
    writeFileSync(join(folder, 'index.txt'), '')
    selfSign(folder, 'ca', 'Test authority', 'authority_extensions')
    return {
      ca: readFileSync(join(folder, 'ca.crt'), 'utf8'),
      valid: sign(folder, 'valid', 'localhost', 'here', ['-days', '365']),
      expired: sign(folder, 'expired', 'localhost', 'here', [
        '-startdate',
        '200101000000Z',
        '-enddate',
        '210101000000Z',
      ]),
      wrongHost: sign(folder, 'wrong-host', 'elsewhere.example', 'elsewhere', ['-days', '365']),
      selfSigned: selfSign(folder, 'self-signed', 'localhost', 'here'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function selfSign(folder: string, name: string, commonName: string, extensions: string): ServerCertificate {
  const out = ['-keyout', `${name}.key`, '-out', `${name}.crt`]
  const what = ['-x509', '-days', '365', '-subj', `/CN=${commonName}`, '-extensions', extensions]
  openssl(folder, ['req', '-config', 'openssl.cnf', ...NEW_KEY, ...what, ...out])
  return read(folder, name)
}

function sign(
  folder: string,
  name: string,
  commonName: string,
  extensions: string,
  dates: readonly string[],
): ServerCertificate {
  const request = ['-subj', `/CN=${commonName}`, '-keyout', `${name}.key`, '-out', `${name}.csr`]
  openssl(folder, ['req', '-config', 'openssl.cnf', '-new', ...NEW_KEY, ...request])
  const by = ['-cert', 'ca.crt', '-keyfile', 'ca.key', '-extensions', extensions, '-batch', '-notext', ...dates]
  openssl(folder, ['ca', '-config', 'openssl.cnf', ...by, '-in', `${name}.csr`, '-out', `${name}.crt`])
  return read(folder, name)
}

function read(folder: string, name: string): ServerCertificate {
  const cert = readFileSync(join(folder, `${name}.crt`), 'utf8')
  const key = readFileSync(join(folder, `${name}.key`), 'utf8')
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 }
}

/** Throws with what openssl printed if it fails. */
function openssl(folder: string, args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
}
