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
  /** The setting that ends the degradation, as an instruction. */
  readonly advice?: string
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
  sample,
}: BannerContent): string {
  const served = Object.entries(adapters).map(([capability, { adapter, place }]) =>
    row(capability, place === undefined ? adapter : `${adapter} (${place})`),
  )
  const degraded = Object.values(adapters).flatMap((choice) => choice.degraded ?? [])
  const notes = [...warnings.filter((warning) => !degraded.includes(warning)), ...degraded]
  return [
    `Curriculum Generator ${version} (${environment})`,
    row('address', url),
    row('health', `${url}/health`),
    ...served,
    row('workers', workers),
    ...(notes.length === 0 ? [] : ['  note']),
    ...notes.map((note) => `    - ${note}`),
    ...(degraded.length === 0 || advice === undefined ? [] : [`    To change this, ${advice}`]),
    ...(sample === undefined ? [] : ['  first curriculum', `    ${sample}`]),
    '',
  ].join('\n')
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value}`
}
