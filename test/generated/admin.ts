/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Creates the channel with this slug, or changes it. What is left out stays as it is; a new channel needs `name`, `currencies`, `locales` and `countries`. */
export type ChannelSaveInput = {
  /** Replaces the list; the first is the default. */
  countries?: Array<string> | null | undefined;
  /** Replaces the list; the first is the default. */
  currencies?: Array<string> | null | undefined;
  /** The version you have seen, 0 for a new channel: refused when it is another by now. */
  expectedVersion?: number | null | undefined;
  /** True makes it the default instead of the one that is. The first channel always is. */
  isDefault?: boolean | null | undefined;
  /** Replaces the list; the first is the default. */
  locales?: Array<string> | null | undefined;
  /** At most 100 characters. */
  name?: string | null | undefined;
  /** True for a new channel unless given. */
  pricesIncludeTax?: boolean | null | undefined;
  /** From 0 to 1,000,000; null, as for a new channel, shows the public no numbers. */
  quantityDisplayCap?: number | null | undefined;
  /** To which multiple totals of carts are rounded, one for each currency, 1 to 1,000,000 minor units: `[{ amountMinor: 5, currency: CHF }]`. Replaces the whole set; null clears it. */
  roundTotalsTo?: Array<MoneyInput> | null | undefined;
  /** Names the channel for good: up to 64 of a-z, 0-9 and hyphens. */
  slug: string;
  /** LINE for a new channel unless given. */
  taxRounding?: TaxRounding | null | undefined;
};

/** Why an input is refused, for programs. More codes may appear: keep a default branch. */
export type ErrorCode =
  /** The cart has no shipping address. */
  | 'ADDRESS_REQUIRED'
  /** It can be bought now: there is nothing to wait for. */
  | 'AVAILABLE_NOW'
  /** The cart has no lines. */
  | 'CART_EMPTY'
  /** The cart was ordered, merged into another, or has expired. */
  | 'CART_NOT_OPEN'
  /** The time of the code is over. */
  | 'CODE_EXPIRED'
  /** The code asks for a cart of a higher price. */
  | 'CODE_MINIMUM_NOT_REACHED'
  /** The code takes nothing off this cart, such as in its currency. */
  | 'CODE_NOT_APPLICABLE'
  /** The cart has another code already. */
  | 'CODE_NOT_COMBINABLE'
  /** There is no such code here. */
  | 'CODE_UNKNOWN'
  /** The code was used as often as it may be. */
  | 'CODE_USED_UP'
  /** The channel does not sell to this country. */
  | 'COUNTRY_NOT_SERVED'
  /** The e-mail address and the password or code do not open any account. */
  | 'CREDENTIALS_INVALID'
  /** The channel does not sell in this currency. */
  | 'CURRENCY_NOT_SOLD'
  /** No way of delivery is chosen. */
  | 'DELIVERY_REQUIRED'
  /** The chosen way of delivery cannot be had for this cart. */
  | 'DELIVERY_UNAVAILABLE'
  /** Already taken, or given twice. */
  | 'DUPLICATE'
  /** The cart has no e-mail address. */
  | 'EMAIL_REQUIRED'
  /** Nothing is left on the gift card, or less of it or of store credit than was to pay. */
  | 'GIFT_CARD_EMPTY'
  /** The key came with another input before. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** Fewer are to be had than are asked for. */
  | 'INSUFFICIENT_STOCK'
  /** Not allowed here; `message` says why. */
  | 'INVALID'
  /** Not written as it must be. */
  | 'INVALID_FORMAT'
  /** Something else still needs it. */
  | 'IN_USE'
  /** More of them than are allowed. */
  | 'LIMIT_EXCEEDED'
  /** What is referred to does not exist. */
  | 'NOT_FOUND'
  /** Not sold in this channel and currency at this time. */
  | 'NOT_PURCHASABLE'
  /** The time to pay is over, or the order was cancelled. */
  | 'ORDER_EXPIRED'
  /** Below `min` or above `max`. */
  | 'OUT_OF_RANGE'
  /** The password is too easily guessed. */
  | 'PASSWORD_TOO_WEAK'
  /** It is paid already. */
  | 'PAYMENT_ALREADY_DONE'
  /** The payment method is not offered for this. */
  | 'PAYMENT_METHOD_UNAVAILABLE'
  /** Something is due, and nothing says how it is paid. */
  | 'PAYMENT_REQUIRED'
  /** Not a postal code of the country. */
  | 'POSTAL_CODE_INVALID'
  /** Not the quantity any more that `expectedQuantity` says. */
  | 'QUANTITY_CHANGED'
  /** Sold only from a least quantity on, up to a most, or in steps. */
  | 'QUANTITY_RULE'
  /** Missing or empty. */
  | 'REQUIRED'
  /** The units are no longer held: sold, given back or expired. */
  | 'RESERVATION_ENDED'
  /** The token was valid once. Ask for a new one. */
  | 'TOKEN_EXPIRED'
  /** The token is unknown, was used before, or is for something else. */
  | 'TOKEN_INVALID'
  /** More characters than are kept; `max` says how many. */
  | 'TOO_LONG'
  /** It costs something else than the shopper agreed to. */
  | 'TOTAL_CHANGED'
  /** Changed by somebody else since `expectedVersion`. */
  | 'VERSION_CONFLICT';

/** A sum of money. */
export type MoneyInput = {
  /** Minor units: 1999 for EUR 19.99. */
  amountMinor: number;
  /** What it is a sum of. */
  currency: string;
};

/** Where the part of a minor unit of tax is rounded, ties away from zero. */
export type TaxRounding =
  /** For each line, and the shipping. */
  | 'LINE'
  /** Once for all that has the same rate, and spread over it. */
  | 'TOTAL'
  /** For each unit. */
  | 'UNIT';

export type ChannelSaveMutationVariables = Exact<{
  input: ChannelSaveInput;
}>;


export type ChannelSaveMutation = { channelSave:
    | { __typename: 'ChannelSavePayload', channel: { id: string, slug: string, version: number } }
    | { __typename: 'Rejection', errors: Array<
        | { code: ErrorCode, message: string, field: Array<string> | null }
        | { code: ErrorCode, message: string, field: Array<string> | null }
        | { code: ErrorCode, message: string, field: Array<string> | null }
        | { code: ErrorCode, message: string, field: Array<string> | null }
        | { code: ErrorCode, message: string, field: Array<string> | null }
        | { code: ErrorCode, message: string, field: Array<string> | null }
        | { code: ErrorCode, message: string, field: Array<string> | null }
        | { code: ErrorCode, message: string, field: Array<string> | null }
      > }
   };


export const ChannelSaveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChannelSave"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelSaveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelSave"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelSavePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rejection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ChannelSaveMutation, ChannelSaveMutationVariables>;