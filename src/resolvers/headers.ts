import type { IncomingHttpHeaders } from 'node:http'
import type { AudienceRequest } from '../domains/channels/index.js'
import type { contextArguments } from './context-directive.js'

/** Whom an answer is to be for: what the operation says counts more than what the headers say. */
export function audienceRequest(
  headers: IncomingHttpHeaders,
  priceGroup: string | undefined,
  asked: ReturnType<typeof contextArguments>,
): AudienceRequest {
  return {
    channel: asked.channel ?? headerOf(headers, 'athanor-channel'),
    country: asked.country ?? headerOf(headers, 'athanor-country'),
    currency: asked.currency ?? headerOf(headers, 'athanor-currency'),
    locale: asked.locale ?? undefined,
    acceptLanguage: headers['accept-language'],
    priceGroup,
  }
}

/** What is no token opens nothing. */
export function readCartToken(headers: IncomingHttpHeaders): string | null {
  const token = headerOf(headers, 'athanor-cart')?.trim()
  return token !== undefined && /^atc_[\w-]{22}$/.test(token) ? token : null
}

/** An empty header asks for nothing. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
