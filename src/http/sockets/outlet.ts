import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/** What may wait to be sent besides what the system takes; a client with more waiting is behind. */
const backlogBytes = 65_536
/** Answers to the messages of a client that is behind are kept for it up to here. */
const mostAnswered = 65_536

interface Listener {
  /** It has taken all that waited. */
  onCaughtUp(): void
  /** It was behind for longer than is waited for. */
  onTooSlow(): void
}

/** What is sent over one socket, and whether its client takes it. */
export class Outlet {
  private patience: NodeJS.Timeout | null = null
  private answered = 0

  constructor(
    private readonly ws: WebSocket,
    private readonly connection: Socket,
    private readonly patienceMs: number,
    private readonly listener: Listener,
  ) {}

  get isBehind(): boolean {
    return this.patience !== null
  }

  send(text: string): void {
    const { ws } = this
    if (ws.readyState !== ws.OPEN) return
    ws.send(text)
    if (!this.isBehind) {
      if (ws.bufferedAmount > backlogBytes) this.wait()
      return
    }
    this.answered += text.length
    if (this.answered > mostAnswered) ws.terminate()
  }

  end(): void {
    if (this.patience) clearTimeout(this.patience)
  }

  private wait(): void {
    this.answered = 0
    this.patience = setTimeout(() => this.listener.onTooSlow(), this.patienceMs).unref()
    // Comes once nothing waits any more.
    this.connection.once('drain', () => {
      if (this.patience) clearTimeout(this.patience)
      this.patience = null
      this.listener.onCaughtUp()
    })
  }
}
