// What the process of one end of a copy starts with. It is plain JavaScript, since from the sources, as in tests, a
// process has yet to learn TypeScript; a build has no `source.ts`.
import { existsSync } from 'node:fs'
import { register } from 'node:module'

if (existsSync(new URL('./source.ts', import.meta.url))) register('tsx/esm', import.meta.url, { data: {} })

await import(process.argv[2] === 'target' ? './target.js' : './source.js')
