export { type Channels, createChannels } from './service.js'
export * from './types.js'
