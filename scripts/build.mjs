// @ts-check
// Makes dist/ out of src/ and dist/explorer/ out of web/explorer/, each only when something it is made of has changed.
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprintOf } from './fingerprint.mjs'
import { alone } from './lock.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const dist = join(root, 'dist')
const explorer = join(dist, 'explorer')

/** Brings both up to date; says what it does, and nothing when there is nothing to do. */
export async function build() {
  await buildServer()
  await buildExplorer()
}

/** Brings the server and the command line up to date. */
export const buildServer = () =>
  unlessFresh('the server', join(dist, '.server'), ['src', 'tsconfig.json'], compileServer)

/** Brings the explorer's page up to date. */
export const buildExplorer = () =>
  unlessFresh('the explorer', join(dist, '.explorer'), ['web/explorer'], bundleExplorer)

/**
 * @param {string} name
 * @param {string} mark the file that keeps the fingerprint of what was built
 * @param {readonly string[]} sources
 * @param {() => void | Promise<void>} make
 */
async function unlessFresh(name, mark, sources, make) {
  const madeOf = [...sources, 'package-lock.json', 'scripts/build.mjs'].map((path) => join(root, path))
  const fingerprint = fingerprintOf(madeOf)
  if (read(mark) === fingerprint) return
  mkdirSync(dist, { recursive: true })
  await alone(join(dist, '.building'), async () => {
    if (read(mark) === fingerprint) return
    process.stderr.write(`Building ${name} ... `)
    const start = performance.now()
    rmSync(mark, { force: true })
    await make()
    writeFileSync(mark, fingerprint)
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  })
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

// Types are the business of `npm run check`.
async function compileServer() {
  const esbuild = await import('esbuild')
  const kept = new Set(['explorer', '.explorer', '.building'])
  for (const entry of readdirSync(dist)) if (!kept.has(entry)) rmSync(join(dist, entry), { recursive: true })
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/**/*.ts'],
    outdir: dist,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })
  chmodSync(join(dist, 'cli/index.js'), 0o755)
  cpSync(join(root, 'src'), dist, { recursive: true, filter: (path) => !path.endsWith('.ts') })
}

async function bundleExplorer() {
  const esbuild = await import('esbuild')
  rmSync(explorer, { recursive: true, force: true })
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: {
      explorer: 'web/explorer/explorer.ts',
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    outdir: join(explorer, 'assets'),
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    legalComments: 'linked',
    target: 'es2022',
    loader: { '.graphql': 'text', '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  cpSync(join(root, 'web/explorer/index.html'), join(explorer, 'index.html'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()
