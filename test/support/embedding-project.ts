import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** The manifest, as far as these tests read it. */
export interface Manifest {
  readonly version: string
  readonly homepage: string
  readonly bugs: { readonly url: string }
  readonly repository: { readonly url: string }
  readonly dependencies: { readonly [name: string]: string }
  readonly peerDependencies: { readonly [name: string]: string }
  readonly peerDependenciesMeta: { readonly [name: string]: { readonly optional: boolean } }
  readonly exports: { readonly [entry: string]: string | { readonly types: string; readonly default: string } }
  readonly bin: { readonly [name: string]: string }
}

/** The result of a child process. */
export interface Outcome {
  /** `null`: it had to be killed. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Below jest's own, so that a process that does not end fails with what it printed. */
const CHILD_TIMEOUT_MS = 150_000
/** The compiler takes ten seconds of a processor, and a busy machine may give it a small part of one. */
export const COMPILER_TIMEOUT_MS = 580_000

/**
 * An empty project that has our package installed from its tarball. Installed without a registry, so that the test
 * needs no network: the tarball is unpacked into node_modules, and each package that our manifest lists under
 * `dependencies` is linked to the copy that this project has. What our code imports is thereby held to the manifest;
 * their own dependencies are found next to them and are not tested.
 */
export class EmbeddingProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'embedding-'))
  readonly installed = join(this.folder, 'node_modules', 'curriculum-generator')
  readonly manifest: Manifest
  /** Paths in the tarball. */
  readonly packedFiles: readonly string[]

  constructor() {
    const root = process.cwd()
    // Packed without scripts: `prepack` would replace dist/ while other tests run.
    const build = spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { encoding: 'utf8' })
    if (build.status !== 0)
      throw new Error(`there is nothing to pack: the build failed\n${build.stdout}${build.stderr}`)
    const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', this.folder]
    const [packed] = JSON.parse(execFileSync('npm', packing, { encoding: 'utf8', stdio: 'pipe' })) as [
      { filename: string; files: { path: string }[] },
    ]
    this.packedFiles = packed.files.map(({ path }) => path)
    mkdirSync(this.installed, { recursive: true })
    execFileSync('tar', ['-xzf', join(this.folder, packed.filename), '-C', this.installed, '--strip-components=1'])
    this.manifest = JSON.parse(readFileSync(join(this.installed, 'package.json'), 'utf8')) as Manifest
    for (const name of Object.keys(this.manifest.dependencies)) this.link(name, join(root, 'node_modules', name))
    this.write('package.json', JSON.stringify({ name: 'embedding', private: true }))
  }

  /** How an embedder names each entry that holds code. */
  get entries(): readonly string[] {
    const names = Object.keys(this.manifest.exports).filter((entry) => entry !== './package.json')
    return names.map((entry) => entry.replace(/^\./, 'curriculum-generator'))
  }

  link(name: string, target: string): void {
    const place = join(this.folder, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(resolve(target), place, 'junction')
  }

  unlink(name: string): void {
    rmSync(join(this.folder, 'node_modules', name))
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text)
  }

  /** Runs node in the project. */
  node(...args: readonly string[]): Promise<Outcome> {
    return this.#run(args, CHILD_TIMEOUT_MS)
  }

  /** Runs node in a subfolder. */
  nodeIn(subfolder: string, ...args: readonly string[]): Promise<Outcome> {
    return this.#run(args, CHILD_TIMEOUT_MS, join(this.folder, subfolder))
  }

  /** Compiles the project, with the compiler of ours and the settings in its tsconfig.json. */
  compile(): Promise<Outcome> {
    return this.#run([resolve('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], COMPILER_TIMEOUT_MS)
  }

  #run(args: readonly string[], timeout: number, cwd = this.folder): Promise<Outcome> {
    // Nothing of the test's own environment: NODE_ENV and NODE_OPTIONS would change what is tested.
    const options = { cwd, env: { PATH: process.env.PATH }, timeout }
    return new Promise((done) => {
      const child = execFile(process.execPath, args, options, (_error, stdout, stderr) =>
        done({ status: child.exitCode, stdout, stderr }),
      )
    })
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
