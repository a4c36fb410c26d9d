// Writes the API's two schemas as text, or with --check holds them true and forbids breaking changes.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { buildSchema, findBreakingChanges } from 'graphql'
import { createResolvers } from '../src/app/build-resolvers.js'
import { buildSchemas } from '../src/app/build-schema.js'
import type { Services } from '../src/app/build-services.js'

// No resolver runs, so none needs its services.
const { publicSdl, adminSdl } = await buildSchemas(createResolvers({} as Services))
const printed = { 'schema.graphql': publicSdl, 'schema.admin.graphql': adminSdl }

if (process.argv.includes('--check')) {
  const faults = Object.entries(printed).flatMap(([file, sdl]) => [
    ...staleness(file, sdl),
    ...breakage(file, sdl),
  ])
  if (faults.length > 0) {
    console.error(faults.join('\n'))
    process.exit(1)
  }
} else {
  for (const [file, sdl] of Object.entries(printed)) writeFileSync(file, sdl)
}

function staleness(file: string, sdl: string): string[] {
  return contentsOf(file) === sdl
    ? []
    : [`${file} is not what the code says. Run \`npm run schema\` and commit it.`]
}

function contentsOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Compared with the last commit and the one before, so that a commit that breaks something fails too. */
function breakage(file: string, sdl: string): string[] {
  return ['HEAD', 'HEAD~1'].flatMap((revision) => {
    const before = committed(revision, file)
    if (before === null) return []
    return findBreakingChanges(buildSchema(before), buildSchema(sdl)).map(
      ({ description }) => `${file} breaks its clients of ${revision}: ${description}`,
    )
  })
}

function committed(revision: string, file: string): string | null {
  try {
    return execFileSync('git', ['show', `${revision}:${file}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return null
  }
}
