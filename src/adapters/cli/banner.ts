import type { AdapterChoice } from '../../app/app.js'

/** What the banner shows. */
export interface BannerFacts {
  readonly version: string
  readonly environment: string
  /** Where the service can be reached: `http://localhost:4000`. */
  readonly url: string
  readonly adapters: { readonly [capability: string]: AdapterChoice }
  /** Whether this process runs jobs itself, and why. */
  readonly workers: string
  readonly warnings: readonly string[]
  /** How what is degraded can be changed, if a setting can change it. */
  readonly fix?: string
  /** The command that makes a first curriculum, while there is none. */
  readonly sample?: string
}

/** A few lines that say where the service is, how it runs, what is degraded and how to change that. */
export function banner({ version, environment, url, adapters, workers, warnings, fix, sample }: BannerFacts): string {
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
    ...(degraded.length === 0 || fix === undefined ? [] : [`    To change this, ${fix}`]),
    ...(sample === undefined ? [] : ['  first curriculum', `    ${sample}`]),
    '',
  ].join('\n')
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value}`
}
