import { Extensions } from 'type-graphql'

/**
 * Marks a root field whose answer is the same for everybody in the same context (channel, country, currency, locale), so
 * that it may be kept and given to others. A query with any other root field is answered anew for each viewer.
 */
export const Public = (): MethodDecorator => Extensions({ isPublic: true })
