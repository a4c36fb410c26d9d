import { createHash } from 'node:crypto'
import type { ConstantOrder } from '../ceilings/constant-process.js'
import type { Target } from '../load/load.js'
import { adminKey } from '../processes/athanor.js'

export const jsonHeaders = { 'content-type': 'application/json' }
export const staffHeaders = { ...jsonHeaders, authorization: `Bearer ${adminKey}` }

export const bodyOf = (query: string, variables: object): string => JSON.stringify({ query, variables })

/** The text of an answer, which must be a good one. */
async function answerOf(url: string, body: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { ...jsonHeaders, ...headers }, body })
  const text = await response.text()
  if (!response.ok || 'errors' in JSON.parse(text))
    throw new Error(`${url} answers ${response.status}: ${text}`)
  return text
}

/** The data of an operation. */
export async function dataOf<T>(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<T> {
  return JSON.parse(await answerOf(url, bodyOf(query, variables), headers)).data
}

/** What an answer says about itself, which is the same for all requests of a case. */
export const extensionsOf = async (url: string, body: string): Promise<object> =>
  JSON.parse(await answerOf(url, body, {})).extensions

/** What names an operation, once a server knows its text. */
export async function registered(url: string, query: string): Promise<object> {
  const sha256Hash = createHash('sha256').update(query).digest('hex')
  const extensions = { persistedQuery: { version: 1, sha256Hash } }
  const registration = JSON.stringify({ query, extensions })
  await fetch(url, { method: 'POST', headers: jsonHeaders, body: registration })
  return extensions
}

/** What stands behind the `?` of a GET for a registered operation. */
export const addressOf = (extensions: object, variables: object): string =>
  new URLSearchParams({
    extensions: JSON.stringify(extensions),
    variables: JSON.stringify(variables),
  }).toString()

/** The answer to the first request, which must be a good one; with what describes it, and nothing else. */
export async function answerTo(target: Omit<Target, 'connections'>): Promise<ConstantOrder> {
  const { url, method = 'POST', headers, bodies, statuses = [200] } = target
  const [body = ''] = bodies
  const response =
    method === 'GET'
      ? await fetch(`${url}?${body}`, { headers })
      : await fetch(url, { method, headers, body })
  const text = await response.text()
  if (!statuses.includes(response.status)) throw new Error(`${url} answers ${response.status}: ${text}`)
  const described = ['content-type', 'etag'].flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return { status: response.status, headers: Object.fromEntries(described), body: text }
}

const compared = 25

/** Throws unless both answer some of the requests with the same bytes. */
export async function assertSameAnswers(
  url: string,
  other: string,
  bodies: readonly string[],
): Promise<void> {
  for (const body of bodies.slice(0, compared)) {
    const [one, two] = [await answerOf(url, body, {}), await answerOf(other, body, {})]
    if (one !== two) throw new Error(`Two answers to ${body} differ ${firstDifference(one, two)}`)
  }
}

function firstDifference(one: string, two: string): string {
  let at = 0
  while (one[at] === two[at]) at++
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60)
  return `at ${at}:\n${around(one)}\n${around(two)}`
}
