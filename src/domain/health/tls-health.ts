/** How a connection is protected. */
export interface TlsHealth {
  readonly enabled: boolean
  /** Whether it is known who answers. */
  readonly verified: boolean
  readonly why: string
}

/** How all connections are protected: as well as the weakest of them. */
export interface TlsSummary extends TlsHealth {
  /** Each connection, by its name among the services. */
  readonly connections: { readonly [name: string]: TlsHealth }
}

/** `undefined` without any connection. */
export function combineTls(connections: { readonly [name: string]: TlsHealth }): TlsSummary | undefined {
  const all = Object.entries(connections)
  const [first] = all
  if (!first) return undefined
  const strength = ({ enabled, verified }: TlsHealth): number => Number(enabled) + Number(verified)
  const [name, weakest] = all.reduce((left, right) => (strength(right[1]) < strength(left[1]) ? right : left), first)
  return { ...weakest, why: all.length > 1 ? `${name}: ${weakest.why}` : weakest.why, connections }
}
