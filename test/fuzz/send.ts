import { type Agent, request } from 'node:http'
import { connect } from 'node:net'

export interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

const slowestAnswerMs = 5_000

/** Rejects when there is no whole answer in time. */
export function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  agent: Agent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
        signal: AbortSignal.timeout(slowestAnswerMs),
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: Number(answer.statusCode),
            type: String(answer.headers['content-type']),
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** All that comes back for these bytes until the server has nothing more to say. */
export function sendBytes(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const chunks: Buffer[] = []
    // A server that waits for the rest of a request may do so; what it has said by then is looked at.
    const enough = setTimeout(() => socket.destroy(), 300)
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error)
    })
    socket.on('close', () => {
      clearTimeout(enough)
      resolve(Buffer.concat(chunks).toString('latin1'))
    })
    socket.end(bytes, 'latin1')
  })
}
