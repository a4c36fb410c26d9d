import type { ReadHandle, Tx } from '../../db/index.js'
import type { Actor } from '../audit/index.js'
import { adjustStock, receiveStock, transferStock } from './adjust.js'
import { channelStock, localStock, publicLocations } from './channel-stock.js'
import type { StockDependencies } from './dependencies.js'
import { namedLevels } from './dump.js'
import { type Held, type HoldOutcome, heldFor, hold } from './holds.js'
import { stockPages } from './pages.js'
import { advance, expireDue, reserve } from './reservations.js'
import { takeBack } from './returns.js'
import { orderableIn } from './rules/availability.js'
import { withoutHeld } from './rules/holds.js'
import type { Units } from './rules/reservations.js'
import { saveLocation } from './save-location.js'
import { endPreorders, savePolicies } from './save-policies.js'
import { setStock } from './set-stock.js'
import { readStock, takeStock } from './store/items.js'
import { readLocations } from './store/locations.js'
import { readReservation } from './store/reservations.js'
import type {
  Coordinates,
  HoldRequest,
  LocationInput,
  Orderable,
  ReservationRequest,
  StockAdjustInput,
  StockPolicySaveInput,
  StockReceiveInput,
  StockSetInput,
  StockTransferInput,
} from './types.js'

export type { StockChange } from './change-stock.js'
export type { LocalStock, NearLocation } from './channel-stock.js'
export type { NamedLevel } from './dump.js'
export type { Held, HoldOutcome } from './holds.js'
export type { CursorPage } from './pages.js'
export { availabilityIn, bestAvailability, freeAt, shownQuantity } from './rules/availability.js'
export { crossedFor } from './rules/crossings.js'
export type { LevelFilter, MovementFilter } from './store/pages.js'
export * from './types.js'

type Ids = readonly number[]

/**
 * What lies where. Every change is conditional on what it needs, stands in a ledger whose sums are the levels, gives the
 * variant its next version, and is told by a fact `stock.changed`, with `stock.availabilityChanged` when a channel is told
 * another availability from there on.
 *
 * A use case makes its own transaction, or joins the one that it is called in.
 */
export function createStock(dependencies: StockDependencies) {
  const { db } = dependencies
  return {
    saveLocation: (actor: Actor, input: LocationInput) => saveLocation(dependencies, actor, input),
    savePolicies: (actor: Actor, input: StockPolicySaveInput) => savePolicies(dependencies, actor, input),
    adjust: (actor: Actor, input: StockAdjustInput) => adjustStock(dependencies, actor, input),
    set: (actor: Actor, input: StockSetInput) => setStock(dependencies, actor, input),
    transfer: (actor: Actor, input: StockTransferInput) => transferStock(dependencies, actor, input),
    receive: (actor: Actor, input: StockReceiveInput) => receiveStock(dependencies, actor, input),

    /** Holds all of the units until an instant, or none, with every line that lacks some. What nobody counts needs no holding. */
    reserve: (actor: Actor, request: ReservationRequest) => reserve(dependencies, actor, request),
    /**
     * Sells what is held, also when its time is over and nobody has noticed yet. It does not fail for units that are not
     * there: these stay reserved, without an end, until `settle` finds that they have come.
     */
    commit: (actor: Actor, id: string) => advance(dependencies, actor, id, 'commit'),
    /** Sells what a committed reservation still waits for, as far as it has come in and is reserved for nobody else. */
    settle: (actor: Actor, id: string) => advance(dependencies, actor, id, 'settle'),
    /** Gives back what is held. */
    release: (actor: Actor, id: string) => advance(dependencies, actor, id, 'release'),
    /** Gives back what a committed reservation still waits for. What is sold stays sold. */
    cancel: (actor: Actor, id: string) => advance(dependencies, actor, id, 'cancel'),
    /** Puts units that a committed reservation has sold back to where they lay; what it still waits for is given back first. */
    takeBack: (actor: Actor, id: string, units: readonly Units[], reason: string | null) =>
      takeBack(dependencies, actor, id, units, reason),
    /** Gives back what was held until then. */
    expireDue: (actor: Actor, at: Date, isStopped: () => boolean) =>
      expireDue(dependencies, actor, at, isStopped),
    /** Ends preorders whose time is over. */
    endPreorders: (actor: Actor, at: Date, isStopped: () => boolean) =>
      endPreorders(dependencies, actor, at, isStopped),
    reservation: (id: string) => readReservation(db.read, id),

    /** Exact stock of those of the variants that were ever counted. */
    exact: (variantIds: Ids, on: ReadHandle = db.read) => readStock(on, variantIds),
    /** What the public of a channel is told, of each variant. */
    channelStock: (channelId: number, variantIds: Ids, on: ReadHandle = db.read) =>
      channelStock(on, channelId, variantIds),
    /** What can be ordered of each variant in a channel by whom all of this is held. */
    async orderable(channelId: number, variantIds: Ids, held: Held, on: ReadHandle = db.read) {
      const counted = await readStock(on, variantIds)
      return new Map<number, Orderable>(
        counted.map((stock) => {
          const { variantId, reserveInCartMinutes } = stock
          const free = withoutHeld(stock, held.get(variantId)?.lines ?? [])
          return [variantId, { units: orderableIn(free, channelId), reserveInCartMinutes }]
        }),
      )
    },
    /**
     * Makes what is held for a reference what is wanted, in this job. What is held already keeps its end, however its quantity
     * changes; what is over is held anew. Only what is needed is an obstacle when it is lacking.
     */
    hold: (tx: Tx, request: HoldRequest): Promise<HoldOutcome> => hold(tx, request, dependencies.clock.now()),
    /** What is held for references, by variant, also when its time is over and nobody has noticed yet. */
    heldFor: (references: readonly string[], on: ReadHandle = db.read): Promise<Held> =>
      heldFor(on, references),
    /** What the public is told, which nobody changes until the job ends. */
    async heldChannelStock(tx: Tx, channelId: number, variantIds: Ids) {
      await takeStock(tx, variantIds)
      return channelStock(tx, channelId, variantIds)
    },
    /** What there is at locations, by variant. */
    localStock: (channelId: number, variantIds: Ids, locationIds: Ids, on: ReadHandle = db.read) =>
      localStock(on, channelId, variantIds, locationIds),
    locations: () => readLocations(db.read),
    /** Where the public of a channel can go. */
    publicLocations: (channelId: number, near: Coordinates | null) =>
      publicLocations(db.read, channelId, near),
    pages: stockPages(db),
    /** Every level of a variant that has an SKU, by the names that other systems have. */
    namedLevels: (on: ReadHandle) => namedLevels(on, dependencies.catalog),
  }
}

export type Stock = ReturnType<typeof createStock>
