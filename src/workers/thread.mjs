// What a worker thread starts with. It is plain JavaScript, since from the sources, as in tests, a thread has yet to
// learn TypeScript; a build has no `answer.ts`.
import { existsSync } from 'node:fs'
import { register } from 'node:module'

if (existsSync(new URL('./answer.ts', import.meta.url))) register('tsx/esm', import.meta.url, { data: {} })

export const { answer } = await import('./answer.js')
