import { isIPv6 } from 'node:net'
import type { AdapterChoice } from '../../app/app.js'

/** The content of the banner. */
export interface BannerContent {
  readonly version: string
  readonly environment: string
  /** The address of the service: `http://localhost:4000`. */
  readonly url: string
  readonly adapters: { readonly [capability: string]: AdapterChoice }
  /** Whether this process runs jobs itself, and why. */
  readonly workers: string
  readonly warnings: readonly string[]
  /** Without Redis: the setting that adds it, as an instruction. */
  readonly advice?: string
  /** The link that sets up the first administrator; omitted if there is one. */
  readonly setUp?: string
  /** The command that generates a first curriculum; omitted if there is one. */
  readonly sample?: string
}

/** What `serve` and `worker` print at startup: address, adapters, warnings, and how to fix a degradation. */
export function banner({
  version,
  environment,
  url,
  adapters,
  workers,
  warnings,
  advice,
  setUp,
  sample,
}: BannerContent): string {
  const served = Object.entries(adapters).map(([capability, { adapter, place }]) =>
    row(capability, place === undefined ? adapter : `${adapter} (${place})`),
  )
  return [
    `Curriculum Generator ${version} (${environment})`,
    row('address', url),
    row('health', `${url}/health`),
    ...served,
    row('workers', workers),
    ...(advice === undefined ? [] : [row('redis', `none; to keep what is in memory, ${advice}`)]),
    ...(warnings.length === 0 ? [] : ['  note']),
    ...warnings.map((warning) => `    - ${warning}`),
    ...(setUp === undefined ? [] : setUpLines(setUp)),
    ...(sample === undefined ? [] : ['  first curriculum', `    ${sample}`]),
    '',
  ].join('\n')
}

/** The link that sets up the first administrator, for the banner. */
export function setUpLines(link: string): readonly string[] {
  return [
    '  first administrator: send the token of this link to POST /api/setup, once; a page for it is to come',
    `    ${link}`,
    '    or: npx curriculum user add you@example.org --role administrator',
  ]
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value}`
}

/** The host of a URL that works on this machine. */
export function hostInUrl(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}
