/** The kind of fact that subscribers are told one by one, also of the time when they were away. */
export const replayedKind = 'stock.availabilityChanged'
