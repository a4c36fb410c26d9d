import { type Agent, request } from 'node:http'

const body = JSON.stringify({ query: '{ __typename }' })

/** The status of an answer, or the code of the error that came instead of one. */
export const outcomeOf = (url: string, agent: Agent) =>
  new Promise<unknown>((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    })
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    sent.end(body)
  })

/** What the gateway says about its readiness. */
export async function readinessAt(adminUrl: string) {
  const answer = await fetch(`${adminUrl}/readyz`)
  return { status: answer.status, ...((await answer.json()) as { checks: Record<string, boolean> }) }
}
