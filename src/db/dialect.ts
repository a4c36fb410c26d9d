import { databaseUrl } from '../config.js'

export type Dialect = 'sqlite' | 'postgres'

export const dialectOf = (url: string): Dialect => (/^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite')

/** The engine of this process (or worker thread), fixed when its tables are first imported. */
export const dialect: Dialect = dialectOf(databaseUrl())
