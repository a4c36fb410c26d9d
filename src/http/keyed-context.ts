import { Refusal } from '../kernel/refusal.js'
import type { CreateContext, GatewayContext, Incoming } from './context.js'

/** Makes the context of a request and takes notice of what became of the key that came along. Throws what it throws. */
export async function keyedContext<Context extends GatewayContext>(
  createContext: CreateContext<Context>,
  incoming: Incoming,
): Promise<Context> {
  const { headers, outcome } = incoming
  try {
    const context = await createContext(incoming)
    if (headers.authorization !== undefined) outcome.key = 'valid'
    return context
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'UNAUTHENTICATED') outcome.key = 'refused'
    throw thrown
  }
}
