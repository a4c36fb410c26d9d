/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Where post and people find somebody. The country says what is needed: most want `address1`, `city` and `postalCode`. Texts have 200 characters at most. */
export type AddressInput = {
  /** Street and number. */
  address1?: string | null | undefined;
  /** What else finds it. */
  address2?: string | null | undefined;
  /** The town. */
  city?: string | null | undefined;
  /** Who is there. */
  company?: string | null | undefined;
  /** Where it is. */
  country: string;
  /** Who is there. */
  firstName?: string | null | undefined;
  /** Who is there. */
  lastName?: string | null | undefined;
  /** A number to call. */
  phone?: string | null | undefined;
  /** As it is written there. */
  postalCode?: string | null | undefined;
  /** A part of the country, such as a state. */
  provinceCode?: string | null | undefined;
};

/** What to put in. */
export type CartLineInput = {
  /** At most 20: keys of 100 characters, values of 1,000; 100,000 in all lines of a cart. */
  attributes?: Array<KeyValueInput> | null | undefined;
  /** How many, from 1. */
  quantity?: number;
  /** The variant. */
  variantId: string;
};

/** What to add to what is in the cart. */
export type CartLinesAddInput = {
  /** Which cart. */
  cartId: string;
  /** 16 to 64 characters: a call that is repeated with its key within 7 days is done once. Make it random. */
  idempotencyKey?: string | null | undefined;
  /** All of them are added, or none. */
  lines: Array<CartLineInput>;
};

/** What has become of a cart. */
export type CartStatus =
  /** Nobody has changed it for too long. */
  | 'EXPIRED'
  /** Another cart took its place when somebody signed in. */
  | 'MERGED'
  /** It can be changed. */
  | 'OPEN'
  /** It is an order. */
  | 'ORDERED';

/** Who orders, and where it goes. Omitted = unchanged, null = cleared. */
export type CheckoutUpdateInput = {
  /** Where the invoice goes, if elsewhere. */
  billingAddress?: AddressInput | null | undefined;
  /** Which cart. */
  cartId: string;
  /** One for each delivery group. */
  delivery?: Array<DeliveryChoiceInput> | null | undefined;
  /** Where letters about the order go. */
  email?: string | null | undefined;
  /** The version you changed; refused if it is no longer that. */
  expectedVersion?: number | null | undefined;
  /** For the shop, at most 2,000 characters. */
  note?: string | null | undefined;
  /** A number to call, at most 100 characters. */
  phone?: string | null | undefined;
  /** Where it goes. */
  shippingAddress?: AddressInput | null | undefined;
  /** True pays with store credit, as far as that goes: only for the customer whose cart it is. */
  useStoreCredit?: boolean | null | undefined;
};

/** How a group of lines is delivered. */
export type DeliveryChoiceInput = {
  /** The key of the group. */
  groupKey: string;
  /** The handle of one of its options. */
  optionHandle: string;
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

/** Something to keep with a cart or a line. */
export type KeyValueInput = {
  /** What it is. */
  key: string;
  /** What it says. */
  value: string;
};

/** A sum of money. */
export type MoneyInput = {
  /** Minor units: 1999 for EUR 19.99. */
  amountMinor: number;
  /** What it is a sum of. */
  currency: string;
};

/** The order to make, as the shopper has agreed to it. */
export type OrderPlaceInput = {
  /** The cart. It needs the token of the cart, or the session of its customer. */
  cartId: string;
  /** The `cost.due` that the shopper has agreed to; refused if it is another by now, as when a gift card was spent elsewhere. */
  expectedDue?: MoneyInput | null | undefined;
  /** The `cost.total` that the shopper has agreed to; refused if it is another by now. */
  expectedTotal: MoneyInput;
  /** The version that the shopper has seen; refused if it is no longer that. */
  expectedVersion: number;
  /** 16 to 64 characters, best a random UUID. A call that is repeated with its key within 7 days is done once, and answered the same: repeat it when no answer came. */
  idempotencyKey: string;
  /** For staff who leave out `payment`: until when the shopper can pay, at most 30 days from now. As long as any order waits if omitted. */
  payBefore?: string | null | undefined;
  /** Needed where something is due, and not looked at where nothing is. Staff with ORDERS_WRITE may leave it out: the shopper gets a letter with a link, and pays with `paymentStart` until `payBefore`. */
  payment?: PaymentInput | null | undefined;
};

/** How far an order has come. */
export type OrderStatus =
  /** It came to nothing: see `cancelReason`. */
  | 'CANCELLED'
  /** All of it was delivered. */
  | 'COMPLETED'
  /** Something of it is on its way. */
  | 'IN_FULFILLMENT'
  /** Its money is awaited until `payBefore`; till then everything in it is held. */
  | 'PENDING_PAYMENT'
  /** The shop has taken it. */
  | 'PLACED';

/** How what is due is paid. */
export type PaymentInput = {
  /** What the provider's library in the client gives along, at most 4,000 characters. */
  data?: unknown;
  /** The handle of one of the cart's `paymentMethods`. */
  methodHandle: string;
  /** Where the shopper comes back to from a page of the provider. */
  returnUrl?: string | null | undefined;
};

/** What has become of a payment. */
export type PaymentStatus =
  /** The shopper has something to do: see `action`. */
  | 'ACTION_REQUIRED'
  /** The money is held, and is yet to be taken. */
  | 'AUTHORIZED'
  /** It did not work. It may still succeed late, as long as the provider tries. */
  | 'FAILED'
  /** The money was taken. */
  | 'PAID'
  /** A part of the money went back. */
  | 'PARTIALLY_REFUNDED'
  /** Nothing is known yet. Look again, or wait to be told. */
  | 'PENDING'
  /** All of the money went back. */
  | 'REFUNDED'
  /** It was called off before anything was taken. */
  | 'VOIDED';

export type ProductQueryVariables = Exact<{
  slug: string;
}>;


export type ProductQuery = { product: { name: string, selectedOrFirstAvailableVariant: { id: string, sku: string | null, name: string, price: { formatted: string } } | null } | null };

export type CartCreateMutationVariables = Exact<{ [key: string]: never; }>;


export type CartCreateMutation = { cartCreate:
    | { __typename: 'CartCreatePayload', token: string, cart: { id: string } }
    | { __typename: 'Rejection', errors: Array<
        | { __typename: 'CodeRefused', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InsufficientStock', available: number | null, code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InvalidInput', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'NotFound', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'OtherError', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'QuantityChanged', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'TotalChanged', code: ErrorCode, field: Array<string> | null, message: string, actual: { amountMinor: number, currency: string, formatted: string } }
        | { __typename: 'VersionConflict', code: ErrorCode, field: Array<string> | null, message: string }
      > }
   };

export type CartLinesAddMutationVariables = Exact<{
  input: CartLinesAddInput;
}>;


export type CartLinesAddMutation = { cartLinesAdd:
    | { __typename: 'CartPayload', cart: { id: string, version: number, totalQuantity: number, cost: { total: { amountMinor: number, currency: string, formatted: string } }, deliveryGroups: Array<{ key: string, options: Array<{ handle: string, name: string, price: { formatted: string } }> }>, paymentMethods: Array<{ handle: string, name: string }>, problems: Array<
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
        > } }
    | { __typename: 'Rejection', errors: Array<
        | { __typename: 'CodeRefused', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InsufficientStock', available: number | null, code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InvalidInput', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'NotFound', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'OtherError', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'QuantityChanged', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'TotalChanged', code: ErrorCode, field: Array<string> | null, message: string, actual: { amountMinor: number, currency: string, formatted: string } }
        | { __typename: 'VersionConflict', code: ErrorCode, field: Array<string> | null, message: string }
      > }
   };

export type CheckoutUpdateMutationVariables = Exact<{
  input: CheckoutUpdateInput;
}>;


export type CheckoutUpdateMutation = { checkoutUpdate:
    | { __typename: 'CartPayload', cart: { id: string, version: number, totalQuantity: number, cost: { total: { amountMinor: number, currency: string, formatted: string } }, deliveryGroups: Array<{ key: string, options: Array<{ handle: string, name: string, price: { formatted: string } }> }>, paymentMethods: Array<{ handle: string, name: string }>, problems: Array<
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
          | { code: ErrorCode, field: Array<string> | null, message: string }
        > } }
    | { __typename: 'Rejection', errors: Array<
        | { __typename: 'CodeRefused', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InsufficientStock', available: number | null, code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InvalidInput', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'NotFound', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'OtherError', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'QuantityChanged', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'TotalChanged', code: ErrorCode, field: Array<string> | null, message: string, actual: { amountMinor: number, currency: string, formatted: string } }
        | { __typename: 'VersionConflict', code: ErrorCode, field: Array<string> | null, message: string }
      > }
   };

export type OrderPlaceMutationVariables = Exact<{
  input: OrderPlaceInput;
}>;


export type OrderPlaceMutation = { orderPlace:
    | { __typename: 'OrderPlacePayload', orderToken: string | null, replayed: boolean, order: { id: string, number: string, status: OrderStatus }, payment: { status: PaymentStatus, action:
          | { __typename: 'ClientAction' }
          | { __typename: 'RedirectAction', url: string }
         | null } | null }
    | { __typename: 'Rejection', errors: Array<
        | { __typename: 'CodeRefused', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InsufficientStock', available: number | null, code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'InvalidInput', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'NotFound', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'OtherError', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'QuantityChanged', code: ErrorCode, field: Array<string> | null, message: string }
        | { __typename: 'TotalChanged', code: ErrorCode, field: Array<string> | null, message: string, actual: { amountMinor: number, currency: string, formatted: string } }
        | { __typename: 'VersionConflict', code: ErrorCode, field: Array<string> | null, message: string }
      > }
   };

export type OrderByTokenQueryVariables = Exact<{
  token: string;
}>;


export type OrderByTokenQuery = { order: { number: string, status: OrderStatus, paymentStatus: PaymentStatus, cost: { total: { formatted: string } }, lines: Array<{ name: string, quantity: number }> } | null };

export type OrderChangedSubscriptionVariables = Exact<{
  orderId: string;
  since?: string | null | undefined;
}>;


export type OrderChangedSubscription = { orderChanged: { cursor: string, snapshot: boolean, order: { number: string, status: OrderStatus, paymentStatus: PaymentStatus } } };

export type CartChangedSubscriptionVariables = Exact<{
  cartId: string;
  since?: string | null | undefined;
}>;


export type CartChangedSubscription = { cartChanged: { cursor: string, snapshot: boolean, cart: { status: CartStatus, totalQuantity: number } } };

export type CheckoutFragment = { id: string, version: number, totalQuantity: number, cost: { total: { amountMinor: number, currency: string, formatted: string } }, deliveryGroups: Array<{ key: string, options: Array<{ handle: string, name: string, price: { formatted: string } }> }>, paymentMethods: Array<{ handle: string, name: string }>, problems: Array<
    | { code: ErrorCode, field: Array<string> | null, message: string }
    | { code: ErrorCode, field: Array<string> | null, message: string }
    | { code: ErrorCode, field: Array<string> | null, message: string }
    | { code: ErrorCode, field: Array<string> | null, message: string }
    | { code: ErrorCode, field: Array<string> | null, message: string }
    | { code: ErrorCode, field: Array<string> | null, message: string }
    | { code: ErrorCode, field: Array<string> | null, message: string }
    | { code: ErrorCode, field: Array<string> | null, message: string }
  > };

export type RefusalFragment = { errors: Array<
    | { __typename: 'CodeRefused', code: ErrorCode, field: Array<string> | null, message: string }
    | { __typename: 'InsufficientStock', available: number | null, code: ErrorCode, field: Array<string> | null, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, field: Array<string> | null, message: string }
    | { __typename: 'NotFound', code: ErrorCode, field: Array<string> | null, message: string }
    | { __typename: 'OtherError', code: ErrorCode, field: Array<string> | null, message: string }
    | { __typename: 'QuantityChanged', code: ErrorCode, field: Array<string> | null, message: string }
    | { __typename: 'TotalChanged', code: ErrorCode, field: Array<string> | null, message: string, actual: { amountMinor: number, currency: string, formatted: string } }
    | { __typename: 'VersionConflict', code: ErrorCode, field: Array<string> | null, message: string }
  > };

export const CheckoutFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Checkout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Cart"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"totalQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveryGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CheckoutFragment, unknown>;
export const RefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rejection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientStock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TotalChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RefusalFragment, unknown>;
export const ProductDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Product"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"selectedOrFirstAvailableVariant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProductQuery, ProductQueryVariables>;
export const CartCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CartCreate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cartCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CartCreatePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"cart"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rejection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientStock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TotalChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CartCreateMutation, CartCreateMutationVariables>;
export const CartLinesAddDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CartLinesAdd"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CartLinesAddInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cartLinesAdd"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CartPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cart"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Checkout"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Checkout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Cart"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"totalQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveryGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rejection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientStock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TotalChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CartLinesAddMutation, CartLinesAddMutationVariables>;
export const CheckoutUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CheckoutUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckoutUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkoutUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CartPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cart"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Checkout"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Checkout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Cart"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"totalQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveryGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rejection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientStock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TotalChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CheckoutUpdateMutation, CheckoutUpdateMutationVariables>;
export const OrderPlaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrderPlace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderPlaceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderPlace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OrderPlacePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderToken"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rejection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientStock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TotalChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrderPlaceMutation, OrderPlaceMutationVariables>;
export const OrderByTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderByToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paymentStatus"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]}}]}}]} as unknown as DocumentNode<OrderByTokenQuery, OrderByTokenQueryVariables>;
export const OrderChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"OrderChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"snapshot"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paymentStatus"}}]}}]}}]}}]} as unknown as DocumentNode<OrderChangedSubscription, OrderChangedSubscriptionVariables>;
export const CartChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CartChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"cartId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cartChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"cartId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"cartId"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"snapshot"}},{"kind":"Field","name":{"kind":"Name","value":"cart"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"totalQuantity"}}]}}]}}]}}]} as unknown as DocumentNode<CartChangedSubscription, CartChangedSubscriptionVariables>;