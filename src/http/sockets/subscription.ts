import type { Receiver, Subscribed } from './live.js'
import type { Session } from './session.js'

/** One subscription of a socket, from its message on. */
export class Subscription implements Receiver {
  private readonly head: string
  private readonly ended: Promise<void>
  private readonly settle: () => void
  private subscribed: Subscribed | null = null
  private hasEnded = false
  private hasCaughtUp = false

  constructor(
    private readonly session: Session,
    id: string,
    readonly characters: number,
  ) {
    this.head = `{"id":${JSON.stringify(id)},"type":"next","payload":`
    let settle = () => {}
    this.ended = new Promise((resolve) => {
      settle = resolve
    })
    this.settle = settle
    session.keep(this)
  }

  /** The result's text is the same for many sockets; around it goes what is this one's. */
  next(result: string): void {
    if (!this.hasEnded) this.session.sendEvent(`${this.head}${result}}`)
  }

  get isBehind(): boolean {
    return this.session.outlet.isBehind
  }

  /** Its events come from here on; unless it has ended meanwhile. */
  begin(subscribed: Subscribed): void {
    this.subscribed = subscribed
    if (this.hasEnded) subscribed.end()
    else if (this.hasCaughtUp) subscribed.caughtUp()
  }

  caughtUp(): void {
    this.hasCaughtUp = true
    this.subscribed?.caughtUp()
  }

  end(): void {
    if (this.hasEnded) return
    this.hasEnded = true
    this.subscribed?.end()
    this.session.forget(this)
    this.settle()
  }

  /** For graphql-ws, which sends what comes out of it: nothing, as events are sent past it, until it is over. */
  silence(): AsyncIterableIterator<never> {
    const over = { done: true, value: undefined } as const
    const next = () => this.ended.then(() => over)
    return {
      next,
      return: async () => {
        this.end()
        return over
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }
}
