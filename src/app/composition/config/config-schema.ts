import type { z } from 'zod'
import type { AppConfig } from './app-config.js'
import { SECTION_SETTINGS, TOP_SETTINGS } from './config-settings.js'
import type { Setting } from './setting.js'
import { zod } from './zod.js'

let schema: z.ZodType<AppConfig> | undefined

/** A whole configuration: nothing but the settings there are, each left out or as its setting says. */
export function configSchema(): z.ZodType<AppConfig> {
  schema ??= strictObject({
    ...shapeOf(TOP_SETTINGS),
    ...Object.fromEntries(
      Object.entries(SECTION_SETTINGS).map(([section, settings]) => [section, strictObject(shapeOf(settings))]),
    ),
  })
  return schema
}

function shapeOf(settings: { readonly [key: string]: Setting }): { [key: string]: z.ZodType } {
  return Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.schema(zod())]))
}

function strictObject(shape: { readonly [key: string]: z.ZodType }) {
  const optional = Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, part.exactOptional()]))
  return zod().strictObject(optional, { error: 'an object with settings' })
}
