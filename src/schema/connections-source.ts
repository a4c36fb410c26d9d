import type { Page } from '../kernel/page.js'

/** What a domain answers a paged query with. */
export interface PageWithCursors<T> extends Page<T> {
  cursorOf(item: T): string
}

interface Edge<T> {
  readonly cursor: string
  readonly node: T
}

/** A page as the API shows it. Cursors are made and rows are counted only for fields that are selected. */
export class Connection<T> {
  constructor(
    private readonly page: PageWithCursors<T>,
    private readonly count: () => Promise<number>,
  ) {}

  get nodes(): readonly T[] {
    return this.page.items
  }

  get edges(): readonly Edge<T>[] {
    return this.page.items.map((node) => ({ cursor: this.page.cursorOf(node), node }))
  }

  get pageInfo(): PageInfoSource<T> {
    return new PageInfoSource(this.page)
  }

  get totalCount(): Promise<number> {
    return this.count()
  }
}

class PageInfoSource<T> {
  constructor(private readonly page: PageWithCursors<T>) {}

  get hasNextPage(): boolean {
    return this.page.hasNextPage
  }

  get hasPreviousPage(): boolean {
    return this.page.hasPreviousPage
  }

  get startCursor(): string | null {
    return this.cursorAt(0)
  }

  get endCursor(): string | null {
    return this.cursorAt(-1)
  }

  private cursorAt(index: number): string | null {
    const item = this.page.items.at(index)
    return item === undefined ? null : this.page.cursorOf(item)
  }
}
