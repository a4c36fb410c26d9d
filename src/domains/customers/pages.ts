import type { ReadHandle } from '../../db/index.js'
import { InputError } from '../../kernel/input-error.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import { isStorable } from '../../kernel/text.js'
import { searchedWord } from './rules/words.js'
import { countCustomers, selectCustomers } from './store/customers.js'
import { countFound, searchCustomers } from './store/words.js'
import type { Customer } from './types.js'

export interface CustomerPage extends Page<Customer> {
  cursorOf(customer: Customer): string
}

export interface CustomerPages {
  /**
   * All customers, the newest first. With a search those whose e-mail address, name or reference begins so, in the order
   * of what was found.
   */
  page(search: string | null, args: PageArgs): Promise<CustomerPage>
  count(search: string | null): Promise<number>
}

export function customerPages(read: ReadHandle): CustomerPages {
  async function all(args: PageArgs): Promise<CustomerPage> {
    const request = pageRequest(args, 'customers', ['text'])
    const { backward, limit, position } = request
    const from = position && String(position[0])
    const rows = await selectCustomers(read, { backward, from, limit: limit + 1 })
    return { ...pageOf(request, rows), cursorOf: ({ id }) => encodeCursor('customers', [id]) }
  }

  async function found(word: string, args: PageArgs): Promise<CustomerPage> {
    const scope = `customers ${word}`
    const request = pageRequest(args, scope, ['text', 'text'])
    const { backward, limit, position } = request
    const from = position && ([String(position[0]), String(position[1])] as const)
    const rows = await searchCustomers(read, word, { backward, from, limit: limit + 1 })
    const words = new Map(rows.map((row) => [row.customer.id, row.word]))
    const page = pageOf(
      request,
      rows.map((row) => row.customer),
    )
    return { ...page, cursorOf: ({ id }) => encodeCursor(scope, [words.get(id) ?? '', id]) }
  }

  return {
    async page(search, args) {
      const word = wordOf(search)
      return word === null ? all(args) : found(word, args)
    },
    async count(search) {
      const word = wordOf(search)
      return word === null ? countCustomers(read) : countFound(read, word)
    },
  }
}

/** Null when nothing is looked for. */
function wordOf(search: string | null): string | null {
  if (search !== null && !isStorable(search))
    throw new InputError(['search'], '`search` has characters that no customer has.')
  return (search && searchedWord(search)) || null
}
