import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EmbeddingProject } from '../support/embedding-project.js'

const HOSTS = 'test/packaging/hosts'

let project: EmbeddingProject
beforeAll(() => {
  project = new EmbeddingProject()
})
afterAll(() => project?.remove())

// The other hosts need a registry: `npm run test:hosts`.
describe('a host with the package from its tarball', () => {
  it.each([
    ['express4', 'test.mjs', { express: 'express4' }],
    ['express5', 'test.mjs', {}],
    ['esbuild', 'test.mjs', { esbuild: 'esbuild' }],
    ['commonjs', 'test.js', {}],
    ['node-test', 'curriculum.test.js', {}],
  ])('%s works', async (name, file, packages: { [alias: string]: string }) => {
    // Our package and its dependencies are found one folder up.
    const folder = join(project.folder, name)
    cpSync(join(HOSTS, name), folder, { recursive: true })
    cpSync(join(HOSTS, 'shared'), join(folder, 'shared'), { recursive: true })
    mkdirSync(join(folder, 'node_modules'))
    for (const [alias, installed] of Object.entries(packages)) {
      symlinkSync(resolve('node_modules', installed), join(folder, 'node_modules', alias), 'junction')
    }
    // Some releases of Node call require() of a module experimental.
    const { status, stderr } = await project.nodeIn(name, '--disable-warning=ExperimentalWarning', file)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
