import { z } from 'zod'
import type { AppConfig } from './app-config.js'
import { SECTION_SETTINGS, TOP_SETTINGS } from './config-settings.js'
import type { Setting } from './setting.js'

/** A whole configuration: nothing but the settings there are, each left out or as its setting says. */
export const configSchema: z.ZodType<AppConfig> = strictObject({
  ...shapeOf(TOP_SETTINGS),
  ...Object.fromEntries(
    Object.entries(SECTION_SETTINGS).map(([section, settings]) => [section, strictObject(shapeOf(settings))]),
  ),
})

function shapeOf(settings: { readonly [key: string]: Setting }): { [key: string]: z.ZodType } {
  return Object.fromEntries(Object.entries(settings).map(([key, { schema }]) => [key, schema]))
}

function strictObject(shape: { readonly [key: string]: z.ZodType }) {
  const optional = Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.exactOptional()]))
  return z.strictObject(optional, { error: 'an object with settings' })
}
