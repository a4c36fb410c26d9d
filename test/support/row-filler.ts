import { dialect } from '../../src/db/index.js'
import type { RawDatabase } from './raw-database.js'

/** What a table's own checks ask for, where filling by type does not do. */
const particular: Record<string, Record<string, unknown>> = {
  shop_order: { status: 'PLACED', total_minor: 2, due_minor: 1 },
  product: { status: 'ACTIVE' },
  location: { kind: 'STORE', latitude: 48.2, longitude: 16.4 },
  stock_item: { policy: 'DENY' },
  reservation: { status: 'HELD' },
  shipping_method: { kind: 'SHIPPING' },
  discount_code: { used: 0 },
  ledger_posting: { account_kind: 'GIFT_CARD', counter_account: 'SPENT' },
  tender_use: { account_kind: 'GIFT_CARD', returned_minor: 0 },
  cart: { status: 'OPEN' },
  payment_method: { capture: 'MANUAL' },
  payment: { status: 'PAID', amount_minor: 9, authorized_minor: 9, captured_minor: 9, refunded_minor: 0 },
  payment_call: { kind: 'REFUND', state: 'DUE' },
  session: { holder_kind: 'STAFF' },
  single_use_token: { holder_kind: 'STAFF' },
  mail_job: { recipient_kind: 'STAFF' },
}
/** Tables of which a row more cannot be made. */
const singular = new Set(['shop'])

interface ColumnShape {
  readonly name: string
  readonly type: string
  readonly parent: { readonly table: string; readonly column: string } | null
}

/**
 * Puts two more rows into every table that the database has now, whatever its version, all columns filled: numbers that
 * grow from column to column, texts that no other row has, the keys of rows that exist where a column refers to them.
 */
export async function fillEveryTable(db: RawDatabase, round: number): Promise<void> {
  const shapes = new Map<string, ColumnShape[]>()
  for (const table of await db.tables()) shapes.set(table, await columnsOf(db, table))
  for (const table of behindTheirParents(shapes)) {
    const numbers = singular.has(table) ? await firstOnly(db, table) : [round * 2, round * 2 + 1]
    for (const nth of numbers) await insert(db, table, shapes.get(table) ?? [], nth)
  }
}

const firstOnly = async (db: RawDatabase, table: string): Promise<number[]> =>
  (await db.all(`select 1 as there from "${table}"`)).length === 0 ? [0] : []

async function insert(
  db: RawDatabase,
  table: string,
  columns: readonly ColumnShape[],
  nth: number,
): Promise<void> {
  const values = await Promise.all(columns.map((column, i) => fillingOf(db, table, column, nth, i)))
  const names = columns.map((column) => `"${column.name}"`).join(', ')
  const slots = columns.map((_, i) => (dialect === 'postgres' ? `$${i + 1}` : '?')).join(', ')
  await db.all(`insert into "${table}" (${names}) values (${slots}) returning 1 as done`, values)
}

async function fillingOf(
  db: RawDatabase,
  table: string,
  column: ColumnShape,
  nth: number,
  i: number,
): Promise<unknown> {
  const { name, parent, type } = column
  if (particular[table] && name in particular[table]) return particular[table][name]
  if (parent) {
    const [row] = await db.all(
      `select "${parent.column}" as key from "${parent.table}" order by 1
         limit 1 offset (select ${nth} % count(*) from "${parent.table}")`,
    )
    return row?.key
  }
  // Valid as a text and, on SQLite, where it is stored as one, as json.
  if (/text/i.test(type)) return `"${name} ${nth}"`
  if (/json/i.test(type)) return '["json"]'
  if (type === 'xid8') return '1'
  if (/bool/i.test(type)) return true
  if (/timestamp/i.test(type)) return new Date(Date.UTC(2026, 0, 1, nth, i))
  return i === 0 ? nth + 1 : (nth + 1) * 100 + i
}

function behindTheirParents(shapes: ReadonlyMap<string, readonly ColumnShape[]>): string[] {
  const ordered = new Set<string>()
  const add = (table: string): void => {
    for (const { parent } of shapes.get(table) ?? [])
      if (parent && parent.table !== table && !ordered.has(parent.table)) add(parent.table)
    ordered.add(table)
  }
  for (const table of shapes.keys()) add(table)
  return [...ordered]
}

const columnsOf = (db: RawDatabase, table: string): Promise<ColumnShape[]> =>
  dialect === 'postgres' ? columnsOnPostgres(db, table) : columnsOnSqlite(db, table)

async function columnsOnSqlite(db: RawDatabase, table: string): Promise<ColumnShape[]> {
  const keys = await db.all('select "from", "table", "to" from pragma_foreign_key_list(?)', [table])
  const columns = await db.all('select name, type from pragma_table_info(?)', [table])
  return columns.map((column) => {
    const key = keys.find((candidate) => candidate.from === column.name)
    return {
      name: String(column.name),
      type: String(column.type),
      parent: key ? { table: String(key.table), column: String(key.to) } : null,
    }
  })
}

async function columnsOnPostgres(db: RawDatabase, table: string): Promise<ColumnShape[]> {
  const columns = await db.all(
    `select a.attname as name, format_type(a.atttypid, null) as type, parent.relname as parent, target.attname as target
       from pg_attribute a
       left join pg_constraint c on c.conrelid = a.attrelid and c.contype = 'f' and a.attnum = any(c.conkey)
       left join pg_class parent on parent.oid = c.confrelid
       left join pg_attribute target on target.attrelid = c.confrelid and target.attnum = c.confkey[1]
      where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [`"${table}"`],
  )
  return columns.map((column) => ({
    name: String(column.name),
    type: String(column.type),
    parent: column.parent ? { table: String(column.parent), column: String(column.target) } : null,
  }))
}
