import { sql } from 'drizzle-orm'
import {
  big,
  bool,
  check,
  index,
  instant,
  int,
  json,
  serial,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'

/** Postal codes by how they begin. */
export interface StoredPostalCodes {
  from: string
  to: string
}

/** What is taxed alike, such as books. */
export const taxCategory = table(
  'tax_category',
  {
    id: serial(),
    key: text().notNull(),
    name: text().notNull(),
    /** Of what names none. */
    isDefault: bool().notNull(),
    version: int().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('tax_category_key').on(t.key)],
)

export const taxRate = table(
  'tax_rate',
  {
    id: serial(),
    taxCategoryId: big()
      .notNull()
      .references(() => taxCategory.id, { onDelete: 'cascade' }),
    handle: text().notNull(),
    name: text().notNull(),
    rateMillionths: int().notNull(),
    /** null: everywhere. */
    country: text(),
    provinceCode: text(),
    postalCodes: json().$type<StoredPostalCodes[]>().notNull(),
    startsAt: instant(),
    endsAt: instant(),
    /** null: as the channel's prices do. */
    includedInPrice: bool(),
  },
  (t) => [
    uniqueIndex('tax_rate_handle').on(t.handle),
    index('tax_rate_category').on(t.taxCategoryId),
    index('tax_rate_country').on(t.country),
    check('tax_rate_rate', sql`${t.rateMillionths} between 0 and 1000000`),
    check('tax_rate_time', sql`${t.endsAt} > ${t.startsAt}`),
  ],
)
