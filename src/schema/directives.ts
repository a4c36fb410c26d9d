import { DirectiveLocation, GraphQLDirective, GraphQLString, specifiedDirectives } from 'graphql'
import { CountryCode, CurrencyCode, Locale } from './scalars.js'

/** Whom the answers of an operation are for. Wins over the headers; what it leaves out comes from them. */
export const inContextDirective = new GraphQLDirective({
  name: 'inContext',
  description:
    'Whom the answer is for: prices, texts and what is sold depend on it. It wins over the headers `Athanor-Channel`, ' +
    "`Athanor-Country`, `Athanor-Currency` and `Accept-Language`; without either, the channel's defaults hold. " +
    'The answer tells the context it is for in `extensions.context`. ' +
    'Example: `query @inContext(channel: "eu", currency: "EUR", locale: "de") { shop { name } }`.',
  locations: [DirectiveLocation.QUERY, DirectiveLocation.MUTATION, DirectiveLocation.SUBSCRIPTION],
  args: {
    channel: { type: GraphQLString, description: "The channel's slug. The default channel when left out." },
    country: { type: CountryCode, description: 'Where it is delivered to, such as "DE".' },
    currency: { type: CurrencyCode, description: 'What prices are in, such as "EUR".' },
    locale: { type: Locale, description: 'The language of texts and of formatting, such as "de-AT".' },
  },
})

export const directives = [...specifiedDirectives, inContextDirective]
