import { expect, it } from '@jest/globals'
import { maskDatabaseUrl } from '../../../../src/adapters/sql/database/mask-url.js'

it.each([
  ['postgres://user:secret@host:5432/name', 'postgres://user:***@host:5432/name'],
  ['postgresql://host/name', 'postgresql://host/name'],
  ['postgres://user@host/name?sslmode=require&password=secret', 'postgres://user@host/name'],
  ['postgres://user:se/cr@et#@host/name', 'postgres://user:***@host/name'],
  ['postgres://user:secret@[::1]:5432/name', 'postgres://user:***@[::1]:5432/name'],
  ['postgres://user:sec ret@', 'postgres://user:***@'],
  ['postgres://se%cret:x@host', 'postgres://***:***@host'],
  ['host=x password=secret', '***'],
])('%s is shown as %s', (url, shown) => {
  expect(maskDatabaseUrl(url)).toBe(shown)
})
