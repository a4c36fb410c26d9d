/** What stands in the timeline of an order beside its changes of state. */
export type OrderNotice = 'REFUNDED' | 'REFUND_FAILED' | 'CAPTURE_REQUESTED' | 'VOID_REQUESTED'
