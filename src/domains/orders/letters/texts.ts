/** Letters about orders. They go to the address of the order, whoever has placed it. */
export const orderLetters = ['ORDER_TO_PAY', 'ORDER_PLACED', 'ORDER_CANCELLED', 'ORDER_REFUNDED'] as const
export type OrderLetter = (typeof orderLetters)[number]

/** What a letter is about, as its reader writes it. */
export interface OrderWords {
  readonly shop: string
  readonly number: string
  readonly total: string
  readonly due: string
  /** Until when it can be paid; null: that is not awaited. */
  readonly payBefore: string | null
  /** What has gone back by now; null: nothing. */
  readonly returned: string | null
  /** Whether money is awaited that staff receive themselves. */
  readonly isPaidByHand: boolean
}

/** What letters about orders say in one language. */
export interface OrderTexts {
  readonly subject: Readonly<Record<OrderLetter, (words: OrderWords) => string>>
  readonly lines: Readonly<Record<OrderLetter, (words: OrderWords) => readonly string[]>>
  readonly note: string
  /** Above the link; of an order that is to be paid the other. */
  readonly link: string
  readonly payLink: string
  /** What the rows of the bill are called. */
  readonly rows: Readonly<
    Record<
      'discount' | 'shipping' | 'tax' | 'taxIncluded' | 'rounding' | 'total' | 'tendered' | 'due',
      string
    >
  >
  readonly shipTo: string
  readonly billTo: string
  readonly delivery: string
}
