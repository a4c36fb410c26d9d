import { type Burst, burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import { openServices } from '../stock/athanor.js'

export interface SignInOrder {
  readonly clients: number
  readonly seconds: number
}

const password = 'nigredo albedo rubedo'
const people = 20
const emailOf = (n: number) => `adept-${n % people}@example.com`

async function openShop() {
  const { services } = await openServices(process.env.DATABASE_URL ?? '')
  const { accounts } = services.customers
  for (let n = 0; n < people; n++) {
    const signedUp = await accounts.signUp({ email: emailOf(n), password }, 'en')
    if (!signedUp.ok) throw new Error(JSON.stringify(signedUp.errors))
  }
  return accounts
}

let opened: ReturnType<typeof openShop> | undefined
let made = 0

/** So many clients, each of which waits to be signed in before it asks to be again. */
carryOut<SignInOrder, Burst>(async ({ clients, seconds }) => {
  opened ??= openShop()
  const accounts = await opened
  const latenciesMs: number[] = []
  const started = performance.now()
  const until = started + seconds * 1_000
  async function client(): Promise<void> {
    while (performance.now() < until) {
      const from = performance.now()
      const signedIn = await accounts.signIn({ email: emailOf(made++), password })
      if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.errors))
      latenciesMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return burstOf(latenciesMs, (performance.now() - started) / 1_000)
})
