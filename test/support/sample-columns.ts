import {
  big,
  bool,
  instant,
  int,
  json,
  real,
  serial,
  table,
  text,
  uniqueIndex,
} from '../../src/db/columns/index.js'

/** A column of each kind, so that what is shown of the engines does not hang on the tables of a domain. */
export const sample = table(
  'sample',
  {
    id: serial(),
    name: text().notNull(),
    amount: big().notNull().default(0),
    rank: int(),
    ratio: real(),
    flag: bool(),
    at: instant(),
    data: json().$type<unknown>(),
  },
  (t) => [uniqueIndex('sample_name').on(t.name)],
)
