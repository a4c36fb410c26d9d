/** What we close sockets for, besides what the protocol demands. Clients of graphql-ws come back after the first two. */
export const closeCodes = {
  goingAway: 1001,
  tryAgainLater: 1013,
  fault: 1011,
  badRequest: 4400,
  unauthorized: 4401,
} as const
