import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, takeTurn } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { StockDependencies } from './dependencies.js'
import { locationAfter, locationProblems } from './rules/locations.js'
import { insertLocation, readLocations, updateLocation } from './store/locations.js'
import type { Location, LocationInput } from './types.js'

/** Creates the location with this external reference, or changes it. */
export const saveLocation = (
  { db, clock, audit, channels }: StockDependencies,
  actor: Actor,
  input: LocationInput,
) =>
  attempt(db, async (tx): Promise<Result<Location, Problem>> => {
    await takeTurn(tx, 'location')
    const all = await channels.all(tx)
    const known = await readLocations(tx)
    const problems = locationProblems(known, input, all)
    if (problems.length > 0) return rejected(problems)
    const stored = known.find((one) => one.externalReference === input.externalReference) ?? null
    const after = locationAfter(stored, input, all)
    const { id: _, version = 0, createdAt, updatedAt: __, ...before } = stored ?? ({} as Partial<Location>)
    if (stored && isDeepStrictEqual(before, after)) return ok(stored)
    const now = clock.now()
    const content = { ...after, version: version + 1, createdAt: createdAt ?? now, updatedAt: now }
    const id = stored?.id ?? (await insertLocation(tx, content))
    if (stored) await updateLocation(tx, { id, ...content })
    await audit.append(tx, {
      ...{ actor, action: 'locationSave', entity: 'Location', entityId: String(id) },
      before: stored && before,
      after,
    })
    const isServedAlike = isDeepStrictEqual(stored?.channelIds ?? [], after.channelIds)
    const body = { locationId: id, changed: isServedAlike ? [] : ['channels'] }
    await appendFacts(tx, [{ kind: 'location.saved', aggregate: `location:${id}`, body }], now)
    return ok({ id, ...content })
  })
