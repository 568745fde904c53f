import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const run = (folder, file) => spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' })
const libsql = dirname(createRequire(import.meta.url).resolve('libsql'))
const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'error' }

// The packages stay in node_modules.
await build({ ...common, entryPoints: ['server.mjs'], format: 'esm', packages: 'external', outfile: 'out/server.mjs' })
assert.deepEqual(run('.', 'out/server.mjs').stdout, 'generated\n')

// Everything in one folder, which runs without the package. Only libsql is installed there, because it is native code.
const elsewhere = mkdtempSync(join(tmpdir(), 'bundle-'))
for (const options of [{}, { minify: true, keepNames: true }]) {
  await build({
    ...common,
    ...options,
    entryPoints: ['server.mjs', { in: 'curriculum-generator/document-worker', out: 'document-worker' }],
    format: 'cjs',
    outdir: elsewhere,
    logOverride: { 'empty-import-meta': 'silent' },
  })
  rmSync(join(elsewhere, 'node_modules'), { recursive: true, force: true })
  const refused = run(elsewhere, 'server.js')
  assert.match(refused.stdout, /^STORE_UNAVAILABLE install libsql /)
  assert.equal(refused.status, 1)
  mkdirSync(join(elsewhere, 'node_modules'))
  symlinkSync(libsql, join(elsewhere, 'node_modules/libsql'), 'junction')
  assert.deepEqual(run(elsewhere, 'server.js').stdout, 'generated\n')
}
rmSync(elsewhere, { recursive: true })
