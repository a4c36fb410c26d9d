/** Why a feed as a whole cannot be read further, such as a mapping for other columns. Says what to do about it. */
export class FeedError extends Error {
  override readonly name = 'FeedError'
}
