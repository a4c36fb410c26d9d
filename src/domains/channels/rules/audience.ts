import { localeChain } from '../../../kernel/locale.js'
import { invalid, type Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import type { Audience, AudienceRequest, Channel } from '../types.js'
import { bestLocale, matchingLocale } from './locales.js'

/**
 * Whom an answer is for. What is asked for by name and is not there is an error that lists what is (all of them at
 * once, as far as the channel is known); Accept-Language is a wish and never an error; what is not asked for is the
 * channel's default. An audience is always out of the channel's own lists, so there are few of them.
 */
export function audienceOf(
  channels: readonly Channel[],
  request: AudienceRequest,
): Result<Audience, Problem> {
  const channel = channels.find((one) =>
    request.channel === undefined ? one.isDefault : one.slug === request.channel,
  )
  if (!channel) return rejected([channelProblem(channels, request.channel)])
  const { countries, currencies, locales } = channel
  const country = chosen(countries, request.country)
  const currency = chosen(currencies, request.currency)
  const locale = localeFor(locales, request)
  if (country !== undefined && currency !== undefined && locale !== undefined)
    return ok({
      ...{ channel, country, currency, locale },
      priceGroup: request.priceGroup ?? null,
      localeChain: localeChain(locale, locales),
    })
  return rejected([
    ...(country === undefined ? [missing('country', request.country, countries, channel)] : []),
    ...(currency === undefined ? [missing('currency', request.currency, currencies, channel)] : []),
    ...(locale === undefined ? [missing('locale', request.locale, locales, channel)] : []),
  ])
}

/** The default when nothing was asked for; codes are read in any case, as headers are written by hand. */
const chosen = (codes: readonly string[], asked: string | undefined): string | undefined =>
  asked === undefined ? codes[0] : codes.find((code) => code === asked || code === asked.toUpperCase())

const localeFor = (
  locales: readonly string[],
  { locale, acceptLanguage }: AudienceRequest,
): string | undefined =>
  locale === undefined
    ? (acceptLanguage && bestLocale(locales, acceptLanguage)) || locales[0]
    : matchingLocale(locales, locale)

const quoted = (text: string | undefined) => JSON.stringify((text ?? '').slice(0, 64))

function channelProblem(channels: readonly Channel[], asked: string | undefined): Problem {
  if (channels.length === 0)
    return invalid(
      'INVALID',
      ['channel'],
      'This shop has no channel yet. Create one with `channelSave` of the admin API.',
    )
  const allowed = channels.map((channel) => channel.slug)
  const message = `There is no channel ${quoted(asked)}. The channels are ${allowed.join(', ')}.`
  return invalid('INVALID', ['channel'], message, { allowed })
}

function missing(
  field: 'country' | 'currency' | 'locale',
  asked: string | undefined,
  allowed: readonly string[],
  channel: Channel,
): Problem {
  const verb = { country: 'does not sell to', currency: 'does not sell in', locale: 'has no locale' }[field]
  const message = `Channel "${channel.slug}" ${verb} ${quoted(asked)}. Valid: ${allowed.join(', ')}.`
  return invalid(field === 'currency' ? 'CURRENCY_NOT_SOLD' : 'INVALID', [field], message, { allowed })
}
