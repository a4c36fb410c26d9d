import type { Tenders } from '../../domains/tenders/index.js'
import type { PageArgs } from '../../kernel/page.js'
import { Connection } from '../../schema/connections-source.js'
import { LedgerEntry } from '../../schema/tenders/ledger.js'

/** A page of what has happened to a gift card or a store credit; of one that there is not, nothing has. */
export async function entriesOf(
  tenders: Tenders,
  accountId: string,
  page: PageArgs,
): Promise<Connection<LedgerEntry>> {
  const { cursorOf, items, ...rest } = await tenders.entries(accountId, page)
  return new Connection(
    {
      ...rest,
      items: items.map((entry) => new LedgerEntry(entry)),
      cursorOf: ({ source }) => cursorOf(source),
    },
    () => tenders.countEntries(accountId),
  )
}
