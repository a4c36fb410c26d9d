import type { ExecutionResult, GraphQLError } from 'graphql'
import type { ReadHandle } from '../../db/index.js'
import { presentError } from '../present-error.js'
import type { RunOperation } from '../run-operation.js'
import type { Asked } from './asked.js'
import type { Occasion } from './feed.js'

/** The database is away: nobody is told of it, since it comes back. */
class Away extends Error {
  override readonly name = 'Away'
}

/** The answer depends on who asks, so it is not for the whole group. */
export class NotForAll extends Error {
  override readonly name = 'NotForAll'
}

/** One event, made for all who get it. */
export interface Made {
  readonly text: string
  /** The result when it has nothing but errors. */
  readonly refusal: ExecutionResult | null
}

/** Runs the operation once. Throws `Away` and `NotForAll`; whatever else fails is told as the result. */
export async function makeEvent(
  run: RunOperation,
  asked: Asked,
  on: ReadHandle,
  occasion: Occasion,
  isPrivate: boolean,
): Promise<Made> {
  const { result, dependsOnViewer } = await executed(run, asked, on, occasion)
  if (result.errors?.some(isOutage)) throw new Away()
  if (dependsOnViewer && !isPrivate) throw new NotForAll()
  return { text: JSON.stringify(result), refusal: result.data ? null : result }
}

async function executed(
  run: RunOperation,
  asked: Asked,
  on: ReadHandle,
  occasion: Occasion,
): Promise<{ readonly result: ExecutionResult; readonly dependsOnViewer: boolean }> {
  const context = asked.context.again(on)
  try {
    const extensions = await context.begin(asked)
    const result = await run(asked.document, asked, context, occasion)
    const told = occasion.snapshot && extensions ? { ...result, extensions } : result
    return { result: told, dependsOnViewer: context.isPrivate }
  } catch (thrown) {
    const errors = [presentError(thrown, asked.context.incoming)]
    return { result: { errors }, dependsOnViewer: context.isPrivate }
  }
}

const isOutage = ({ extensions }: GraphQLError): boolean => extensions.code === 'UNAVAILABLE'
