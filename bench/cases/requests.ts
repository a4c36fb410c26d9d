export const jsonHeaders = { 'content-type': 'application/json' }

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
