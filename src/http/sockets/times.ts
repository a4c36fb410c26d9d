/** How long things about sockets may take. */
export interface SocketTimes {
  /** Until a client has said who it is. */
  readonly initMs: number
  /** From one sign of life that a client is asked for to the next. */
  readonly pingEveryMs: number
  /** From one look at whether a key is still valid to the next. */
  readonly checkKeysEveryMs: number
  /** How long a client may be behind with what it is sent. */
  readonly patienceMs: number
}

export const usualTimes: SocketTimes = {
  initMs: 3_000,
  pingEveryMs: 15_000,
  checkKeysEveryMs: 45_000,
  patienceMs: 30_000,
}
