import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Violation } from './violations.js'

/** Writes the tree and a package.json with `dependencies` to a new folder, calls `use` with it, and removes it. */
export async function withSourceTree<T>(
  { files, packages }: Violation,
  dependencies: readonly string[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'violation-'))
  try {
    const declared = Object.fromEntries(dependencies.map((name) => [name, '1.0.0']))
    const tree: { [path: string]: string } = { ...files }
    tree['package.json'] = JSON.stringify({ name: 'violation', type: 'module', dependencies: declared })
    for (const name of packages) {
      tree[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js' })
      tree[`node_modules/${name}/index.js`] = 'exports.value = 1\n'
    }
    for (const [path, text] of Object.entries(tree)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
