import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import express from 'express'
import { tryExpressHost } from './shared/express-host.mjs'

assert.match(createRequire(import.meta.url)('express/package.json').version, /^5\./)
await tryExpressHost(express)
