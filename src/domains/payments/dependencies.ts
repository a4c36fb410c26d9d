import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'
import type { Channels } from '../channels/index.js'
import type { Provider } from './provider.js'

export interface PaymentsDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly channels: Pick<Channels, 'all'>
  readonly providers: readonly Provider[]
  /** How long a provider may take to answer. */
  readonly providerTimeoutMs: number
}

export const providerOf = ({ providers }: PaymentsDependencies, handle: string): Provider | null =>
  providers.find((provider) => provider.handle === handle) ?? null
