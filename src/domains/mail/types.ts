import type { Holder } from '../credentials/index.js'

/** What is sent. The address and all texts may be personal: none of it is logged. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Whatever takes a letter away. Throws when it could not. */
export interface Mailer {
  send(letter: Letter): Promise<void>
}

/** Somebody with an account, or whoever has placed an order. */
export type Recipient = Holder | { readonly kind: 'ORDER'; readonly id: string }

/** A letter that is wanted: which one, and by whom. */
export interface WantedLetter {
  readonly letter: string
  readonly recipient: Recipient
}

/** A letter that is to be written now. */
export interface DueLetter extends WantedLetter {
  /** It was written before and could not be sent. */
  readonly isAgain: boolean
}

/** A letter that was kept to be looked at. */
export interface KeptLetter extends Letter {
  readonly id: number
  readonly at: Date
}
