import { connect } from 'node:net'

/** A connection that is kept open and carries one request at a time. */
export interface Connection {
  /** Sends a request, which is whole, and answers the status. */
  send(request: Buffer): Promise<number>
  close(): void
}

/**
 * HTTP/1.1 at its least, for answers that tell their length: Node.js' own client takes more CPU time for a request than
 * the fastest of the servers that it is to keep busy.
 */
export function connectTo({ hostname, port }: URL): Connection {
  const socket = connect(Number(port), hostname).setNoDelay()
  let head: Buffer | null = null
  let status = 0
  let missing = 0
  let [answered, failed]: [(status: number) => void, (error: Error) => void] = [() => {}, () => {}]

  function begin(all: Buffer): void {
    const end = all.indexOf('\r\n\r\n')
    head = end === -1 ? all : null
    if (head) return
    const text = all.toString('latin1', 0, end)
    status = Number(text.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
    missing = lengthOf(status, text) - (all.length - end - 4)
  }

  socket.on('data', (chunk) => {
    if (missing > 0) missing -= chunk.length
    else begin(head ? Buffer.concat([head, chunk]) : chunk)
    if (!head && missing === 0) answered(status)
  })
  socket.on('error', (error) => failed(error))
  socket.on('close', () => failed(new Error('The connection was closed before the answer had come.')))
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        answered = resolve
        failed = reject
        socket.write(request)
      }),
    close() {
      socket.destroy()
    },
  }
}

function lengthOf(status: number, head: string): number {
  if (status === 304) return 0
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
  if (length === undefined) throw new Error(`An answer does not tell its length:\n${head}`)
  return Number(length)
}
