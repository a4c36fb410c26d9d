import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import type { OpenPayment } from '../inputs.js'

const most = { urlCharacters: 2_000, dataCharacters: 4_000 }

/** Why no provider could be given this. */
export const startProblems = ({ returnUrl, data }: Pick<OpenPayment, 'returnUrl' | 'data'>): Problem[] => [
  ...(returnUrl === null ? [] : urlProblems(['returnUrl'], returnUrl)),
  ...(data == null ? [] : dataProblems(['data'], data)),
]

function urlProblems(field: FieldPath, url: string): Problem[] {
  if (url.length > most.urlCharacters) {
    const limits = { max: String(most.urlCharacters) }
    const message = `\`returnUrl\` has ${url.length} characters; at most ${most.urlCharacters} are allowed.`
    return [invalid('TOO_LONG', field, message, limits)]
  }
  const protocol = URL.canParse(url) ? new URL(url).protocol : ''
  if (protocol === 'https:' || protocol === 'http:') return []
  return [invalid('INVALID_FORMAT', field, '`returnUrl` must be such as `https://shop.example/paid`.')]
}

function dataProblems(field: FieldPath, data: unknown): Problem[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return [
      invalid('INVALID_FORMAT', field, '`data` must be an object, such as `{"paymentMethod": "pm_1"}`.'),
    ]
  const { length } = JSON.stringify(data)
  if (length <= most.dataCharacters) return []
  const message = `\`data\` has ${length} characters of JSON; at most ${most.dataCharacters} are allowed.`
  return [invalid('TOO_LONG', field, message, { max: String(most.dataCharacters) })]
}
