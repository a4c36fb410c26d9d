import { type PaymentsDependencies, providerOf } from './dependencies.js'
import type { PaymentProvider, ProviderOutcome } from './provider.js'
import type { CallKind, DueCall } from './types.js'

/** Asks the provider, which has so long to answer. Never throws. */
export async function performCall(
  dependencies: PaymentsDependencies,
  call: DueCall,
): Promise<ProviderOutcome> {
  const provider = providerOf(dependencies, call.payment.provider)
  if (!provider || provider.settlesByHand)
    return { kind: 'UNKNOWN', reason: `The provider "${call.payment.provider}" is not set up here.` }
  const { providerTimeoutMs } = dependencies
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<ProviderOutcome>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'UNKNOWN', reason: `The provider did not answer within ${providerTimeoutMs} ms.` })
      abort.abort()
    }, providerTimeoutMs)
  })
  try {
    return await Promise.race([asked(provider, call, abort.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

const methods: Record<CallKind, 'authorize' | 'capture' | 'void' | 'refund'> = {
  AUTHORIZE: 'authorize',
  CAPTURE: 'capture',
  VOID: 'void',
  REFUND: 'refund',
}

async function asked(
  provider: PaymentProvider,
  call: DueCall,
  signal: AbortSignal,
): Promise<ProviderOutcome> {
  try {
    return await provider[methods[call.kind]](call, signal)
  } catch (error) {
    return { kind: 'UNKNOWN', reason: error instanceof Error ? error.message : String(error) }
  }
}
