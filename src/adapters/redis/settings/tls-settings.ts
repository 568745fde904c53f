/** Whether and how the connection is protected. */
export type TlsSettings = PlaintextSettings | EncryptedSettings

export interface PlaintextSettings {
  readonly enabled: false
  /** Why, in words for an operator. */
  readonly why: string
}

export interface EncryptedSettings {
  readonly enabled: true
  /** How the server's certificate is judged; `judgeCertificate` holds the rules. */
  readonly verify: 'strict' | 'accept-self-signed' | 'off'
  /** Certificates to trust instead of the well-known authorities, as PEM text. */
  readonly ca?: string
  /** SHA-256 fingerprint that the certificate must have, as `AB:CD:...`. */
  readonly fingerprint?: string
  /** The name that is asked for and that the certificate must carry; absent for an IP address. */
  readonly servername?: string
  /** Why, in words for an operator. */
  readonly why: string
}
