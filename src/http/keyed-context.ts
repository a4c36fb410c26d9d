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
    // Customers are as many as want to be, so their sessions give no limit of their own.
    if (headers.authorization !== undefined && context.viewerKind !== 'customer') outcome.key = 'valid'
    return context
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'UNAUTHENTICATED') outcome.key = 'refused'
    throw thrown
  }
}
