// @ts-check
// `npm start`: builds what is stale, then serves in this same process, so that signals reach the server.
import { build } from './build.mjs'

await build()
process.setSourceMapsEnabled(true)
process.argv.splice(2, 0, 'serve', '--seed-if-empty')
await import(new URL('../dist/cli/index.js', import.meta.url).href)
